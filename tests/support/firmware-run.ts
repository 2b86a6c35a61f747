/**
 * A program for a machine, on our processor, with the machine's firmware stood in: its entries, its interrupt, its
 * keyboard. What the firmware wants of registers and memory is checked at every call and at every interrupt.
 */

import type { Program } from "../../src/build/program.js";
import { pagingPorts } from "../../src/machines/paging.js";
import { Cpu, type Registers } from "../../src/z80/cpu.js";

const ENABLE_INTERRUPTS = 0xfb;
/** Bytes that a handler pushes: the program counter and every register. */
const HANDLER_BYTES = 24;
/** What memory holds that is nobody's. */
const VOID = 0xe5;
const MOST_T_STATES = 2_000_000_000;

/** A program, whoever wrote it. It has a label `put_character`. */
type Runnable = Pick<Program, "origin" | "bytes" | "start" | "assembly" | "banks">;

/** A machine's firmware. */
export interface Firmware {
  /** The state in which it starts a program: registers, its own memory, a stack. */
  start(run: FirmwareRun): void;
  /** Its entries by address: what they do before they return, or "left" if the program has ended with this. */
  readonly entries: ReadonlyMap<number, (run: FirmwareRun) => "left" | undefined>;
  /** Throws if a call or an interrupt would meet what the firmware can't bear. */
  check(run: FirmwareRun): void;
  /** What its interrupt does to memory and registers; check comes first. */
  interrupt(run: FirmwareRun): void;
  /** Its own memory, as ranges of addresses: nothing in it may differ in the end, except at the places that may. */
  readonly owned: readonly (readonly [from: number, to: number])[];
  readonly mayDiffer: readonly (readonly [from: number, to: number])[];
}

export class FirmwareRun {
  /** [65536] bytes. */
  readonly memory = new Uint8Array(0x10000).fill(VOID);
  readonly registers: Registers;
  /** What reached the firmware's console, the echo of typed keys included. */
  printed = "";
  /** What the program wrote by `put_character`: no echo. */
  written = "";
  /** Interrupts accepted and calls made. */
  interrupts = 0;
  calls = 0;
  readonly program: Runnable;
  readonly #keys: number[];
  readonly #cpu: Cpu;

  constructor(program: Runnable, keys: string) {
    this.program = program;
    this.#keys = Array.from(keys, (key) => key.charCodeAt(0));
    this.#cpu = new Cpu(this.memory, pagingPorts(this.memory, program.banks));
    this.registers = this.#cpu.registers;
    this.memory.set(program.bytes, program.origin);
  }

  /** Address of a label. */
  at(label: string): number {
    const address = this.program.assembly.symbols.get(label);
    if (address === undefined) throw new Error(`the program has no label ${label}`);
    return address;
  }

  /** The next key, if one is typed. */
  key(): number | undefined {
    return this.#keys.shift();
  }

  print(character: number): void {
    this.printed += String.fromCharCode(character);
  }

  push(word: number): void {
    this.registers.sp = (this.registers.sp - 2) & 0xffff;
    this.memory[this.registers.sp] = word & 255;
    this.memory[(this.registers.sp + 1) & 0xffff] = word >> 8;
  }

  return(): void {
    const { registers, memory } = this;
    registers.pc = memory[registers.sp] | (memory[(registers.sp + 1) & 0xffff] << 8);
    registers.sp = (registers.sp + 2) & 0xffff;
  }

  /**
   * Runs until the program has left; returns the addresses of the firmware's memory that differ then.
   * @param every T-states from interrupt to interrupt
   */
  run(firmware: Firmware, every: number): number[] {
    const { registers, memory } = this;
    const { clock } = this.#cpu;
    firmware.start(this);
    const before = memory.slice();
    const isEntry = new Uint8Array(0x10000);
    for (const address of firmware.entries.keys()) isEntry[address] = 1;
    const putCharacter = this.at("put_character");
    let next = clock.tStateCount + every;
    let lastOpcode = 0;
    while (clock.tStateCount < MOST_T_STATES) {
      if (clock.tStateCount >= next && registers.iff1 !== 0 && lastOpcode !== ENABLE_INTERRUPTS) {
        next = clock.tStateCount + every;
        this.#interrupt(firmware);
      }
      if (isEntry[registers.pc] !== 0) {
        this.calls++;
        firmware.check(this);
        if (firmware.entries.get(registers.pc)!(this) === "left")
          return differences(before, memory, firmware);
        lastOpcode = 0;
        continue;
      }
      if (registers.pc === putCharacter) this.written += String.fromCharCode(registers.a);
      lastOpcode = memory[registers.pc];
      this.#cpu.step();
    }
    throw new Error("the program doesn't come to an end");
  }

  #interrupt(firmware: Firmware): void {
    const { registers, memory } = this;
    if (registers.halted !== 0) {
      registers.halted = 0;
      registers.pc = (registers.pc + 1) & 0xffff;
    }
    firmware.check(this);
    for (let i = 1; i <= HANDLER_BYTES; i++) memory[(registers.sp - i) & 0xffff] = 0x55 + i;
    firmware.interrupt(this);
    this.interrupts++;
  }
}

function differences(before: Uint8Array, after: Uint8Array, { owned, mayDiffer }: Firmware): number[] {
  const isIn = (ranges: Firmware["owned"], at: number) => ranges.some(([from, to]) => at >= from && at < to);
  return Array.from(after.keys()).filter(
    (at) => after[at] !== before[at] && isIn(owned, at) && !isIn(mayDiffer, at),
  );
}
