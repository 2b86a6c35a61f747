/**
 * Measures a program: its size, its T-states per character, and on request its T-states by label.
 *
 *   const { figures } = bench({ program: { bytes, file: "CHAT.COM" }, questions: ["hello"] });
 */

import { parseSymbolFile } from "../asm/index.js";
import { foldToAscii, isPrintableAscii } from "../base/ascii.js";
import { MAX_QUESTION } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { BENCH_QUESTIONS, type Benchmark, benchmark } from "../build/bench.js";
import { type ProfileRow, profile } from "../build/profile.js";
import { asProgramFault, assertProgram, type ProgramFile } from "./programs.js";

export interface BenchRequest {
  readonly program: ProgramFile;
  /** As people type them; if empty, {@link BENCH_QUESTIONS}. */
  readonly questions: readonly string[];
  /** True: also count T-states by label. */
  readonly profile?: boolean | undefined;
  /** The program's symbol file, which a profile needs. */
  readonly symbols?: { readonly text: string; readonly file: string } | undefined;
}

export interface Benched {
  readonly figures: Benchmark;
  /** Labels that ran, most T-states first. */
  readonly profile: readonly ProfileRow[] | undefined;
}

/** @throws InputError if a question can't be asked, or if the program is not a chat program */
export function bench({ program, questions, profile: byLabel, symbols }: BenchRequest): Benched {
  const labels = symbols && parseSymbolFile(symbols.text, symbols.file);
  const asked = questions.length > 0 ? questions.map(typedQuestion) : BENCH_QUESTIONS;
  assertProgram(program);
  return asProgramFault(program.file, () => ({
    figures: benchmark(program.bytes, asked),
    profile: byLabel && labels ? profile(program.bytes, labels, asked) : undefined,
  }));
}

/**
 * A question as a command tail: ASCII, with typographic characters replaced by plain ones.
 * @throws InputError that names the question, if it doesn't fit a command tail
 */
function typedQuestion(text: string): string {
  const question = foldToAscii(text).trim();
  const fail = (what: string): never => {
    throw new InputError(`the question ${JSON.stringify(text)} ${what}`);
  };
  if (question === "") fail("is empty, and an empty command tail starts a chat; give a word or more");
  if (!isPrintableAscii(question)) fail("has characters that CP/M can't type; use plain letters");
  if (question.length > MAX_QUESTION)
    fail(`has ${question.length} characters and a command tail ${MAX_QUESTION}; shorten it`);
  return question;
}
