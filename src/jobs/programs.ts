/** Chat programs as jobs get them: what is none is told, and a program's faults are those of its file. */

import { InputError } from "../base/input-error.js";
import { ProgramError } from "../build/ask.js";

/** A program's file. */
export interface ProgramFile {
  readonly bytes: Uint8Array;
  /** The name to give in messages. */
  readonly file: string;
}

/** How a model file begins; as a program that would be nonsense. */
const MODEL_START = /^\s*\{\s*"format"/;
const START_LENGTH = 40;

/** @throws InputError where this can't be a program */
export function assertProgram({ bytes, file }: ProgramFile): void {
  if (bytes.length === 0) throw new InputError("the file is empty; give a .COM file", { file });
  if (MODEL_START.test(String.fromCharCode(...bytes.subarray(0, START_LENGTH))))
    throw new InputError("this is a model, not a program; zmlm build makes one of it", { file });
}

/** What went wrong while a program ran, as an error that names its file. */
export function programFault(error: unknown, file: string): unknown {
  return error instanceof ProgramError || error instanceof InputError
    ? new InputError(error.message, { file })
    : error;
}

/** Runs something on a program; what the program does wrong is then told of its file. */
export function asProgramFault<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw programFault(error, file);
  }
}
