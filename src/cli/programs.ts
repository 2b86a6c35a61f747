/** Reads chat programs. */

import { existsSync } from "node:fs";
import { assertProgram } from "../jobs/programs.js";
import { nearbyFiles, readBytes } from "./files.js";

/** Most bytes of a program file; a program that fits a machine has at most 64 KB. */
const MAX_PROGRAM = 1 << 20;

/** Reads a .COM file. As in CP/M, the ending may be left out, and case doesn't count. */
export function readProgram(path: string): Uint8Array {
  const file = programPath(path);
  const bytes = readBytes(file, MAX_PROGRAM);
  assertProgram({ bytes, file });
  return bytes;
}

/** The file that a program's name means. */
function programPath(path: string): string {
  if (path === "-" || existsSync(path)) return path;
  const programs = nearbyFiles(path).filter((file) => /\.com$/i.test(file));
  return programs.length === 1 ? programs[0] : path;
}
