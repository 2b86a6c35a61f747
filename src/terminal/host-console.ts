/**
 * The console between a machine, which is synchronous, and a host, which isn't: keys that were typed wait here for
 * the program, and what it wrote for the host.
 *
 *   const console = new HostConsole(new TerminalDisplay(), clock);
 *   console.type("hello\r");
 *   machine.run(100_000);                 // reads and writes the console, a byte at a time
 *   screen.append(console.takeOutput());
 */

import type { Clock } from "../base/clock.js";
import type { Display } from "./display.js";
import type { Patience } from "./patience.js";

const CTRL_C = "\x03";
/** The host gets its turn after so many characters, or milliseconds. */
const MAX_UNSHOWN = 65_536;
const MAX_SLICE_MS = 50;

export class HostConsole {
  readonly display: Display;
  /** Characters written since the start. */
  written = 0;
  /** Times that the program has asked for a key in vain since it last got one or wrote something. */
  vainAsks = 0;
  #keys = "";
  #next = 0;
  #ended = false;
  #output: string[] = [];
  readonly #clock: Clock;
  readonly #patience: Patience | undefined;
  #lastTurn: number;
  #wake: (() => void) | undefined;

  /** @param patience for keys that don't come from a keyboard */
  constructor(display: Display, clock: Clock, patience?: Patience) {
    this.display = display;
    this.#clock = clock;
    this.#patience = patience;
    this.#lastTurn = clock.now();
  }

  /** Takes the next key, 7-bit, or undefined when none is waiting. */
  read(): number | undefined {
    if (this.keysWaiting === 0) {
      this.vainAsks++;
      return undefined;
    }
    this.vainAsks = 0;
    const key = this.#keys.charCodeAt(this.#next++);
    this.#patience?.taken(key);
    return key;
  }

  /** True if a key is waiting, and the program may know. */
  ready(): boolean {
    if (this.keysWaiting > 0 && (this.#patience?.grants() ?? true)) return true;
    this.vainAsks++;
    return false;
  }

  write(byte: number): void {
    this.vainAsks = 0;
    this.#patience?.written();
    this.written++;
    this.#output.push(this.display.show(byte));
  }

  /** True if the machine should come back though its T-states have not passed: system calls take none. */
  wantsTurn(): boolean {
    return this.#output.length > MAX_UNSHOWN || this.#clock.now() - this.#lastTurn > MAX_SLICE_MS;
  }

  /** The host has had its turn. */
  startSlice(): void {
    this.#lastTurn = this.#clock.now();
  }

  /** Keys waiting. */
  get keysWaiting(): number {
    return this.#keys.length - this.#next;
  }

  /** True if a Ctrl-C waits among the keys. */
  get holdsCtrlC(): boolean {
    return this.#keys.indexOf(CTRL_C, this.#next) >= 0;
  }

  /** True if no more keys will come than those waiting. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @param keys 7-bit characters */
  type(keys: string): void {
    this.#keys = this.#keys.slice(this.#next) + keys;
    this.#next = 0;
    this.wake();
  }

  /** No key will come after those waiting. */
  end(): void {
    this.#ended = true;
    this.wake();
  }

  /** Text to put out since the last call. */
  takeOutput(): string {
    const text = this.#output.join("");
    this.#output = [];
    return text;
  }

  /** Resolves when keys come, or their end, or the time has passed. */
  waitForKeys(milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff =
        milliseconds === undefined ? undefined : this.#clock.after(milliseconds, () => this.wake());
      this.#wake = () => {
        callOff?.();
        resolve();
      };
    });
  }

  /** Ends a wait for keys at once. */
  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
