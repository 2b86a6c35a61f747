/**
 * The processor: a Z80 with 64 KB of memory, exact to the T-state, including undocumented opcodes. It depends on no
 * machine: a machine gives it memory and ports, and steps it.
 *
 * @example
 * ```ts
 * import { Cpu } from "zmlm/z80";
 *
 * const memory = new Uint8Array(0x10000);
 * memory.set([0x3e, 2, 0xc6, 3]); // ld a,2; add a,3
 * const cpu = new Cpu(memory, { read: () => 0xff, write: () => {} });
 * cpu.step();
 * cpu.step();
 * console.log(cpu.registers.a, cpu.clock.tStateCount); // → 5 14
 * ```
 */

export { Cpu, type Ports, type Registers } from "./cpu.js";
