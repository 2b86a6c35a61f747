/**
 * Runs system calls: starts one when PC comes to an entry of BDOS or BIOS, suspends it while it waits for the host
 * or for a program's own BIOS routine that the BDOS calls, and puts its results into the registers.
 */

import type { Registers } from "../z80/cpu.js";
import { Bdos } from "./bdos.js";
import { BIOS_ENTRIES, callBios } from "./bios.js";
import { BiosTable } from "./bios-table.js";
import type { Devices, ProgramCode, SystemRoutine } from "./devices.js";
import type { Drive } from "./drive.js";
import { type BiosLayout, biosLayout, RET } from "./loader.js";
import * as map from "./memory-map.js";
import type { SystemCall, Trace } from "./trace.js";

/** What a system call leaves in registers that hold no result. */
const GARBAGE = 0xe5e5;
const GARBAGE_FLAGS = 0xff;
/** Most calls that wait for a program's own routine. With more, the program jumped out of the oldest and never returns. */
const MAX_SUSPENDED = 64;

/**
 * State of a call: "key": it waits for a key; "turn": it lets the host have its turn; "exit": it ended the program;
 * "code": PC is at a routine of the program's that the call runs; "done": PC is at the RET of its entry.
 */
export type CallState = "key" | "turn" | "exit" | "code" | "done";

interface Running {
  readonly steps: SystemRoutine<void>;
  /** True for a BDOS call, which warm boots through the BIOS's jump table. */
  readonly isBdos: boolean;
}

/** A call that waits for a routine of the program's to return; PC and SP of the call. */
interface Suspended extends Running {
  readonly pc: number;
  readonly sp: number;
}

export interface SystemOptions {
  readonly devices: Devices;
  readonly drives: readonly (Drive | undefined)[];
  readonly bdosEntry: number;
  readonly trace: Trace;
}

export class SystemCalls {
  readonly #memory: Uint8Array;
  readonly #registers: Registers;
  readonly #devices: Devices;
  readonly #trace: Trace;
  readonly #bdosEntry: number;
  readonly #layout: BiosLayout;
  /** Address to which a program's routine that a call runs returns. */
  readonly #hookReturn: number;
  readonly #bios: BiosTable;
  readonly #bdos: Bdos;
  #running: Running | undefined;
  /** Calls that wait for a routine of the program's; the innermost is last. */
  #suspended: Suspended[] = [];

  /** @param memory [65536] bytes */
  constructor(memory: Uint8Array, registers: Registers, options: SystemOptions) {
    this.#memory = memory;
    this.#registers = registers;
    this.#devices = options.devices;
    this.#trace = options.trace;
    this.#bdosEntry = options.bdosEntry;
    this.#layout = biosLayout(this.#bdosEntry);
    this.#hookReturn = map.hookReturnAddress(this.#bdosEntry);
    this.#bios = new BiosTable(memory, this.#devices, this.#layout);
    this.#bdos = new Bdos(memory, this.#bios, options.drives, this.#bdosEntry);
  }

  /** Addresses at which {@link enter} is to be called. */
  get entries(): number[] {
    return [this.#bdosEntry, this.#hookReturn, ...this.#layout.handlers];
  }

  /** True while a call waits for a key or for the host's turn to end. */
  get inProgress(): boolean {
    return this.#running !== undefined;
  }

  /** Called when a program starts: forgets all calls. */
  reset(): void {
    this.#running = undefined;
    this.#suspended = [];
    this.#bdos.reset();
  }

  /**
   * Starts the call of an entry that PC has come to.
   * @returns undefined if the program has put its own code there, which then runs
   */
  enter(pc: number): CallState | undefined {
    if (pc === this.#hookReturn) {
      const call = this.#suspended.pop();
      if (call === undefined) return undefined;
      this.#registers.pc = call.pc;
      this.#registers.sp = call.sp;
      this.#running = call;
      return this.resume();
    }
    if (this.#memory[pc] !== RET) return undefined;
    const isBdos = pc === this.#bdosEntry;
    this.#running = { isBdos, steps: isBdos ? this.#callBdos() : this.#callBios(pc) };
    return this.resume();
  }

  /** Continues the call in progress. */
  resume(): CallState {
    const call = this.#running!;
    const step = call.steps.next(this.#registers.a);
    if (step.value === "key" || step.value === "turn") return step.value;
    this.#running = undefined;
    if (step.done === true) return "done";
    if (step.value === "exit") return this.#warmBoot(call);
    this.#runProgram(call, step.value);
    return "code";
  }

  /** A warm boot. From the BDOS it goes to a WBOOT of the program's own if the jump table has one; else the program ends. */
  #warmBoot({ isBdos }: Running): CallState {
    const hook = isBdos ? this.#bios.hookOf("wboot") : undefined;
    if (hook === undefined) return "exit";
    this.#suspended = [];
    this.#registers.pc = hook;
    return "code";
  }

  /** Suspends a call and runs a routine of the program's for it. */
  #runProgram(call: Running, { at, c }: ProgramCode): void {
    const registers = this.#registers;
    const { pc, sp } = registers;
    if (this.#suspended.length === MAX_SUSPENDED) this.#suspended.shift();
    this.#suspended.push({ ...call, pc, sp });
    // On the BDOS's own stack, as the program's may be short. A routine that itself made a call is on it already.
    const isOnOurs = sp > this.#bdosEntry && sp <= this.#hookReturn;
    registers.sp = (isOnOurs ? sp : this.#hookReturn) - 2;
    this.#memory[registers.sp] = this.#hookReturn & 0xff;
    this.#memory[registers.sp + 1] = this.#hookReturn >> 8;
    registers.bc = c;
    registers.pc = at;
  }

  *#callBdos(): SystemRoutine<void> {
    const registers = this.#registers;
    const call: SystemCall = { bdos: registers.bc & 0xff };
    this.#trace.call?.(call);
    const hl = yield* this.#bdos.call(call.bdos, registers.de);
    registers.hl = hl;
    registers.af = ((hl & 0xff) << 8) | GARBAGE_FLAGS;
    registers.bc = (hl & 0xff00) | (GARBAGE & 0xff);
    registers.de = GARBAGE;
    this.#trace.result?.(call);
  }

  *#callBios(pc: number): SystemRoutine<void> {
    const registers = this.#registers;
    const call: SystemCall = { bios: BIOS_ENTRIES[this.#layout.handlers.indexOf(pc)] };
    this.#trace.call?.(call);
    const result = yield* callBios(call.bios, this.#devices, registers.bc);
    registers.af = (result.a << 8) | GARBAGE_FLAGS;
    registers.bc = GARBAGE;
    registers.de = GARBAGE;
    registers.hl = result.hl ?? GARBAGE;
    this.#trace.result?.(call);
  }
}
