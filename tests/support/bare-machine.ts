/** A Z80 with 64 KB and nothing else: a keyboard and a screen on port 0, the program of bare.asm in memory. */

import { readFileSync } from "node:fs";
import type { Image, Machine } from "../../src/machines/machine.js";
import { pagingPorts } from "../../src/machines/paging.js";
import { Cpu } from "../../src/z80/cpu.js";
import { FOR_CPM } from "./builds.js";

const SOURCE = "bare.asm";
const HALT = 0x76;
/** What memory holds that is nobody's: a program that leaned on it, or wrote there, would show. */
const VOID = 0xe5;

/** Such a machine as a target of the build. */
export function bareMachine(origin: number, memoryEnd: number, others: Partial<Machine> = {}): Machine {
  return {
    name: "bare",
    title: "a bare machine",
    source: SOURCE,
    origin,
    memoryEnd,
    memoryName: "memory",
    clock: 4_000_000,
    files: [{ extension: ".bin", make: ({ bytes }) => bytes, load: "not at all" }],
    ...others,
  };
}

/** What the build wants to know for such a machine. */
export function forBare(machine: Machine) {
  const source = new URL(SOURCE, import.meta.url);
  const sources = (name: string) => (name === SOURCE ? readFileSync(source) : FOR_CPM.sources(name));
  return { machine, sources };
}

export class BareMachine {
  /** [65536] bytes. */
  readonly memory = new Uint8Array(0x10000).fill(VOID);
  readonly breakpoints = new Set<number>();
  /** What the program has written. */
  printed = "";
  readonly #cpu: Cpu;
  readonly #input: number[] = [];
  #isStarved = false;

  constructor(image: Image) {
    const paging = pagingPorts(this.memory, image.banks);
    this.#cpu = new Cpu(this.memory, {
      read: () => this.#input.shift() ?? this.#starve(),
      write: (address, value) => {
        if ((address & 0xff) === 0) this.printed += String.fromCharCode(value);
        else paging.write(address, value);
      },
    });
    this.memory.set(image.bytes, image.origin);
    this.registers.pc = image.start;
  }

  get registers() {
    return this.#cpu.registers;
  }

  /** First of all, has the program chat, or else answer one question. */
  begin(kind: "chat" | "answer"): void {
    this.#input.push(kind === "chat" ? 0 : 1);
  }

  /** Types a line. */
  type(line: string): void {
    this.#input.push(line.length, ...Array.from(line, (character) => character.charCodeAt(0)));
  }

  /** Runs until the program leaves, comes to a breakpoint, or has read something that isn't there: an empty line. */
  run(): { kind: "exit" | "input" } | { kind: "breakpoint"; pc: number } {
    const { registers } = this;
    const stops = new Uint8Array(0x10000);
    for (const address of this.breakpoints) stops[address] = 1;
    this.#isStarved = false;
    while (this.memory[registers.pc] !== HALT) {
      this.#cpu.step();
      if (this.#isStarved) return { kind: "input" };
      if (stops[registers.pc] !== 0) return { kind: "breakpoint", pc: registers.pc };
    }
    return { kind: "exit" };
  }

  #starve(): number {
    this.#isStarved = true;
    return 0;
  }
}
