/** Shows what was meant for a terminal of another type on an ANSI terminal, or its text alone on a pipe. */

import type { Display } from "./display.js";
import type { Sequence, TerminalType } from "./terminal-types.js";

const LF = 0x0a;
const ESC = 0x1b;
/** One row down in the same column: a lone LF, where a raw terminal of this machine would also go back. */
const INDEX = "\x1bD";

export class EmulatedDisplay implements Display {
  readonly #type: TerminalType;
  readonly #inner: Display;
  readonly #ansi: boolean;
  #escaped = false;
  #sequence: Sequence | undefined;
  #operands: number[] = [];

  /**
   * @param inner shows what isn't a control sequence
   * @param ansi false leaves control sequences out
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

  /** The sequence's ANSI, once it has all its operands. */
  #finish(sequence: Sequence): string {
    if (this.#operands.length < sequence.operands) return "";
    const ansi = sequence.ansi(...this.#operands);
    this.#sequence = undefined;
    this.#operands = [];
    return this.#ansi ? ansi : "";
  }
}
