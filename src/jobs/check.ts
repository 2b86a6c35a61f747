/**
 * Does a program still say what its golden transcript says?
 *
 *   const { differing, total, updated } = check({ program: { bytes, file: "CHAT.COM" }, transcript: { text, file } });
 */

import { converse } from "../build/ask.js";
import { type Exchange, parseTranscript, updateTranscript } from "../build/transcript.js";
import { asProgramFault, assertProgram, type ProgramFile } from "./programs.js";

export interface CheckRequest {
  readonly program: ProgramFile;
  readonly transcript: { readonly text: string; readonly file: string };
}

export interface Difference {
  /** What the transcript has. */
  readonly exchange: Exchange;
  /** What the program says. */
  readonly reply: string;
}

export interface Checked {
  /** Exchanges in the transcript. */
  readonly total: number;
  readonly differing: readonly Difference[];
  /** The transcript's text with the program's replies; the text as it is where none differ. */
  readonly updated: string;
}

/**
 * Asks a program all questions of a transcript, in one chat.
 * @throws InputError where the transcript or the program is none
 */
export function check({ program, transcript: { text, file } }: CheckRequest): Checked {
  assertProgram(program);
  const exchanges = parseTranscript(text, file);
  const questions = exchanges.map((exchange) => exchange.question);
  const replies = asProgramFault(program.file, () => [...converse(program.bytes, questions)]);
  const differing = exchanges.flatMap((exchange, i) =>
    exchange.reply === replies[i] ? [] : [{ exchange, reply: replies[i] }],
  );
  return {
    total: exchanges.length,
    differing,
    updated: differing.length === 0 ? text : updateTranscript(text, exchanges, replies),
  };
}
