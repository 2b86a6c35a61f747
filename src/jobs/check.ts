/**
 * Compares a program's replies with those of a golden transcript.
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
  /** The exchange in the transcript. */
  readonly exchange: Exchange;
  /** The program's reply. */
  readonly reply: string;
}

export interface Checked {
  /** Exchanges in the transcript. */
  readonly total: number;
  readonly differing: readonly Difference[];
  /** The transcript's text with the program's replies; unchanged if none differ. */
  readonly updated: string;
}

/**
 * Asks a program all questions of a transcript, in one chat.
 * @throws InputError if the text is not a transcript, or the file not a chat program
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
