/**
 * The reply loop. The definition, the fast inference and the tests all make their replies with it.
 *
 *   const text = spell(network, (sofar) => logitsAfter(sofar));
 */

import { MAX_REPLY } from "../base/contract.js";
import { argmax, marginOf } from "./argmax.js";
import { replyTree } from "./known-replies.js";
import type { Network } from "./network.js";

/** What a program says instead of a reply that it is unsure of. */
export interface Unsure {
  /** It is unsure if the largest output of a reply's first pass is less than this above the second largest. */
  readonly margin: number;
  /** What it says then. */
  readonly reply: string;
}

export interface SpellOptions {
  /** Characters after which the reply is cut short, at most 50. */
  readonly most?: number | undefined;
  /** What to say instead if the network is unsure; undefined: nothing. */
  readonly unsure?: Unsure | undefined;
}

type Spelled = Pick<Network, "charset" | "answers" | "known">;

/**
 * Spells a reply character by character, until the network ends it or it is as long as a reply can be. Where the network
 * has known replies, only one of them can come out: letters that can follow in one way only take no pass. A network
 * whose outputs are whole answers is asked once. If it may be unsure, the first letter always takes a pass.
 * @param pass gives the logits after a text ("" at first), one for each output
 * @returns the reply without its end mark
 */
export function spell(
  network: Spelled,
  pass: (text: string) => ArrayLike<number>,
  { most = MAX_REPLY, unsure }: SpellOptions = {},
): string {
  if (unsure !== undefined && marginOf(pass("")) < unsure.margin) return unsure.reply;
  return wholeReply(network, pass, most);
}

function wholeReply(network: Spelled, pass: (text: string) => ArrayLike<number>, most: number): string {
  const { charset, answers, known } = network;
  if (answers !== undefined) return answers[argmax(pass(""))].slice(0, most);
  if (known !== undefined) return knownReply(charset, known, pass, most);
  let text = "";
  while (text.length < most) {
    const index = argmax(pass(text));
    if (index === charset.length - 1) break;
    text += charset[index];
  }
  return text;
}

function knownReply(
  charset: string,
  known: readonly string[],
  pass: (text: string) => ArrayLike<number>,
  most: number,
): string {
  let branch = replyTree(charset, known);
  while (branch.next !== undefined && branch.text.length < most) {
    const logits = pass(branch.text);
    const { symbols } = branch;
    let chosen = 0;
    for (let other = 1; other < symbols.length; other++)
      if (logits[symbols[other]] > logits[symbols[chosen]]) chosen = other;
    branch = branch.next[chosen];
  }
  return branch.text.slice(0, most);
}
