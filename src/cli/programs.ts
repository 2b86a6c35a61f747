/** Reads chat programs. */

import { assertProgram } from "../jobs/programs.js";
import { readBytes } from "./files.js";

/** Most bytes of a program file; a program that fits a machine has at most 64 KB. */
const MAX_PROGRAM = 1 << 20;

/** Reads a .COM file. */
export function readProgram(path: string): Uint8Array {
  const bytes = readBytes(path, MAX_PROGRAM);
  assertProgram({ bytes, file: path });
  return bytes;
}
