/** What a program says and counts beside its replies: the first line, and a game of so many questions. */

import { isPrintableAscii } from "../base/ascii.js";
import { ACTIVATION_SHIFT, MAX_BANNER, MAX_REPLY } from "../base/contract.js";
import type { Equate } from "../base/equate.js";
import { InputError } from "../base/input-error.js";
import { WIN } from "../data/game/replies.js";
import type { Machine } from "../machines/machine.js";
import { MOST_MARGIN } from "../model/inference.js";
import type { Network } from "../model/network.js";
import type { Unsure } from "../model/reply.js";
import { dataLines } from "./emit-data.js";

export interface Talk {
  /** The program's first line: who it is and how to leave. 1 to MAX_BANNER printable ASCII characters. */
  readonly banner?: string | undefined;
  /** True for a program that, without a banner, shows a sign of life if its start takes long. */
  readonly dots?: boolean | undefined;
  /** Makes it a game: the questions that a player has, 1 to MAX_QUESTIONS, before a last guess. */
  readonly questions?: number | undefined;
  /** The secret of the game, named at its end to a player who didn't find it: "an elephant". As long as a banner. */
  readonly secret?: string | undefined;
  /** What the program says in place of a reply that the network is unsure of; without, it always gives the reply. */
  readonly unsure?: Unsure | undefined;
}

/** The count has two digits, and the last guess is one more. */
export const MAX_QUESTIONS = 98;

/** The file that chat.asm includes if the program says more than replies. */
export const TALK_FILE = "model-talk.asm";

/** @throws InputError if it can't be said, or if the network has no reply for the right guess */
export function checkTalk({ banner, questions, secret, unsure }: Talk, network: Network): void {
  if (unsure !== undefined) checkUnsure(unsure);
  for (const [name, text] of [
    ["banner", banner],
    ["secret", secret],
  ] as const)
    if (text !== undefined && !(text.length >= 1 && text.length <= MAX_BANNER && isPrintableAscii(text)))
      throw new InputError(
        `the ${name} ${JSON.stringify(text)} can't be shown; write 1 to ${MAX_BANNER} characters without accents`,
      );
  if (questions === undefined) {
    if (secret !== undefined)
      throw new InputError("a secret is for a game; give the number of questions, too");
    return;
  }
  if (!(Number.isInteger(questions) && questions >= 1 && questions <= MAX_QUESTIONS))
    throw new InputError(`a game has 1 to ${MAX_QUESTIONS} questions, not ${questions}`);
  if (!canSay(network, WIN))
    throw new InputError(
      `this model is no game: it can't answer the right guess with ${WIN}; train one on the pairs of zmlm data game`,
    );
}

function checkUnsure({ margin, reply }: Unsure): void {
  if (!(Number.isInteger(margin) && margin >= 1 && margin <= MOST_MARGIN))
    throw new InputError(`the network is unsure below a margin of 1 to ${MOST_MARGIN}, not ${margin}`);
  if (!(reply.length >= 1 && reply.length <= MAX_REPLY && isPrintableAscii(reply)))
    throw new InputError(
      `${JSON.stringify(reply)} can't be said when unsure; write 1 to ${MAX_REPLY} characters without accents`,
    );
}

function canSay({ answers, known, charset }: Network, reply: string): boolean {
  return (answers ?? known)?.includes(reply) ?? [...reply].every((character) => charset.includes(character));
}

/** Says a program's first line for one that has none, whose start takes long: dots, if the machine can't show them one by one. */
export function withDots(talk: Talk, startsLong: boolean, { showsProgress }: Machine): Talk {
  if (talk.banner !== undefined || !talk.dots || !startsLong) return { ...talk, dots: false };
  return showsProgress ? talk : { ...talk, dots: false, banner: "..." };
}

export function talkEquates({ banner, dots, questions, unsure }: Talk): Equate[] {
  return [
    ["UNSURE", unsure === undefined ? 0 : 1, "1: it has a text for replies that the network is unsure of"],
    ...(unsure === undefined ? [] : [unsureEquate(unsure)]),
    [
      "BANNER",
      banner !== undefined ? 1 : dots ? 2 : 0,
      "1: the program says who it is when it starts; 2: it shows dots while it does",
    ],
    ["QUESTIONS", questions ?? 0, "questions of the game; 0: a chat"],
  ];
}

/** The threshold in accumulators, which are four times outputs: see asm/unsure.asm. */
function unsureEquate({ margin }: Unsure): Equate {
  return [
    "UNSURE_BELOW",
    (margin - 1) << ACTIVATION_SHIFT,
    "it is unsure below this margin of accumulators, plus 4",
  ];
}

/** The texts of `TALK_FILE`. */
export function emitTalk({ banner, questions, secret }: Talk): string {
  const lines = ["; What the program says beside its replies."];
  if (banner !== undefined) lines.push("banner:", ...textLines(banner), "        db 0");
  if (questions !== undefined)
    lines.push(
      "game_right:",
      ...textLines(WIN),
      "game_right_end:",
      "        db 0",
      "game_over:",
      ...textLines(secret === undefined ? "YOU LOSE." : `IT IS ${secret.toUpperCase()}.`),
      "        db 0",
    );
  return `${lines.join("\n")}\n`;
}

function textLines(text: string): string[] {
  return dataLines(Array.from(text, (character) => character.charCodeAt(0)));
}
