/** CP/M programs of the tests: assembled here from tests/cpm/programs, or written as a few lines. */

import { readFileSync } from "node:fs";
import { assemble } from "../../src/asm/index.js";

/** Assembles tests/cpm/programs/`name`.asm. */
export function program(name: string): Uint8Array {
  const file = new URL(`../cpm/programs/${name}.asm`, import.meta.url);
  return assemble(readFileSync(file, "utf8"), { file: `${name}.asm` }).bytes;
}

/** Assembles lines of a program that starts at 0100h, with `bdos` known. */
export function code(lines: string): Uint8Array {
  return assemble(`bdos: equ 5\n org 100h\n${lines}\n`, { file: "test.asm" }).bytes;
}
