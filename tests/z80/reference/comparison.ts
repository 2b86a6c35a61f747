/** Runs an instruction in the emulator's processor and in the reference, from the same state, and compares. */

import { hex } from "../../../src/base/hex.js";
import type { Random } from "../../../src/base/random.js";
import { Cpu } from "../../../src/z80/cpu.js";
import { Processor } from "./processor.js";
import type { State } from "./state.js";

/** Where instructions stand; far from its ends, memory around them is random. */
export const ORIGIN = 0x8000;
const MEMORY_SIZE = 0x10000;

export const ZERO_STATE: State = {
  ...{ a: 0, f: 0, b: 0, c: 0, d: 0, e: 0, h: 0, l: 0, ixh: 0, ixl: 0, iyh: 0, iyl: 0 },
  ...{ i: 0, r: 0, sp: 0, pc: ORIGIN, memptr: 0 },
  ...{ afPrime: 0, bcPrime: 0, dePrime: 0, hlPrime: 0, iff1: 0, iff2: 0, im: 0, halted: 0 },
};

export class Comparison {
  readonly #background: Uint8Array;
  readonly #expectedMemory: Uint8Array;
  readonly #memory: Uint8Array;
  readonly #cpu: Cpu;
  readonly #reference: Processor;
  #code: readonly number[] = [];
  /** DD and FD that the code begins with. */
  #prefixes = 0;
  /** What IN gives; each port the same, or by its address. */
  port: number | undefined;
  readonly #outputs: number[] = [];
  readonly #expectedOutputs: number[] = [];
  runs = 0;

  constructor(random: Random) {
    this.#background = Uint8Array.from({ length: MEMORY_SIZE }, () => random.int(0, 255));
    this.#expectedMemory = this.#background.slice();
    this.#memory = this.#background.slice();
    const input = (port: number) => this.port ?? (port ^ (port >> 8)) & 0xff;
    this.#cpu = new Cpu(this.#memory, {
      read: input,
      write: (port, value) => this.#outputs.push(port, value),
    });
    this.#reference = new Processor(ZERO_STATE, {
      read: (address) => this.#expectedMemory[address],
      write: (address, value) => {
        this.#expectedMemory[address] = value;
      },
      in: input,
      out: (port, value) => this.#expectedOutputs.push(port, value),
    });
  }

  /** Memory as it was at first, with an instruction at an address. */
  place(code: readonly number[], at = ORIGIN): void {
    for (const memory of [this.#memory, this.#expectedMemory]) {
      memory.set(this.#background);
      code.forEach((byte, i) => {
        memory[(at + i) & 0xffff] = byte;
      });
    }
    this.#code = code;
    this.#prefixes = code.findIndex((byte) => byte !== 0xdd && byte !== 0xfd);
  }

  poke(address: number, value: number): void {
    this.#memory[address] = value;
    this.#expectedMemory[address] = value;
  }

  /** Runs one instruction in both. @throws Error that shows a difference of registers or outputs */
  run(before: State): void {
    const cpu = this.#cpu;
    const reference = this.#reference;
    setRegisters(cpu, before);
    reference.state = { ...before };
    this.#outputs.length = 0;
    this.#expectedOutputs.length = 0;
    reference.step();
    const began = cpu.clock.tStateCount;
    cpu.step();
    // the emulator runs a prefix that changes nothing as an instruction of its own, in 4 T-states; a jump may land
    // behind a prefix too, but takes longer
    for (let skipped = 1; skipped <= this.#prefixes; skipped++) {
      const isSkipped = cpu.clock.tStateCount - began === 4 * skipped;
      if (isSkipped && cpu.registers.pc === ((before.pc + skipped) & 0xffff)) cpu.step();
    }
    this.runs++;
    if (!agree(cpu, reference.state)) this.#fail(before, registersOf(cpu), reference.state);
    const [written, expected] = [this.#outputs, this.#expectedOutputs];
    if (written.length !== expected.length || written.some((value, i) => value !== expected[i]))
      this.#fail(before, { out: this.#outputs }, { out: this.#expectedOutputs });
  }

  /** @throws Error if the memories differ after the runs since the last {@link place} */
  compareMemory(): void {
    if (Buffer.compare(this.#memory, this.#expectedMemory) === 0) return;
    const at = this.#memory.findIndex((byte, i) => byte !== this.#expectedMemory[i]);
    throw new Error(
      `${this.#name}: (${hex(at, 4)}h) is ${hex(this.#memory[at], 2)}h, not ${hex(this.#expectedMemory[at], 2)}h`,
    );
  }

  get #name(): string {
    return this.#code.map((byte) => hex(byte, 2)).join(" ");
  }

  #fail(before: object, actual: object, expected: object): never {
    const [start, is, should] = [before, actual, expected].map((values) => new Map(Object.entries(values)));
    const differing = [...should.keys()].filter((name) => String(is.get(name)) !== String(should.get(name)));
    const shown = (values: Map<string, unknown>, names: readonly string[]) =>
      names.map((name) => `${name}=${hex(Number(values.get(name)), 2)}`).join(" ");
    throw new Error(
      `${this.#name}: ${shown(is, differing)}, not ${shown(should, differing)}, from ${shown(start, [...start.keys()])}`,
    );
  }
}

/** Registers that the package calls and keeps as the reference does. */
const SAME_NAMES = [
  ...(["i", "r", "sp", "pc", "memptr", "afPrime", "bcPrime", "dePrime", "hlPrime"] as const),
  ...(["iff1", "iff2", "im", "halted"] as const),
];

function setRegisters({ registers }: Cpu, state: State): void {
  registers.af = state.a * 256 + state.f;
  registers.bc = state.b * 256 + state.c;
  registers.de = state.d * 256 + state.e;
  registers.hl = state.h * 256 + state.l;
  registers.ix = state.ixh * 256 + state.ixl;
  registers.iy = state.iyh * 256 + state.iyl;
  // the package keeps the top bit of R apart
  registers.r7 = state.r & 0x80;
  for (const name of SAME_NAMES) registers[name] = state[name];
}

function agree({ registers }: Cpu, state: State): boolean {
  return (
    registers.af === state.a * 256 + state.f &&
    registers.bc === state.b * 256 + state.c &&
    registers.de === state.d * 256 + state.e &&
    registers.hl === state.h * 256 + state.l &&
    registers.ix === state.ixh * 256 + state.ixl &&
    registers.iy === state.iyh * 256 + state.iyl &&
    ((registers.r7 & 0x80) | (registers.r & 0x7f)) === state.r &&
    registers.i === state.i &&
    registers.sp === state.sp &&
    registers.pc === state.pc &&
    registers.memptr === state.memptr &&
    registers.afPrime === state.afPrime &&
    registers.bcPrime === state.bcPrime &&
    registers.dePrime === state.dePrime &&
    registers.hlPrime === state.hlPrime &&
    registers.iff1 === state.iff1 &&
    registers.iff2 === state.iff2 &&
    registers.im === state.im &&
    registers.halted === state.halted
  );
}

function registersOf({ registers }: Cpu): State {
  const { a, f, b, c, d, e, h, l, ixh, ixl, iyh, iyl, i, sp, pc, memptr } = registers;
  const { afPrime, bcPrime, dePrime, hlPrime, iff1, iff2, im, halted } = registers;
  return {
    ...{ a, f, b, c, d, e, h, l, ixh, ixl, iyh, iyl, i, sp, pc, memptr },
    ...{ afPrime, bcPrime, dePrime, hlPrime, iff1, iff2, im, halted },
    r: (registers.r7 & 0x80) | (registers.r & 0x7f),
  };
}
