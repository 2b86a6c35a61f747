/** The console between a machine, which is synchronous, and this process's streams, which aren't. */

import type { ConsolePort } from "../cpm/index.js";
import type { Display } from "./display.js";

const CTRL_C = "\x03";
/** The host gets its turn after so many characters, or milliseconds. */
const MAX_UNSHOWN = 65_536;
const MAX_SLICE_MS = 50;

export class HostConsole implements ConsolePort {
  readonly display: Display;
  /** Characters written since the start. */
  written = 0;
  /** Times that the program has asked for a key in vain since it last got one or wrote something. */
  vainAsks = 0;
  #keys = "";
  #next = 0;
  #ended = false;
  #output: string[] = [];
  #lastTurn = performance.now();
  #wake: (() => void) | undefined;

  constructor(display: Display) {
    this.display = display;
  }

  read(): number | undefined {
    if (!this.ready()) return undefined;
    this.vainAsks = 0;
    return this.#keys.charCodeAt(this.#next++);
  }

  ready(): boolean {
    if (this.#next < this.#keys.length) return true;
    this.vainAsks++;
    return false;
  }

  write(byte: number): void {
    this.vainAsks = 0;
    this.written++;
    this.#output.push(this.display.show(byte));
  }

  wantsTurn(): boolean {
    return this.#output.length > MAX_UNSHOWN || performance.now() - this.#lastTurn > MAX_SLICE_MS;
  }

  /** The host has had its turn. */
  startSlice(): void {
    this.#lastTurn = performance.now();
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
      const timer = milliseconds === undefined ? undefined : setTimeout(() => this.wake(), milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
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
