/**
 * Runs a machine at its speed for a user at a terminal, until the program ends: the loop that the command and a web
 * page share. It works with any {@link Runnable}: a machine that runs in slices and reads keys from a console.
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

/** Why a machine's run returned. */
export type Stop =
  /** The program has ended. */
  | { readonly kind: "exit" }
  /** It waits for a key. */
  | { readonly kind: "input" }
  /** The T-states asked for have passed, or the console wants to give the host its turn. */
  | { readonly kind: "limit" }
  | { readonly kind: "breakpoint" }
  /** It can't continue. The message says what the program did and has no subject. */
  | { readonly kind: "fault"; readonly message: string };

/** A machine with a program loaded, whose console is the session's. */
export interface Runnable {
  /** T-states run so far. */
  readonly tStates: number;
  /** The key that the machine has read ahead from the console and its program has not read yet. */
  readonly heldKey?: number | undefined;
  run(maxTStates: number): Stop;
}

/** The host's side of a session. */
export interface Seat {
  readonly display: Display;
  readonly clock: Clock;
  /** True if keys come from a pipe or file: they are then kept for a program that waits for them. */
  readonly piped?: boolean;
  /** Shows text. @returns a promise that resolves when more text may come, or undefined if it may come at once */
  put(text: string): Promise<unknown> | undefined;
  /** Called when the program has read all keys: the host may send keys that it has held back. */
  wantKeys?(): void;
}

export interface SessionOptions {
  /** Speed of the machine; undefined for as fast as possible. */
  readonly clockMHz?: number;
  /** T-states after which the run ends with a fault. */
  readonly maxTStates?: number;
  /** Most characters that the program may write. */
  readonly maxOutput?: number;
}

/** How a run came to its end. */
export type SessionEnd =
  /** The program ended. */
  | { readonly kind: "exit" }
  /** It waits for a key, and the input is at its end. */
  | { readonly kind: "end of input" }
  /** The user ended it. */
  | { readonly kind: "interrupted" }
  /** It can't continue, or used more T-states or output than allowed. The message says what it did and has no subject. */
  | { readonly kind: "fault"; readonly message: string };

const CTRL_C = 0x03;
/** After the end of input, a program that has asked this often for a key is taken to wait for one. */
const VAIN_ASKS_AT_END = 5_000_000;
/** In a slice with at most this many T-states for each ask, the program only waits for a key. */
const WAITING_TSTATES_PER_ASK = 2_000;
/** Milliseconds to sleep after a slice in which the program only asked for keys in a loop. */
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

  /** Changes the speed of a run; undefined for as fast as possible. */
  set clockMHz(clockMHz: number | undefined) {
    this.#pacer = new Pacer(this.#seat.clock, clockMHz);
    this.#pacer.restart(this.#machine?.tStates ?? 0);
  }

  /** Ends the run at its next slice. */
  interrupt(): void {
    this.#interrupted = true;
    this.console.wake();
  }

  /**
   * To be called before a Ctrl-C is typed. If the program has not read the one before, it is stuck or ignores Ctrl-C:
   * the run ends.
   */
  noteCtrlC(): void {
    if (this.console.holdsCtrlC || this.#machine?.heldKey === CTRL_C) this.interrupt();
  }

  /** Runs a loaded machine whose console is this session's. When this returns, all output has been shown. */
  async run(machine: Runnable, options: SessionOptions = {}): Promise<SessionEnd> {
    this.#machine = machine;
    this.#interrupted = false;
    this.clockMHz = options.clockMHz;
    try {
      return await this.#loop(machine, options);
    } finally {
      this.console.editor?.close();
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
        this.console.editLine();
        if (!this.console.hasInput) await this.console.waitForKeys();
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

  /** Gives the host its turn. @param milliseconds to sleep; a key ends the sleep */
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
