/** Lays out memory as the CCP leaves it when it starts a program: page zero, system entries, stack, program. */

import { InputError } from "../base/input-error.js";
import { BIOS_ENTRIES } from "./bios.js";
import { parseName, tailWords } from "./fcb.js";
import * as map from "./memory-map.js";

export const JP = 0xc3;
export const RET = 0xc9;
/** HALT: fills the system area, so that a program that jumps there is stopped. */
const VOID = 0x76;
export const JUMP_LENGTH = 3;

/** Addresses of the BIOS; handlers are in the order of {@link BIOS_ENTRIES}. */
export interface BiosLayout {
  /** The jump table. Memory above it is free: a machine's maker, and programs for that machine, may use it. */
  readonly table: number;
  /** Address to which each entry jumps: a RET, before which the host does the work. */
  readonly handlers: readonly number[];
}

export function biosLayout(bdosEntry: number): BiosLayout {
  const table = map.biosBase(bdosEntry);
  return { table, handlers: BIOS_ENTRIES.map((_, i) => table - map.BIOS_HANDLERS + i) };
}

/** Puts a RET at the BDOS's entry, a JP in each entry of the BIOS jump table, and a RET at the handler it jumps to. */
export function layOutSystem(memory: Uint8Array, bdosEntry: number): void {
  memory.fill(VOID, bdosEntry - map.SERIAL_BYTES);
  memory[bdosEntry] = RET;
  const { table, handlers } = biosLayout(bdosEntry);
  handlers.forEach((handler, i) => {
    putJump(memory, table + i * JUMP_LENGTH, handler);
    memory[handler] = RET;
  });
  memory.fill(0, 0, map.TPA_START);
  putJump(memory, map.WARM_BOOT_VECTOR, table + JUMP_LENGTH);
  putJump(memory, map.BDOS_VECTOR, bdosEntry);
}

/**
 * Puts a program at 0100h, its command tail and the FCBs made from it in page zero, and a return to the warm boot on
 * the stack.
 * @param tail text, which becomes upper case with a space in front, as from the CCP; or the bytes as they are
 * @returns SP at the start
 */
export function layOutProgram(
  memory: Uint8Array,
  bdosEntry: number,
  program: Uint8Array,
  tail: string | Uint8Array,
): number {
  const top = bdosEntry - map.SERIAL_BYTES;
  const room = top - map.START_STACK - map.TPA_START;
  if (program.length > room)
    throw new InputError(
      `the program has ${program.length} bytes, but the TPA holds ${room}; make the program smaller`,
    );
  memory.fill(0, map.TPA_START, top);
  memory.set(program, map.TPA_START);
  const bytes = typeof tail === "string" ? tailBytes(tail) : tail;
  if (bytes.length > map.MAX_TAIL)
    throw new InputError(
      `the command tail has ${bytes.length} characters, with the space in front; give at most ${map.MAX_TAIL}`,
    );
  memory[map.COMMAND_TAIL] = bytes.length;
  memory.set(bytes, map.COMMAND_TAIL + 1);
  const words = tailWords(String.fromCharCode(...bytes));
  memory.set(parseName(words[0] ?? ""), map.FIRST_FCB);
  memory.set(parseName(words[1] ?? ""), map.SECOND_FCB);
  return top - 2;
}

function putJump(memory: Uint8Array, at: number, target: number): void {
  memory.set([JP, target & 0xff, target >> 8], at);
}

function tailBytes(tail: string): Uint8Array {
  if (tail === "") return new Uint8Array();
  const bytes = Uint8Array.from(` ${tail.toUpperCase()}`, (character) => character.codePointAt(0)!);
  if (/[^\u0000-\u007f]/.test(tail))
    throw new InputError("the command tail has characters beyond 7-bit ASCII; use plain letters");
  return bytes;
}
