/**
 * The reply loop. The definition, the fast inference and the tests all make their replies with it.
 *
 *   const text = spell(network, (sofar) => argmax(logitsAfter(sofar)));
 */

import { MAX_REPLY } from "../base/contract.js";
import type { Network } from "./network.js";

/** What a program says instead of a reply that it is unsure of. */
export interface Unsure {
  /** It is unsure if the largest output of a reply's first pass is less than this above the second largest. */
  readonly margin: number;
  /** What it says then. */
  readonly reply: string;
}

/**
 * Spells a reply character by character, until the network ends it or it is as long as a reply can be. A network whose
 * outputs are whole answers is asked once.
 * @param next gives the index of the output that comes after a text ("" at first): in the charset, whose last index
 *   ends the reply, or in the answers
 * @param most characters after which the reply is cut short, at most 50
 * @returns the reply without its end mark
 */
export function spell(
  { charset, answers }: Pick<Network, "charset" | "answers">,
  next: (text: string) => number,
  most = MAX_REPLY,
): string {
  if (answers !== undefined) return answers[next("")].slice(0, most);
  const end = charset.length - 1;
  let text = "";
  while (text.length < most) {
    const index = next(text);
    if (index === end) break;
    text += charset[index];
  }
  return text;
}
