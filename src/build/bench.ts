/**
 * Measures what a chat program costs: bytes, and T-states per character and per question. For a .COM file,
 * `benchmark` runs it under CP/M; for a program of any machine, `benchmarkEngine` runs its engine alone.
 *
 *   const { tStatesPerChar } = benchmark(com, ["hello", "are you a robot"]);
 */

import { MAX_REPLY } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { Questioner } from "./ask.js";
import { EngineRun } from "./engine-run.js";
import { LibraryRun } from "./library-run.js";
import type { Program } from "./program.js";

export interface Benchmark {
  /** Size of the .COM file. */
  readonly bytes: number;
  readonly questions: number;
  /** Characters of all replies. */
  readonly chars: number;
  /** Median over the questions of the mean T-states from one character to the next, the end of reply among them. */
  readonly tStatesPerChar: number;
  /** Median T-states from the question to the first character of its reply: the work done once, and that character. */
  readonly tStatesToFirstChar: number;
  /** Mean T-states from the question to the last character of its reply. */
  readonly tStatesPerReply: number;
  /** T-states from the program's start to its first prompt. */
  readonly startUpTStates: number;
}

export const BENCH_QUESTIONS: readonly string[] = [
  "HELLO",
  "ARE YOU A ROBOT",
  "DO YOU DREAM",
  "HOW ARE YOU TODAY",
  "WHAT IS YOUR NAME",
  "TELL ME A JOKE",
  "IS IT BIGGER THAN A CAR",
  "BYE",
];

/**
 * Measures a program over some questions in one chat.
 * @param memoryEnd where the emulated machine's memory for programs ends; E406h unless told
 * @throws InputError if no reply has a character to measure; ProgramError if it is no chat program
 */
export function benchmark(com: Uint8Array, questions: readonly string[], memoryEnd?: number): Benchmark {
  return measure(new Questioner(com, { memoryEnd }), com.length, questions);
}

/**
 * Measures the engine of a program for any machine. The time that the machine's own routines take, such as writing a
 * character to its screen, isn't counted.
 * @throws InputError if no reply has a character to measure
 */
export function benchmarkEngine(program: Program, questions: readonly string[]): Benchmark {
  return measure(new EngineRun(program), program.bytes.length, questions);
}

/**
 * Measures the engine of a library.
 * @throws InputError if no reply has a character to measure
 */
export function benchmarkLibrary(program: Program, questions: readonly string[]): Benchmark {
  return measure(new LibraryRun(program), program.bytes.length, questions);
}

function measure(
  questioner: Pick<Questioner, "ask" | "startUpTStates">,
  bytes: number,
  questions: readonly string[],
): Benchmark {
  const perChar: number[] = [];
  const toFirstChar: number[] = [];
  const toLastChar: number[] = [];
  const { startUpTStates } = questioner;
  let chars = 0;
  for (const question of questions) {
    const { reply, asked, marks } = questioner.ask(question);
    chars += reply.length;
    // A reply of full length ends without the network saying so.
    const steps = reply.length < MAX_REPLY ? reply.length : reply.length - 1;
    if (steps < 1) continue;
    perChar.push((marks[steps] - marks[0]) / steps);
    toFirstChar.push(marks[0] - asked);
    toLastChar.push(marks[reply.length - 1] - asked);
  }
  if (perChar.length === 0)
    throw new InputError("every reply is empty, so there is no character to measure; ask other questions");
  return {
    bytes,
    questions: questions.length,
    chars,
    tStatesPerChar: Math.round(median(perChar)),
    tStatesToFirstChar: Math.round(median(toFirstChar)),
    tStatesPerReply: Math.round(mean(toLastChar)),
    startUpTStates,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
