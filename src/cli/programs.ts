/** Chat programs as input: reading a .COM file, and faults of the program as faults of that file. */

import { InputError } from "../base/input-error.js";
import { ProgramError } from "../build/ask.js";
import { readBytes } from "./files.js";

/** Reads a .COM file. */
export function readProgram(path: string): Uint8Array {
  const com = readBytes(path);
  if (com.length === 0) throw new InputError("the file is empty; give a .COM file", { file: path });
  return com;
}

/** Runs something on a program; what the program does wrong is then told of its file. */
export function asProgramFault<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ProgramError || error instanceof InputError)
      throw new InputError(error.message, { file });
    throw error;
  }
}
