/**
 * Calls and returns that a host makes for the code on a bare processor.
 *
 *   push(cpu, memory, back); // as CALL does
 *   returnFrom(cpu, memory); // as RET does
 */

import type { Cpu } from "../z80/cpu.js";

/** Puts a word on the stack. @param word 16 bits */
export function push({ registers }: Cpu, memory: Uint8Array, word: number): void {
  registers.sp = (registers.sp - 2) & 0xffff;
  memory[registers.sp] = word & 255;
  memory[(registers.sp + 1) & 0xffff] = word >> 8;
}

/** Goes on at the address on top of the stack, and takes it off. */
export function returnFrom({ registers }: Cpu, memory: Uint8Array): void {
  registers.pc = memory[registers.sp] | (memory[(registers.sp + 1) & 0xffff] << 8);
  registers.sp = (registers.sp + 2) & 0xffff;
}
