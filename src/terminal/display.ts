/**
 * Turns the bytes that a program writes into text for the host's terminal, or for a pipe or file.
 *
 *   const display = new PipeDisplay();
 *   const text = Array.from(bytes, (byte) => display.show(byte)).join("");
 */

import { EscapeFilter } from "./escapes.js";

const BELL = 0x07;
const BACKSPACE = 0x08;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const RUBOUT = 0x7f;

/** Turns a program's output into text, byte by byte. */
export interface Display {
  /** Text to show for a byte; empty if there is nothing to show yet. */
  show(byte: number): string;
  /** True if the cursor stands at the start of a line. */
  readonly atLineStart: boolean;
}

/** For a terminal. CR and LF go to it as they are; of escape sequences only those that a terminal of CP/M's time knew. */
export class TerminalDisplay implements Display {
  readonly #escapes = new EscapeFilter();
  atLineStart = true;

  show(byte: number): string {
    const text = this.#escapes.pass(byte);
    if (byte === CR) this.atLineStart = true;
    else if (text.length === 1 && byte >= SPACE) this.atLineStart = false;
    return text;
  }
}

/** For a terminal, with every byte except nulls and rubouts: a program may use every escape sequence of the terminal. */
export class RawDisplay implements Display {
  atLineStart = true;

  show(byte: number): string {
    if (byte === CR) this.atLineStart = true;
    else if (byte >= SPACE && byte !== RUBOUT) this.atLineStart = false;
    return byte === 0 || byte === RUBOUT ? "" : String.fromCharCode(byte);
  }
}

/**
 * For a pipe or file: lines end with LF alone. A CR without LF after it moves the cursor to the start of the line; it
 * is written as a CR if text follows.
 */
export class PipeDisplay implements Display {
  #column = 0;
  #returned = false;

  get atLineStart(): boolean {
    return this.#column === 0;
  }

  show(byte: number): string {
    switch (byte) {
      case CR:
        this.#returned = this.#column > 0;
        return "";
      case LF:
        this.#returned = false;
        this.#column = 0;
        return "\n";
      case 0:
      case BELL:
      case RUBOUT:
        return "";
    }
    const back = this.#returned ? "\r" : "";
    if (this.#returned) this.#column = 0;
    this.#returned = false;
    if (byte >= SPACE || byte === TAB) this.#column++;
    else if (byte === BACKSPACE && this.#column > 0) this.#column--;
    return back + String.fromCharCode(byte);
  }
}
