/**
 * A Z80 with 64 KB under CP/M 2.2: loads a program, runs it, and returns when it needs the host.
 *
 * BDOS and BIOS are written in TypeScript: each of their entries in memory holds a RET, and when PC comes to
 * one, the work is done here before that RET runs. The work itself takes no T-states; the program's CALL, the
 * jumps through page zero and the BIOS table (10 each) and the RET (10) do. As in CP/M, a BDOS call returns HL
 * (and A = L, B = H) and nothing else: C, D, E and the flags come back as garbage, so that no program relies
 * on them. The BDOS calls the console through the BIOS's jump table, so a CONOUT that a program has put there
 * gets what the BDOS prints.
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
import { layOutProgram, layOutSystem, RET } from "./loader.js";
import * as map from "./memory-map.js";
import { type CallState, SystemCalls } from "./system-calls.js";
import type { Trace } from "./trace.js";

export interface MachineOptions {
  readonly console: ConsolePort;
  /** Address of the BDOS entry, which (0006h) holds; the TPA ends below it. Default E406h, a 64K system. */
  readonly bdosBase?: number;
  /** Disk drives by number, A: first. A program that selects a missing drive is ended. */
  readonly drives?: readonly (Drive | undefined)[];
  /** The printer: gets LIST output, and the console's output after `^P`. */
  readonly list?: ByteSink;
  /** The paper tape punch: gets PUNCH output. */
  readonly punch?: ByteSink;
  /** Called for each instruction and system call. */
  readonly trace?: Trace;
}

/** Why {@link CpmMachine.run} returned. */
export type StopReason =
  /** Warm boot: the program has ended. */
  | { readonly kind: "exit" }
  /** The program waits for a key, and none is there; run again once there is one. */
  | { readonly kind: "input" }
  /** PC is at a breakpoint; the next run continues from there. */
  | { readonly kind: "breakpoint"; readonly pc: number }
  /** The T-states asked for have passed, or the console wants to give the host its turn. */
  | { readonly kind: "limit" }
  /** The program can't continue. The message says what it did and has no subject: "halted at 0123h, …". */
  | { readonly kind: "fault"; readonly message: string };

const HALT = 0x76;
const UNCONNECTED_PORT = 0xff;
/** Bits of a trap: why the run loop looks at an address before it runs the instruction there. */
const SYSTEM_ENTRY = 1;
const BREAKPOINT = 2;
/** The CPU's clock is set back to 0 after this many T-states: small integers are fast. */
const CLOCK_SLICE = 2 ** 28;

/** By first byte of an instruction, [256]: 1 if the run loop can't just hand it to the CPU. */
const SPECIAL = NEEDS_LOOK.slice();
SPECIAL[HALT] = 1;

const EXIT: StopReason = { kind: "exit" };

export class CpmMachine {
  /** [65536] bytes. */
  readonly memory = new Uint8Array(map.MEMORY_SIZE);
  readonly registers: Registers;
  /** Addresses to stop at, before their instruction runs; read when a run starts. */
  readonly breakpoints = new Set<number>();
  readonly #cpu: Cpu;
  readonly #devices: Devices;
  readonly #calls: SystemCalls;
  readonly #bdosEntry: number;
  /** [65536] trap bits. */
  readonly #traps = new Uint8Array(map.MEMORY_SIZE);
  readonly #trace: Trace;
  /** T-states that had run when the CPU's clock was last set back to 0. */
  #tStatesBefore = 0;
  #ended = true;
  /** Address of the breakpoint at which the last run stopped, or -1. */
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

  /** The key that the BDOS has read ahead from the console and the program has not read yet. */
  get heldKey(): number | undefined {
    return this.#devices.heldKey;
  }

  /** False once the program has written over the BDOS entry, as one does that expects more memory than there is. */
  get hasBdos(): boolean {
    return this.memory[this.#bdosEntry] === RET;
  }

  /**
   * Clears memory and puts a program at 0100h, ready to run.
   * @param tail command tail: text, which becomes upper case with a space in front, as from the CCP; or bytes
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
   * Runs until the program ends or fails, needs a key, meets a breakpoint, or has used its T-states.
   * @param maxTStates T-states after which to return; the last instruction is finished
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

  /** The hot loop. @param slice reading of the CPU's clock at which to return */
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

  /** The same loop, which also reports each instruction to the trace. */
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
      const state = this.#calls.enter(pc);
      if (state !== undefined) return this.#obey(state);
    }
    if (this.memory[pc] === HALT) return this.#haltFault(pc);
    this.#cpu.step();
    return undefined;
  }

  /** Turns a system call's state into a reason to stop, or none; when the call is done, runs the RET at its entry. */
  #obey(state: CallState): StopReason | undefined {
    switch (state) {
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
