/** From the bytes that a CP/M program writes to text for this machine's terminal, or for a pipe or file. */

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
  /** What to put out for a byte; may be nothing yet. */
  show(byte: number): string;
  /** True if the cursor stands at the start of a line. */
  readonly atLineStart: boolean;
}

/** For a terminal: it knows CR, LF and escape sequences itself, but is sent only those that one of CP/M's time knew. */
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

/** For a terminal, with every byte as it is but for nulls and rubouts: what a program writes may do all that a terminal can. */
export class RawDisplay implements Display {
  atLineStart = true;

  show(byte: number): string {
    if (byte === CR) this.atLineStart = true;
    else if (byte >= SPACE && byte !== RUBOUT) this.atLineStart = false;
    return byte === 0 || byte === RUBOUT ? "" : String.fromCharCode(byte);
  }
}

/**
 * For a pipe or file: lines end with LF alone. A CR that no LF follows sends the cursor back, and stays a CR
 * when text comes over the line.
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
