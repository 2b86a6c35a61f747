/**
 * Runs a machine at its pace for somebody who sits at its terminal, until it ends: the loop that a command and a page
 * have in common. It knows no machine and no system: whatever runs in slices and reads keys from a console will do.
 *
 *   const session = new TerminalSession({ display, clock, put: (text) => screen.append(text) });
 *   const machine = new CpmMachine({ console: session.console });
 *   machine.load(program, "");
 *   session.console.type("hello\r");         // any time
 *   const end = await session.run(machine, { clockMHz: 4 });
 */

import type { Clock } from "../base/clock.js";
import type { Display } from "./display.js";
import { HostConsole } from "./host-console.js";
import { Pacer } from "./pacer.js";
import { Patience } from "./patience.js";

/** Why a machine's run came back. */
export type Stop =
  /** The program has ended. */
  | { readonly kind: "exit" }
  /** It waits for a key. */
  | { readonly kind: "input" }
  /** The T-states asked for have passed, or the console wants its turn. */
  | { readonly kind: "limit" }
  | { readonly kind: "breakpoint" }
  /** It can't go on; the message says what it did, without a subject. */
  | { readonly kind: "fault"; readonly message: string };

/** A machine with a program in it, whose console is the session's. */
export interface Runnable {
  /** T-states run so far. */
  readonly tStates: number;
  /** A key that the machine has taken from the console, and its program not yet from the machine. */
  readonly heldKey?: number | undefined;
  run(maxTStates: number): Stop;
}

/** Who sits at the terminal. */
export interface Seat {
  readonly display: Display;
  readonly clock: Clock;
  /** Keys come from a pipe or file, not from a keyboard: they are kept for a program that waits for them. */
  readonly piped?: boolean;
  /** Shows text; a promise says when there is room for more. */
  put(text: string): Promise<unknown> | undefined;
  /** Called when the program has read what was typed: keys that were held back may come. */
  wantKeys?(): void;
}

export interface SessionOptions {
  /** Clock to keep to; without it, as fast as it goes. */
  readonly clockMHz?: number;
  /** Ends the run after these T-states. */
  readonly maxTStates?: number;
  /** Most characters that may be written. */
  readonly maxOutput?: number;
}

/** How a run came to its end. */
export type SessionEnd =
  /** The program left. */
  | { readonly kind: "exit" }
  /** It waited for a key, but the input is at its end. */
  | { readonly kind: "end of input" }
  /** The user broke it off. */
  | { readonly kind: "interrupted" }
  /** It can't go on, or mustn't; the message says what it did, without a subject. */
  | { readonly kind: "fault"; readonly message: string };

const CTRL_C = 0x03;
/** A program that asks this often for a key that can't come any more is taken to wait for it. */
const VAIN_ASKS_AT_END = 5_000_000;
/** A slice with more T-states an ask than this does more than wait for a key. */
const WAITING_TSTATES_PER_ASK = 2_000;
/** Milliseconds of sleep for a program that asks for keys in a loop. */
const IDLE_MS = 10;

export class TerminalSession {
  readonly console: HostConsole;
  readonly #seat: Seat;
  #machine: Runnable | undefined;
  #pacer: Pacer;
  #interrupted = false;

  constructor(seat: Seat) {
    this.#seat = seat;
    const patience = seat.piped ? new Patience(() => this.#machine?.tStates ?? 0) : undefined;
    this.console = new HostConsole(seat.display, seat.clock, patience);
    this.#pacer = new Pacer(seat.clock);
  }

  /** Changes the pace of a run: undefined for as fast as it goes. */
  set clockMHz(clockMHz: number | undefined) {
    this.#pacer = new Pacer(this.#seat.clock, clockMHz);
    this.#pacer.restart(this.#machine?.tStates ?? 0);
  }

  /** Ends the run at its next slice. */
  interrupt(): void {
    this.#interrupted = true;
    this.console.wake();
  }

  /** A Ctrl-C is about to be typed: one before it that is still unread means that the program is stuck, or won't listen. */
  noteCtrlC(): void {
    if (this.console.holdsCtrlC || this.#machine?.heldKey === CTRL_C) this.interrupt();
  }

  /** Runs a loaded machine whose console is this session's. All that it wrote has been put when this returns. */
  async run(machine: Runnable, options: SessionOptions = {}): Promise<SessionEnd> {
    this.#machine = machine;
    this.#interrupted = false;
    this.clockMHz = options.clockMHz;
    try {
      return await this.#loop(machine, options);
    } finally {
      await this.#flush();
      this.#machine = undefined;
    }
  }

  async #loop(machine: Runnable, { maxTStates, maxOutput }: SessionOptions): Promise<SessionEnd> {
    const end = machine.tStates + (maxTStates ?? Number.POSITIVE_INFINITY);
    for (;;) {
      const before = machine.tStates;
      const asksBefore = this.console.vainAsks;
      this.console.startSlice();
      const stop = machine.run(Math.min(this.#pacer.slice, end - before));
      await this.#flush();
      if (stop.kind === "exit" || stop.kind === "fault") return stop;
      if (stop.kind === "breakpoint") throw new Error("a session has no use for breakpoints");
      if (this.#interrupted) return { kind: "interrupted" };
      if (machine.tStates >= end)
        return { kind: "fault", message: `was still running after ${machine.tStates} T-states` };
      if (this.console.written > (maxOutput ?? Number.POSITIVE_INFINITY))
        return { kind: "fault", message: `wrote more than ${maxOutput} characters` };
      if (this.#isAtEndOfInput(stop.kind === "input")) return { kind: "end of input" };
      if (stop.kind === "input") {
        this.#seat.wantKeys?.();
        await this.console.waitForKeys();
        this.#pacer.restart(machine.tStates);
      } else {
        const asks = this.console.vainAsks - asksBefore;
        const { ended, keysWaiting } = this.console;
        const waits = asks * WAITING_TSTATES_PER_ASK > machine.tStates - before;
        const idle = waits && !ended && keysWaiting === 0;
        await this.#pause(Math.max(this.#pacer.ahead(machine.tStates), idle ? IDLE_MS : 0));
      }
    }
  }

  #isAtEndOfInput(waiting: boolean): boolean {
    if (!this.console.ended || this.console.keysWaiting > 0) return false;
    return waiting || this.console.vainAsks > VAIN_ASKS_AT_END;
  }

  /** Gives the host its turn. @param milliseconds to sleep unless a key comes */
  async #pause(milliseconds: number): Promise<void> {
    if (this.console.keysWaiting === 0) this.#seat.wantKeys?.();
    if (milliseconds >= 1) await this.console.waitForKeys(milliseconds);
    else await this.#seat.clock.turn();
  }

  async #flush(): Promise<void> {
    const text = this.console.takeOutput();
    if (text !== "") await this.#seat.put(text);
  }
}
