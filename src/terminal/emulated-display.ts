/** Shows output for another type of terminal on an ANSI terminal, or only its text on a pipe. */

import type { Display } from "./display.js";
import type { Sequence, TerminalType } from "./terminal-types.js";

const LF = 0x0a;
const ESC = 0x1b;
/** One row down in the same column, for an LF without CR: an ANSI terminal may go to column 1 at an LF. */
const INDEX = "\x1bD";

export class EmulatedDisplay implements Display {
  readonly #type: TerminalType;
  readonly #inner: Display;
  readonly #ansi: boolean;
  #escaped = false;
  #sequence: Sequence | undefined;
  #operands: number[] = [];

  /**
   * @param inner shows bytes that belong to no control sequence
   * @param ansi false drops control sequences
   */
  constructor(type: TerminalType, inner: Display, ansi: boolean) {
    this.#type = type;
    this.#inner = inner;
    this.#ansi = ansi;
  }

  get atLineStart(): boolean {
    return this.#inner.atLineStart;
  }

  show(byte: number): string {
    if (this.#sequence !== undefined) {
      this.#operands.push(byte);
      return this.#finish(this.#sequence);
    }
    if (this.#escaped) {
      this.#escaped = false;
      this.#sequence = this.#type.escapes[String.fromCharCode(byte)];
      return this.#sequence === undefined ? "" : this.#finish(this.#sequence);
    }
    if (byte === ESC) {
      this.#escaped = true;
      return "";
    }
    const control = this.#type.controls[byte];
    if (control !== undefined) return this.#ansi ? control : "";
    if (byte === LF && this.#ansi && !this.atLineStart) return INDEX;
    return this.#inner.show(byte);
  }

  /** The ANSI for a sequence once it has all its operands; empty before that. */
  #finish(sequence: Sequence): string {
    if (this.#operands.length < sequence.operands) return "";
    const ansi = sequence.ansi(...this.#operands);
    this.#sequence = undefined;
    this.#operands = [];
    return this.#ansi ? ansi : "";
  }
}
