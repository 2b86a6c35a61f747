/**
 * Checks chat programs, and turns what goes wrong while they run into errors that name their file.
 *
 *   assertProgram({ bytes, file: "CHAT.COM" });
 *   const result = asProgramFault("CHAT.COM", () => benchmark(bytes, ["hello"]));
 */

import { InputError } from "../base/input-error.js";
import { ProgramError } from "../build/ask.js";
import { wrongKind } from "./file-kind.js";

/** A program's file. */
export interface ProgramFile {
  readonly bytes: Uint8Array;
  /** The name to give in messages. */
  readonly file: string;
}

/** @throws InputError if this can't be a program */
export function assertProgram({ bytes, file }: ProgramFile): void {
  if (bytes.length === 0) throw new InputError("the file is empty; give a .COM file", { file });
  const fault = wrongKind(bytes, file, "program");
  if (fault !== undefined) throw new InputError(fault, { file });
}

/** An error from running a program as an InputError that names its file; other errors as they are. */
export function programFault(error: unknown, file: string): unknown {
  return error instanceof ProgramError || error instanceof InputError
    ? new InputError(error.message, { file })
    : error;
}

/** Runs an action on a program; an error of the program becomes an InputError that names its file. */
export function asProgramFault<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw programFault(error, file);
  }
}
