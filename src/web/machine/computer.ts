/**
 * The computer of the page: a Z80 with CP/M that runs the page's program at 4 MHz, or as fast as it goes.
 *
 *   const computer = new Computer({ click, beep });
 *   await computer.boot(program);      // A>CHAT, and the first prompt; resolves when the program has ended
 *   computer.type("hello\r");
 *   computer.seen.value                // what the last reply was made of, character by character
 */

import { type Signal, signal } from "@preact/signals";
import { ObservedMachine, type SeenQuestion, type SeenStep } from "../../jobs/inside.js";
import type { PageProgram } from "../../jobs/page.js";
import { RawDisplay } from "../../terminal/display.js";
import { type Stop, TerminalSession } from "../../terminal/session.js";
import { browserClock } from "../host/clock.js";
import { Screen } from "./screen.js";

/** MHz of the machine's clock; undefined: as fast as it goes. In slow motion a character takes seconds. */
export const SPEEDS = { real: 4, slow: 0.1, free: undefined } as const;
export type Speed = keyof typeof SPEEDS;
const BACKSPACE = "\b";
/** T-states of a program's start: far more than any layout takes. */
const MAX_START = 200_000_000;
/** T-states of a start that run before the page gets its turn: some 20 ms. */
const START_SLICE = 2_000_000;

export type State = "starting" | "waiting" | "thinking" | "held" | "ended" | "stuck";

/** A question and what the machine has computed for it so far. */
export interface Seen {
  readonly program: PageProgram;
  readonly question: SeenQuestion;
  readonly steps: readonly SeenStep[];
}

/** The computer's sounds. */
export interface Sounds {
  beep(): void;
  click(): void;
}

export class Computer {
  readonly screen: Screen;
  readonly state: Signal<State> = signal("starting");
  readonly speed: Signal<Speed> = signal("real");
  /** True: the machine stands still after each character of a reply, until {@link goOn}. */
  readonly holds: Signal<boolean> = signal(false);
  /** The last question; undefined before the first. */
  readonly seen: Signal<Seen | undefined> = signal(undefined);
  /** Keys of a greeting on the line, which the visitor's first key wipes. */
  #greeted = 0;
  #hasTyped = false;
  readonly #sounds: Sounds;
  #program: PageProgram | undefined;
  #session: TerminalSession | undefined;
  #machine: ObservedMachine | undefined;
  /** Rises with each boot: what an earlier one still does is told apart by it. */
  #boots = 0;

  constructor(sounds: Sounds) {
    this.screen = new Screen({ bell: () => sounds.beep() });
    this.#sounds = sounds;
    this.speed.subscribe((speed) => {
      if (this.#session !== undefined) this.#session.clockMHz = SPEEDS[speed];
    });
    this.holds.subscribe((holds) => {
      if (this.#machine !== undefined) this.#machine.holds = holds;
      if (!holds) this.goOn();
    });
  }

  /** Starts a program on a clear screen. Its start runs as fast as it goes, then the clock counts. */
  async boot(program: PageProgram): Promise<void> {
    this.#program = program;
    const boot = ++this.#boots;
    this.#session?.interrupt();
    this.#greeted = 0;
    this.seen.value = undefined;
    this.state.value = "starting";
    this.screen.clear();
    this.screen.write("A>CHAT\r\n");
    const session = this.#openSession(boot);
    const machine = this.#openMachine(boot, program, session);
    let start: Stop = { kind: "limit" };
    while (start.kind === "limit" && machine.tStates < MAX_START) {
      start = machine.run(START_SLICE);
      await browserClock.turn();
      session.console.startSlice();
      if (boot !== this.#boots) return;
    }
    const clockMHz = SPEEDS[this.speed.value];
    const run = await session.run(machine, clockMHz === undefined ? {} : { clockMHz });
    const end = start.kind === "fault" ? start : run;
    if (boot !== this.#boots) return;
    this.state.value = end.kind === "exit" ? "ended" : "stuck";
    this.screen.write(end.kind === "fault" ? `\r\nThe program ${end.message}.\r\nA>` : "\r\nA>");
  }

  /** Starts the program anew. */
  reset(): void {
    if (this.#program !== undefined) void this.boot(this.#program);
  }

  /** True once the visitor has typed. */
  get hasTyped(): boolean {
    return this.#hasTyped;
  }

  /** Types keys, 7-bit. When the program has ended, the return key starts it again. */
  type(keys: string): void {
    if (keys === "") return;
    this.#hasTyped = true;
    if (this.state.value === "ended" || this.state.value === "stuck") {
      if (keys.includes("\r")) this.reset();
      return;
    }
    this.#send(BACKSPACE.repeat(this.#greeted) + keys);
    this.#greeted = 0;
  }

  /** Types a key of a greeting. */
  greet(key: string): void {
    this.#greeted = key === "\r" ? 0 : this.#greeted + 1;
    this.#send(key);
  }

  #send(keys: string): void {
    this.#sounds.click();
    if (this.state.value === "waiting" && keys.includes("\r")) this.state.value = "thinking";
    this.#session?.console.type(keys);
  }

  /** Lets a machine that stands still after a character go on to the next. */
  goOn(): void {
    if (this.#machine?.isHeld !== true) return;
    this.state.value = "thinking";
    this.#machine.release();
    this.#session?.console.wake();
  }

  #openSession(boot: number): TerminalSession {
    const isCurrent = () => boot === this.#boots;
    this.#session = new TerminalSession({
      display: new RawDisplay(),
      clock: browserClock,
      put: (text) => {
        if (isCurrent()) this.screen.write(text);
        return undefined;
      },
      wantKeys: () => {
        if (!isCurrent()) return;
        if (this.#machine?.isHeld === true) this.state.value = "held";
        else if (this.#machine?.waits === true) this.state.value = "waiting";
      },
    });
    return this.#session;
  }

  #openMachine(boot: number, program: PageProgram, { console }: TerminalSession): ObservedMachine {
    const machine = new ObservedMachine(program, console, {
      question: (question) => {
        if (boot === this.#boots) this.seen.value = { program, question, steps: [] };
      },
      step: (step) => {
        const seen = this.seen.value;
        if (boot === this.#boots && seen !== undefined)
          this.seen.value = { ...seen, steps: [...seen.steps, step] };
      },
    });
    machine.holds = this.holds.value;
    this.#machine = machine;
    return machine;
  }
}
