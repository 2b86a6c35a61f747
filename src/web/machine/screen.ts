/**
 * A terminal's screen as lines of text: what CHAT.COM writes needs carriage return, line feed, backspace and bell.
 *
 *   const screen = new Screen({ bell: beep });
 *   screen.write("HI\r\n> ");
 *   screen.finished.value    // ["HI"]
 *   screen.current.value     // "> "
 */

import { batch, type Signal, signal } from "@preact/signals";

const BELL = "\x07";
const BACKSPACE = "\b";
const CR = "\r";
const LF = "\n";
/** Columns of the terminal. */
export const COLUMNS = 80;
/** Lines that are kept. */
const MOST_LINES = 500;

/** A line that is done. */
export interface Line {
  /** Rises from line to line. */
  readonly key: number;
  readonly text: string;
}

export class Screen {
  /** Lines above the cursor's. */
  readonly finished: Signal<readonly Line[]> = signal([]);
  /** The line of the cursor. */
  readonly current: Signal<string> = signal("");
  /** Column of the cursor, from 0. */
  readonly column: Signal<number> = signal(0);
  readonly #bell: () => void;
  #next = 0;

  constructor({ bell }: { bell: () => void }) {
    this.#bell = bell;
  }

  /** Shows text; characters that a terminal doesn't print and that aren't above are left out. */
  write(text: string): void {
    let line = this.current.value;
    let column = this.column.value;
    const done: Line[] = [];
    const feed = () => {
      done.push({ key: this.#next++, text: line });
      line = "";
    };
    for (const character of text)
      if (character === CR) column = 0;
      else if (character === LF) {
        feed();
        line = " ".repeat(column);
      } else if (character === BACKSPACE) column = Math.max(0, column - 1);
      else if (character === BELL) this.#bell();
      else if (character >= " " && character <= "~") {
        if (column === COLUMNS) {
          feed();
          column = 0;
        }
        line = line.slice(0, column).padEnd(column) + character + line.slice(column + 1);
        column++;
      }
    batch(() => {
      if (done.length > 0) this.finished.value = [...this.finished.value, ...done].slice(-MOST_LINES);
      this.current.value = line;
      this.column.value = column;
    });
  }

  clear(): void {
    batch(() => {
      this.finished.value = [];
      this.current.value = "";
      this.column.value = 0;
    });
  }
}
