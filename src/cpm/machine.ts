/**
 * A Z80 with 64 KB under CP/M 2.2: loads a program, runs it, and stops when the host is needed.
 *
 * BDOS and BIOS are the host's: each of their entries holds a RET, and when PC comes there the host does the
 * work before that RET runs. Their work counts no T-states, only the program's CALL, the jumps through page
 * zero and the BIOS table (10 each) and the RET (10). As in CP/M, a call leaves HL (and A = L, B = H) and
 * nothing else: C, D, E and the flags come back as garbage, so that no program learns to lean on them. The
 * BDOS calls the console through the BIOS's table, so a program's own CONOUT there runs for what it prints.
 * There are no interrupts and no ports: IN gives FFh, OUT goes nowhere, HALT is a fault.
 *
 *   const machine = new CpmMachine({ console });
 *   machine.load(program, "hello");
 *   while (machine.run().kind === "input") waitForAKey();
 */

import { hex } from "../base/hex.js";
import { Cpu, NEEDS_LOOK, type Registers } from "../z80/cpu.js";
import { type ByteSink, type ConsolePort, Devices } from "./devices.js";
import type { Drive } from "./drive.js";
import { layOutProgram, layOutSystem } from "./loader.js";
import * as map from "./memory-map.js";
import { SystemCalls, type Turn } from "./system-calls.js";
import type { Trace } from "./trace.js";

export interface MachineOptions {
  readonly console: ConsolePort;
  /** BDOS entry, and so the end of the TPA: what (0006h) holds. Default E406h, a 64K system. */
  readonly bdosBase?: number;
  /** Disk drives by number, A: first; without any, a program that wants a disk is ended. */
  readonly drives?: readonly (Drive | undefined)[];
  /** The printer: function 5, and the console's output after `^P`. */
  readonly list?: ByteSink;
  /** The paper tape punch: function 4. */
  readonly punch?: ByteSink;
  /** Told of what the program does. */
  readonly trace?: Trace;
}

/** Why {@link CpmMachine.run} came back. */
export type StopReason =
  /** Warm boot: the program has ended. */
  | { readonly kind: "exit" }
  /** The program waits for a key, and none is there; run again once there is one. */
  | { readonly kind: "input" }
  /** PC is at a breakpoint; the next run goes on from there. */
  | { readonly kind: "breakpoint"; readonly pc: number }
  /** The T-states asked for have passed, or the console's host wants its turn. */
  | { readonly kind: "limit" }
  /** The program can't go on; the message says what it did, without a subject. */
  | { readonly kind: "fault"; readonly message: string };

const HALT = 0x76;
const UNCONNECTED_PORT = 0xff;
/** Flags of {@link CpmMachine.run}'s traps by address. */
const SYSTEM_ENTRY = 1;
const BREAKPOINT = 2;
/** The clock is set back to 0 this often, so that it stays a small integer, which is fast. */
const CLOCK_SLICE = 2 ** 28;

/** First bytes, as [256] flags, that the run loop can't just hand to the CPU. */
const SPECIAL = NEEDS_LOOK.slice();
SPECIAL[HALT] = 1;

const EXIT: StopReason = { kind: "exit" };

export class CpmMachine {
  /** [65536] bytes. */
  readonly memory = new Uint8Array(map.MEMORY_SIZE);
  readonly registers: Registers;
  /** Addresses to stop at, before their instruction runs; looked at when a run starts. */
  readonly breakpoints = new Set<number>();
  readonly #cpu: Cpu;
  readonly #devices: Devices;
  readonly #calls: SystemCalls;
  readonly #bdosEntry: number;
  /** [65536] flags. */
  readonly #traps = new Uint8Array(map.MEMORY_SIZE);
  readonly #trace: Trace;
  /** T-states run before the CPU's clock was last set back. */
  #tStatesBefore = 0;
  #ended = true;
  /** The breakpoint that the last run stopped at. */
  #stoppedAt = -1;

  constructor(options: MachineOptions) {
    this.#bdosEntry = options.bdosBase ?? map.DEFAULT_BDOS_BASE;
    if (this.#bdosEntry < map.LOWEST_BDOS_BASE || this.#bdosEntry > map.HIGHEST_BDOS_BASE)
      throw new RangeError(`BDOS entry ${this.#bdosEntry} leaves no room for a TPA or for the system`);
    this.#trace = options.trace ?? {};
    this.#cpu = new Cpu(this.memory, { read: () => UNCONNECTED_PORT, write: () => {} });
    this.registers = this.#cpu.registers;
    this.#devices = new Devices(options.console, options.list, options.punch);
    this.#calls = new SystemCalls(this.memory, this.registers, {
      devices: this.#devices,
      drives: options.drives ?? [],
      bdosEntry: this.#bdosEntry,
      trace: this.#trace,
    });
    for (const entry of this.#calls.entries) this.#traps[entry] = SYSTEM_ENTRY;
    layOutSystem(this.memory, this.#bdosEntry);
  }

  /** T-states since the machine was made, or since the host last set this. */
  get tStates(): number {
    return this.#tStatesBefore + this.#cpu.clock.tStateCount;
  }

  set tStates(count: number) {
    this.#tStatesBefore = count;
    this.#cpu.clock.tStateCount = 0;
  }

  /** A key that the BDOS has taken from the console to look at, and that the program hasn't asked for yet. */
  get heldKey(): number | undefined {
    return this.#devices.heldKey;
  }

  /**
   * Puts a program into a fresh memory, ready to run from 0100h.
   * @param tail command tail: text, which is upper-cased and gets a space in front as from the CCP, or bytes
   */
  load(program: Uint8Array, tail: string | Uint8Array): void {
    layOutSystem(this.memory, this.#bdosEntry);
    const sp = layOutProgram(this.memory, this.#bdosEntry, program, tail);
    this.#cpu.reset();
    this.registers.sp = sp;
    this.registers.pc = map.TPA_START;
    this.#devices.reset();
    this.#calls.reset();
    this.#ended = false;
    this.#stoppedAt = -1;
  }

  /**
   * Runs until something happens that the host must know.
   * @param maxTStates stop after these; the last instruction is finished
   */
  run(maxTStates = Number.POSITIVE_INFINITY): StopReason {
    if (this.#ended) return EXIT;
    const breakpoints = [...this.breakpoints];
    for (const address of breakpoints) this.#traps[address] |= BREAKPOINT;
    const stop = this.#run(this.tStates + maxTStates);
    for (const address of breakpoints) this.#traps[address] &= ~BREAKPOINT;
    this.#ended = stop.kind === "exit" || stop.kind === "fault";
    this.#stoppedAt = stop.kind === "breakpoint" ? stop.pc : -1;
    return stop;
  }

  #run(end: number): StopReason {
    if (this.#calls.inProgress) {
      const stop = this.#obey(this.#calls.resume());
      if (stop !== undefined) return stop;
    }
    while (this.tStates < end) {
      this.tStates = this.#tStatesBefore + this.#cpu.clock.tStateCount;
      const stop = this.#runSlice(Math.min(end - this.#tStatesBefore, CLOCK_SLICE));
      if (stop !== undefined) return stop;
    }
    return { kind: "limit" };
  }

  /** The hot loop. @param slice T-states from the clock's 0 */
  #runSlice(slice: number): StopReason | undefined {
    const { memory, registers } = this;
    const cpu = this.#cpu;
    const { bare, clock } = cpu;
    const traps = this.#traps;
    if (this.#trace.instruction !== undefined) return this.#runSliceTraced(slice);
    while (clock.tStateCount < slice) {
      const { pc } = registers;
      if (traps[pc] !== 0) {
        const stop = this.#trap(pc);
        if (stop !== undefined) return stop;
      } else if (SPECIAL[memory[pc]] === 0) bare.step();
      else if (memory[pc] === HALT) return this.#haltFault(pc);
      else cpu.stepPrefixed();
    }
    return undefined;
  }

  /** As the hot loop, telling of each instruction. */
  #runSliceTraced(slice: number): StopReason | undefined {
    while (this.#cpu.clock.tStateCount < slice) {
      const { pc } = this.registers;
      if ((this.#traps[pc] & SYSTEM_ENTRY) === 0) this.#trace.instruction?.(pc);
      const stop = this.#trap(pc);
      if (stop !== undefined) return stop;
    }
    return undefined;
  }

  /** PC is at a breakpoint or a system entry. Without a reason to stop, runs the instruction there. */
  #trap(pc: number): StopReason | undefined {
    if ((this.#traps[pc] & BREAKPOINT) !== 0 && pc !== this.#stoppedAt) return { kind: "breakpoint", pc };
    this.#stoppedAt = -1;
    if ((this.#traps[pc] & SYSTEM_ENTRY) !== 0) {
      const turn = this.#calls.enter(pc);
      if (turn !== undefined) return this.#obey(turn);
    }
    if (this.memory[pc] === HALT) return this.#haltFault(pc);
    this.#cpu.step();
    return undefined;
  }

  /** Does what the system call in progress asks for, if there is one; at its end runs the RET at its entry. */
  #obey(turn: Turn): StopReason | undefined {
    switch (turn) {
      case "key":
        return { kind: "input" };
      case "turn":
        return { kind: "limit" };
      case "exit":
        return EXIT;
      case "code":
        return undefined;
      case "done":
        this.#cpu.step();
        return this.#devices.hostWantsTurn ? { kind: "limit" } : undefined;
    }
  }

  #haltFault(pc: number): StopReason {
    const at = `${hex(pc, 4)}h`;
    const strayed = pc >= this.#bdosEntry - map.SERIAL_BYTES;
    return {
      kind: "fault",
      message: strayed
        ? `ran into the system area at ${at}, where there is no code`
        : `halted at ${at}, and there are no interrupts to wake it`,
    };
  }
}
