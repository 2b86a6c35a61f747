/** Chat programs as input. */

import { assertProgram } from "../jobs/programs.js";
import { readBytes } from "./files.js";

/** Most bytes of what might be a program; one that fits a machine has 64 KB at most. */
const MAX_PROGRAM = 1 << 20;

/** Reads a .COM file. */
export function readProgram(path: string): Uint8Array {
  const bytes = readBytes(path, MAX_PROGRAM);
  assertProgram({ bytes, file: path });
  return bytes;
}
