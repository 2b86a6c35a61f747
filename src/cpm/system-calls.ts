/**
 * System calls in progress: from the entries of BDOS and BIOS, through waits for the host, and through code of
 * the program's that a call of the BDOS runs, back to the program.
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

/** What a system call leaves in the registers that it gives no result in. */
const GARBAGE = 0xe5e5;
const GARBAGE_FLAGS = 0xff;
/** Calls that wait for code of the program's; of more, the oldest were left for good by jumping out of it. */
const MAX_SUSPENDED = 64;

/** How a call goes on: it waits for a key, or for the host's turn to be over; it ends the program; PC is at code of the program's, or at its RET. */
export type Turn = "key" | "turn" | "exit" | "code" | "done";

interface Running {
  readonly steps: SystemRoutine<void>;
  /** Of the BDOS: it warm boots through the BIOS's table. */
  readonly isBdos: boolean;
}

/** A call that waits for code of the program's. */
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
  /** Where code of the program's returns to that a call has run. */
  readonly #hookReturn: number;
  readonly #bios: BiosTable;
  readonly #bdos: Bdos;
  #running: Running | undefined;
  /** Calls that code of the program's has interrupted, the last innermost. */
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

  /** True while a call waits for a key or for its turn. */
  get inProgress(): boolean {
    return this.#running !== undefined;
  }

  /** A program starts. */
  reset(): void {
    this.#running = undefined;
    this.#suspended = [];
    this.#bdos.reset();
  }

  /**
   * PC has come to one of the entries.
   * @returns undefined if it is no entry any more: a program that has put its own code there gets that code
   */
  enter(pc: number): Turn | undefined {
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

  /** Goes on with the call in progress. */
  resume(): Turn {
    const call = this.#running!;
    const step = call.steps.next(this.#registers.a);
    if (step.value === "key" || step.value === "turn") return step.value;
    this.#running = undefined;
    if (step.done === true) return "done";
    if (step.value === "exit") return this.#warmBoot(call);
    this.#runProgram(call, step.value);
    return "code";
  }

  /** The BDOS leaves through the BIOS's table, where a program may wait for it; the BIOS ends the program. */
  #warmBoot({ isBdos }: Running): Turn {
    const hook = isBdos ? this.#bios.hookOf("wboot") : undefined;
    if (hook === undefined) return "exit";
    this.#suspended = [];
    this.#registers.pc = hook;
    return "code";
  }

  /** Has a call wait for a subroutine of the program's. */
  #runProgram(call: Running, { at, c }: ProgramCode): void {
    const registers = this.#registers;
    const { pc, sp } = registers;
    if (this.#suspended.length === MAX_SUSPENDED) this.#suspended.shift();
    this.#suspended.push({ ...call, pc, sp });
    // on the BDOS's own stack, as a program's may be short; code that is interrupted in its turn is on it already
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
