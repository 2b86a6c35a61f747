/**
 * Runs a CP/M program on this process's terminal or pipes until it ends, for every command that shows a program.
 *
 *   const session = new Session();
 *   const machine = new CpmMachine({ console: session.console });
 *   machine.load(program, tail);
 *   const end = await session.run(machine, { clockMHz: 4 });
 */

import { once } from "node:events";
import chalk from "chalk";
import { PipeDisplay, RawDisplay, TerminalDisplay } from "../../terminal/display.js";
import { EmulatedDisplay } from "../../terminal/emulated-display.js";
import type { HostConsole } from "../../terminal/host-console.js";
import {
  type Runnable,
  type SessionEnd,
  type SessionOptions,
  TerminalSession,
} from "../../terminal/session.js";
import type { TerminalType } from "../../terminal/terminal-types.js";
import { nodeClock } from "../clock.js";
import { feed, type InputStream, isTerminal } from "./input.js";
import { ReadlineEditor } from "./readline-editor.js";

export interface SessionSettings {
  readonly input?: InputStream;
  readonly output?: NodeJS.WriteStream;
  /**
   * Terminal that the program writes for; default: an ANSI terminal such as the VT100. "raw" passes every escape
   * sequence, whatever it does to this terminal.
   */
  readonly terminal?: TerminalType | "raw";
  /** True: lines are edited as CP/M does it, also on an ANSI terminal. */
  readonly authentic?: boolean | undefined;
  /** Lines after which the user leaves at the next prompt, if lines are edited here. */
  readonly farewell?: RegExp;
}

export class Session {
  readonly #session: TerminalSession;
  readonly #input: InputStream;
  readonly #output: NodeJS.WriteStream;
  readonly #keyTranslations: Readonly<Record<string, string>>;

  constructor({
    input = process.stdin,
    output = process.stdout,
    terminal,
    authentic = false,
    farewell,
  }: SessionSettings = {}) {
    this.#input = input;
    this.#output = output;
    const type = terminal === "raw" ? undefined : terminal;
    this.#keyTranslations = type?.keys ?? {};
    const display = !output.isTTY
      ? new PipeDisplay()
      : terminal === "raw"
        ? new RawDisplay()
        : new TerminalDisplay();
    const plain = !output.isTTY || (process.env.NO_COLOR ?? "") !== "";
    const paint = (text: string) => (plain ? text : chalk.green(text));
    this.#session = new TerminalSession({
      display: type ? new EmulatedDisplay(type, display, output.isTTY) : display,
      clock: nodeClock,
      piped: !isTerminal(input),
      put: (text) => write(output, paint(text)),
      // resumes a paused pipe
      wantKeys: () => this.#input.resume(),
    });
    // other terminals are emulated by moving this one's cursor, of which readline knows nothing
    if (isTerminal(input) && output.isTTY && terminal === undefined && !authentic)
      this.#session.console.editor = new ReadlineEditor(output, paint, farewell);
  }

  get console(): HostConsole {
    return this.#session.console;
  }

  /**
   * Runs a loaded machine whose console is this session's, then restores the terminal.
   * @param options maxOutput counts for pipes and files only
   */
  async run(machine: Runnable, options: SessionOptions = {}): Promise<SessionEnd> {
    const stopFeeding = feed(this.#input, this.console, this.#keyTranslations, (always) => {
      if (always) this.#session.interrupt();
      else this.#session.noteCtrlC();
    });
    // a signal or the end of a pipe may end the process before this returns
    process.once("exit", stopFeeding);
    const { maxOutput, ...unbounded } = options;
    try {
      return await this.#session.run(machine, this.#output.isTTY ? unbounded : options);
    } finally {
      process.off("exit", stopFeeding);
      stopFeeding();
      if (!this.console.display.atLineStart) this.#output.write("\n");
    }
  }
}

/** @returns a promise to wait for if the stream's buffer is full */
function write(output: NodeJS.WriteStream, text: string): Promise<unknown> | undefined {
  return output.write(text) ? undefined : Promise.race([once(output, "drain"), once(output, "close")]);
}
