/** Reads Fuse's cases for the Z80 from the data files of package z80-test, whose own code can't be imported. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Registers as Fuse writes them, in its order; R is whole, all 8 bits. */
const WORDS = [
  "af",
  "bc",
  "de",
  "hl",
  "afPrime",
  "bcPrime",
  "dePrime",
  "hlPrime",
  "ix",
  "iy",
  "sp",
  "pc",
  "memptr",
] as const;
const REST = ["i", "r", "iff1", "iff2", "im", "halted"] as const;

export type RegisterValues = Record<(typeof WORDS)[number] | (typeof REST)[number], number>;

/** The state before or after a case. */
export interface State {
  readonly registers: RegisterValues;
  /** Before: run at least this many. After: how many have run. */
  readonly tStates: number;
  /** Address and value of each byte that the case sets, or that changes. */
  readonly memory: readonly (readonly [address: number, value: number])[];
}

export interface FuseCase {
  readonly name: string;
  readonly before: State;
  readonly after: State;
}

export function fuseCases(): FuseCase[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve("z80-test/package.json")), "z80-tests");
  const after = new Map(blocks(join(folder, "tests.expected")));
  return blocks(join(folder, "tests.in")).map(([name, before]) => ({
    name,
    before,
    after: after.get(name)!,
  }));
}

/** Cases stand between empty lines; a bus event's line begins with a space. */
function blocks(file: string): (readonly [name: string, state: State])[] {
  return readFileSync(file, "utf8")
    .split(/\r?\n\s*\n/)
    .map((block) => block.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith(" ")))
    .filter((lines) => lines.length > 0)
    .map(([name, words, rest, ...memory]) => {
      const wordValues = words.trim().split(/\s+/).map(fromHex);
      const restFields = rest.trim().split(/\s+/);
      const registers = Object.fromEntries([
        ...WORDS.map((register, i) => [register, wordValues[i]]),
        ...REST.map((register, i) => [register, fromHex(restFields[i])]),
      ]) as RegisterValues;
      return [name, { registers, tStates: Number(restFields[REST.length]), memory: memory.flatMap(bytesOf) }];
    });
}

/** `address byte byte … -1` */
function bytesOf(line: string): [number, number][] {
  const [address, ...bytes] = line
    .trim()
    .split(/\s+/)
    .filter((field) => field !== "-1")
    .map(fromHex);
  return bytes.map((byte, i) => [address + i, byte]);
}

function fromHex(text: string): number {
  return Number.parseInt(text, 16);
}
