/**
 * The processor: package z80-emulator, with its bugs corrected here.
 *
 * The package decodes DD and FD only before opcodes that use HL, and ED only where an instruction is defined;
 * elsewhere it prints a complaint and does nothing. A Z80 ignores such a DD or FD (4 T-states, R counts) and
 * takes unknown ED opcodes for an 8 T-state NOP. More faults: ADC HL,rr and SBC HL,rr leave Z clear where the
 * result is 0 with a carry, LD A,R loses bit 3 of R, LD R,A loses bit 7, and IN F,(C) takes carry from the port.
 * Only instructions that start with DD, ED or FD run slower for these corrections. As in Sean Young's document, SCF and
 * CCF take bits 3 and 5 of F from A, and a block instruction that repeats leaves the flags of its single form.
 *
 *   const cpu = new Cpu(memory, ports);
 *   cpu.registers.pc = 0x100;
 *   cpu.step();          // one instruction, or one ignored prefix
 *   cpu.clock.tStateCount
 */

import { type Hal, Z80 } from "z80-emulator";

export type Registers = Z80["regs"];

/** What IN and OUT reach; addresses are the full 16 bits of the bus. */
export interface Ports {
  read(address: number): number;
  write(address: number, value: number): void;
}

const PREFIX_DD = 0xdd;
const PREFIX_ED = 0xed;
const PREFIX_FD = 0xfd;
const HALT = 0x76;
const LD_R_A = 0x4f;
const LD_A_R = 0x5f;
const IN_F_C = 0x70;
const CARRY = 0x01;
const ZERO = 0x40;
const PREFIX_TSTATES = 4;

/** Opcodes, as [256] flags, that DD or FD make use IX or IY instead of HL. */
export const INDEXED: Uint8Array = flags(
  [0x09, 0x19, 0x29, 0x39], // add ix,rr
  [0x21, 0x22, 0x23, 0x2a, 0x2b], // ld, inc, dec ix
  [0x24, 0x25, 0x26, 0x2c, 0x2d, 0x2e], // inc, dec, ld of ixh and ixl
  [0x34, 0x35, 0x36], // inc, dec, ld (ix+d)
  opcodes(0x40, 0xbf).filter((opcode) => opcode !== HALT && usesHl(opcode)),
  [0xcb, 0xe1, 0xe3, 0xe5, 0xe9, 0xf9],
);

/** Second bytes, as [256] flags, that make an instruction after ED. */
export const EXTENDED: Uint8Array = flags(
  opcodes(0x40, 0x7e).filter((opcode) => opcode !== 0x77),
  opcodes(0xa0, 0xbb).filter((opcode) => (opcode & 7) < 4),
);

/** What {@link Cpu.stepPrefixed} does with an opcode after ED. */
const UNKNOWN = 0;
const RIGHT = 1;
const ARITHMETIC_16 = 2;
const MENDED = 3;
/** [256] of these. */
const EXTENDED_KIND: Uint8Array = EXTENDED.map((flag, opcode) => {
  if (flag === 0) return UNKNOWN;
  if ([LD_R_A, LD_A_R, IN_F_C].includes(opcode)) return MENDED;
  return opcode < 0x80 && (opcode & 7) === 2 ? ARITHMETIC_16 : RIGHT;
});

/** First bytes, as [256] flags, that {@link Cpu.step} must look at before the package does. */
export const NEEDS_LOOK: Uint8Array = flags([PREFIX_DD, PREFIX_ED, PREFIX_FD]);

export class Cpu {
  readonly registers: Registers;
  /** Holds `tStateCount`, the T-states run so far; in long runs the caller may set it back now and then. */
  readonly clock: Hal;
  /** The bare package, for instructions whose first byte isn't in {@link NEEDS_LOOK}. */
  readonly bare: Z80;
  readonly #memory: Uint8Array;
  readonly #pristine: Registers;

  /** @param memory [65536] bytes */
  constructor(memory: Uint8Array, ports: Ports) {
    this.#memory = memory;
    this.clock = {
      tStateCount: 0,
      readMemory: (address) => memory[address & 0xffff],
      writeMemory: (address, value) => {
        memory[address & 0xffff] = value;
      },
      contendMemory: () => {},
      readPort: (address) => ports.read(address) & 0xff,
      writePort: (address, value) => ports.write(address, value),
      contendPort: () => {},
    };
    this.bare = new Z80(this.clock);
    this.registers = this.bare.regs;
    this.#pristine = { ...this.registers } as Registers;
  }

  /** Sets every register and flip-flop to 0; the T-states stay. */
  reset(): void {
    Object.assign(this.registers, this.#pristine);
  }

  /** Runs one instruction, or one prefix that is ignored. */
  step(): void {
    if (NEEDS_LOOK[this.#memory[this.registers.pc]] === 0) this.bare.step();
    else this.stepPrefixed();
  }

  /** Runs the instruction at PC, whose first byte is in {@link NEEDS_LOOK}. */
  stepPrefixed(): void {
    const { registers } = this;
    const prefix = this.#memory[registers.pc];
    const opcode = this.#memory[(registers.pc + 1) & 0xffff];
    if (prefix !== PREFIX_ED) {
      if (INDEXED[opcode] !== 0) this.bare.step();
      else this.#skip(1);
      return;
    }
    const kind = EXTENDED_KIND[opcode];
    if (kind === RIGHT) this.bare.step();
    else if (kind === ARITHMETIC_16) {
      this.bare.step();
      if (registers.hl === 0) registers.af |= ZERO;
    } else if (kind === UNKNOWN) this.#skip(2);
    else this.#stepMended(opcode);
  }

  /** An ED instruction that the package gets wrong. */
  #stepMended(opcode: number): void {
    const { registers } = this;
    const carry = registers.f & CARRY;
    this.bare.step();
    if (opcode === LD_R_A) registers.r7 = registers.r & 0x80;
    else if (opcode === LD_A_R) {
      const value = (registers.r7 & 0x80) | (registers.r & 0x7f);
      const overflow = registers.iff2 === 0 ? 0 : 0x04;
      registers.a = value;
      registers.f = carry | this.bare.sz53Table[value] | overflow;
    } else if (opcode === IN_F_C) registers.f = (registers.f & ~CARRY) | carry;
  }

  /** Fetches bytes to no effect. */
  #skip(bytes: number): void {
    const { registers } = this;
    this.clock.tStateCount += PREFIX_TSTATES * bytes;
    registers.pc = (registers.pc + bytes) & 0xffff;
    registers.r = (registers.r + bytes) & 0xff;
  }
}

function flags(...lists: readonly number[][]): Uint8Array {
  const table = new Uint8Array(256);
  for (const opcode of lists.flat()) table[opcode] = 1;
  return table;
}

function opcodes(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** For the 8-bit loads and arithmetic, 40h to BFh: whether a field names H, L or (HL). */
function usesHl(opcode: number): boolean {
  const isHl = (field: number) => field >= 4 && field <= 6;
  return isHl(opcode & 7) || (opcode < 0x80 && isHl((opcode >> 3) & 7));
}
