/**
 * Runs a CP/M program on this process's terminal or pipes until it ends. Whatever command wants to show a
 * program uses this.
 *
 *   const session = new Session();
 *   const machine = new CpmMachine({ console: session.console });
 *   machine.load(program, tail);
 *   const end = await session.run(machine, { clockMHz: 4 });
 */

import { once } from "node:events";
import chalk from "chalk";
import type { CpmMachine } from "../../cpm/index.js";
import { PipeDisplay, TerminalDisplay } from "../../terminal/display.js";
import { EmulatedDisplay } from "../../terminal/emulated-display.js";
import { HostConsole } from "../../terminal/host-console.js";
import { Pacer } from "../../terminal/pacer.js";
import type { TerminalType } from "../../terminal/terminal-types.js";
import { feed, type InputStream } from "./input.js";

export interface SessionSettings {
  readonly input?: InputStream;
  readonly output?: NodeJS.WriteStream;
  /** Terminal that the program writes for; without it, bytes go through as they are. */
  readonly terminal?: TerminalType;
}

export interface SessionOptions {
  /** Clock to keep to; without it, as fast as it goes. */
  readonly clockMHz?: number;
  /** Ends the run after these T-states. */
  readonly maxTStates?: number;
  /** Most characters that may be written to a pipe or file. */
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

export class Session {
  readonly console: HostConsole;
  readonly #input: InputStream;
  readonly #output: NodeJS.WriteStream;
  readonly #paint: (text: string) => string;
  readonly #keyTranslations: Readonly<Record<string, string>>;
  #interrupted = false;

  constructor({ input = process.stdin, output = process.stdout, terminal }: SessionSettings = {}) {
    this.#input = input;
    this.#output = output;
    this.#keyTranslations = terminal?.keys ?? {};
    const display = output.isTTY ? new TerminalDisplay() : new PipeDisplay();
    this.console = new HostConsole(terminal ? new EmulatedDisplay(terminal, display, output.isTTY) : display);
    const plain = !output.isTTY || (process.env.NO_COLOR ?? "") !== "";
    this.#paint = plain ? (text) => text : (text) => chalk.green(text);
  }

  /** Runs a loaded machine whose console is this session's. The terminal is as it was when this returns. */
  async run(machine: CpmMachine, options: SessionOptions = {}): Promise<SessionEnd> {
    const stopFeeding = feed(this.#input, this.console, this.#keyTranslations, (always) => {
      // a Ctrl-C before this one is unread: the program is stuck, or won't listen
      this.#interrupted ||= always || this.console.holdsCtrlC || machine.heldKey === CTRL_C;
    });
    // a signal or the end of a pipe may end the process before this returns
    process.once("exit", stopFeeding);
    try {
      return await this.#loop(machine, options);
    } finally {
      process.off("exit", stopFeeding);
      stopFeeding();
      await this.#flush();
      if (!this.console.display.atLineStart) this.#output.write("\n");
    }
  }

  async #loop(machine: CpmMachine, options: SessionOptions): Promise<SessionEnd> {
    const pacer = new Pacer(options.clockMHz);
    const end = machine.tStates + (options.maxTStates ?? Number.POSITIVE_INFINITY);
    const maxOutput = (this.#output.isTTY ? undefined : options.maxOutput) ?? Number.POSITIVE_INFINITY;
    pacer.restart(machine.tStates);
    for (;;) {
      const before = machine.tStates;
      const asksBefore = this.console.vainAsks;
      this.console.startSlice();
      const stop = machine.run(Math.min(pacer.slice, end - before));
      await this.#flush();
      if (stop.kind === "exit" || stop.kind === "fault") return stop;
      if (stop.kind === "breakpoint") throw new Error("a session has no use for breakpoints");
      if (this.#interrupted) return { kind: "interrupted" };
      if (machine.tStates >= end)
        return { kind: "fault", message: `was still running after ${machine.tStates} T-states` };
      if (this.console.written > maxOutput)
        return { kind: "fault", message: `wrote more than ${maxOutput} characters` };
      if (this.#isAtEndOfInput(stop.kind === "input")) return { kind: "end of input" };
      if (stop.kind === "input") {
        await this.#waitForKeys();
        pacer.restart(machine.tStates);
      } else {
        const asks = this.console.vainAsks - asksBefore;
        const idle = !this.console.ended && asks * WAITING_TSTATES_PER_ASK > machine.tStates - before;
        await this.#pause(Math.max(pacer.ahead(machine.tStates), idle ? IDLE_MS : 0));
      }
    }
  }

  #isAtEndOfInput(waiting: boolean): boolean {
    if (!this.console.ended || this.console.keysWaiting > 0) return false;
    return waiting || this.console.vainAsks > VAIN_ASKS_AT_END;
  }

  async #waitForKeys(): Promise<void> {
    this.#input.resume();
    await this.console.waitForKeys();
  }

  /** Gives the event loop its turn. @param milliseconds to sleep unless a key comes */
  async #pause(milliseconds: number): Promise<void> {
    // a pipe that was held up goes on when what came has been read
    if (this.console.keysWaiting === 0) this.#input.resume();
    if (milliseconds >= 1) await this.console.waitForKeys(milliseconds);
    else await new Promise((resolve) => setImmediate(resolve));
  }

  async #flush(): Promise<void> {
    const text = this.console.takeOutput();
    if (text !== "" && !this.#output.write(this.#paint(text)))
      await Promise.race([once(this.#output, "drain"), once(this.#output, "close")]);
  }
}
