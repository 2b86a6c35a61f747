/**
 * The BDOS's console: columns, tabs, echo, start and stop of the output, and READ LINE's line editor. Behaves as
 * CP/M 2.2's, key for key, unless the host has a line editor: `^S` stops the output until the next key; if that is `^C`,
 * the program ends.
 */

import type { BiosTable } from "./bios-table.js";
import type { SystemRoutine } from "./devices.js";

const CTRL_C = 0x03;
const CTRL_E = 0x05;
const BACKSPACE = 0x08;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const CTRL_P = 0x10;
const CTRL_R = 0x12;
const CTRL_S = 0x13;
const CTRL_U = 0x15;
const CTRL_X = 0x18;
const SPACE = 0x20;
const HASH = 0x23;
const CARET = 0x5e;
const RUBOUT = 0x7f;
/** Columns between tab stops. */
const TAB_WIDTH = 8;
/** Added to a control character, gives the letter that is shown after `^`. */
const CONTROL_TO_LETTER = 0x40;

export class Console {
  readonly #bios: BiosTable;
  /** Column of the cursor from 0, as the BDOS counts it. */
  #column = 0;
  /** True if output goes to the list device too. */
  #printing = false;

  constructor(bios: BiosTable) {
    this.#bios = bios;
  }

  reset(): void {
    this.#column = 0;
    this.#printing = false;
  }

  /** CONSOLE STATUS, and the check before each character written: is a key waiting? Obeys `^S`. */
  *status(): SystemRoutine<boolean> {
    if (!(yield* this.#bios.keyReady())) return false;
    if ((yield* this.#bios.peekKey()) !== CTRL_S) return true;
    yield* this.#bios.readKey();
    if ((yield* this.#bios.readKey()) === CTRL_C) yield "exit";
    return false;
  }

  /** Lets the host have its turn, if it wants it. */
  hostTurn(): SystemRoutine<void> {
    return this.#bios.hostTurn();
  }

  /** CONSOLE INPUT: a key, echoed unless it is a control character that doesn't move the cursor. */
  *readEchoed(): SystemRoutine<number> {
    const key = yield* this.#bios.readKey();
    if (isShown(key)) yield* this.writeTabbed(key);
    return key;
  }

  /** CONSOLE OUTPUT: writes a character, a tab as spaces. */
  *writeTabbed(byte: number): SystemRoutine<void> {
    if (byte !== TAB) yield* this.#write(byte);
    else
      do yield* this.#write(SPACE);
      while (this.#column % TAB_WIDTH !== 0);
  }

  *#write(byte: number): SystemRoutine<void> {
    if (yield* this.#bios.keyReady()) yield* this.status();
    yield* this.#bios.write(byte);
    if (this.#printing) yield* this.#bios.list(byte);
    this.#column = columnAfter(this.#column, byte);
  }

  /** Writes a character as the line editor shows it: control characters as `^X`. */
  *#writeVisible(byte: number): SystemRoutine<void> {
    if (isShown(byte)) {
      yield* this.writeTabbed(byte);
      return;
    }
    yield* this.#write(CARET);
    yield* this.#write(byte | CONTROL_TO_LETTER);
  }

  *#newLine(): SystemRoutine<void> {
    yield* this.#write(CR);
    yield* this.#write(LF);
  }

  /** Wipes the row from a column to the cursor, and moves the cursor back to that column. */
  *#wipeTo(column: number): SystemRoutine<void> {
    for (; this.#column > column; this.#column--)
      for (const byte of [BACKSPACE, SPACE, BACKSPACE]) yield* this.#bios.write(byte);
  }

  /**
   * READ LINE: reads a line into a buffer: byte 0 is its capacity, byte 1 becomes the length, the text follows. Ends
   * at CR, at LF or when the buffer is full; the cursor then is at the start of the same line.
   * @param address of the buffer in memory, [65536]
   */
  *readLine(memory: Uint8Array, address: number): SystemRoutine<void> {
    const capacity = memory[address];
    const edited = yield* this.#bios.readLine(capacity);
    if (edited === null) yield "exit";
    else if (edited !== undefined) {
      const bytes = Array.from(edited, (character) => character.charCodeAt(0));
      this.#column = bytes.reduce(visibleColumnAfter, this.#column);
      yield* this.#finish(memory, address, bytes);
      return;
    }
    const line: number[] = [];
    // column of the line's first character; below 0 after ^E has continued the line on a new row
    let startColumn = this.#column;
    for (;;) {
      const key = yield* this.#bios.readKey();
      switch (key) {
        case CR:
        case LF:
          yield* this.#finish(memory, address, line);
          return;
        case BACKSPACE:
          if (line.length > 0) yield* this.#wipeLast(line, startColumn);
          continue;
        case RUBOUT:
          if (line.length > 0) yield* this.#writeVisible(line.pop()!);
          continue;
        case CTRL_E:
          yield* this.#newLine();
          startColumn -= line.reduce(visibleColumnAfter, startColumn);
          continue;
        case CTRL_P:
          this.#printing = !this.#printing;
          continue;
        case CTRL_X:
          yield* this.#wipeTo(Math.max(startColumn, 0));
          line.length = 0;
          continue;
        case CTRL_U:
          yield* this.#startOver(startColumn);
          line.length = 0;
          continue;
        case CTRL_R:
          yield* this.#startOver(startColumn);
          for (const byte of line) yield* this.#writeVisible(byte);
          continue;
      }
      line.push(key);
      yield* this.#writeVisible(key);
      if (key === CTRL_C && line.length === 1) yield "exit";
      if (line.length >= capacity) {
        yield* this.#finish(memory, address, line);
        return;
      }
    }
  }

  *#finish(memory: Uint8Array, address: number, line: readonly number[]): SystemRoutine<void> {
    memory[(address + 1) & 0xffff] = line.length;
    line.forEach((byte, i) => {
      memory[(address + 2 + i) & 0xffff] = byte;
    });
    yield* this.#write(CR);
  }

  /** Shows a message of the BDOS on a new row and waits for a key. @returns the key */
  *report(message: string): SystemRoutine<number> {
    yield* this.#newLine();
    for (const character of message) yield* this.#write(character.charCodeAt(0));
    return yield* this.#bios.readKey();
  }

  /** Marks the line as given up with `#`, and goes to its first column on a new row. */
  *#startOver(startColumn: number): SystemRoutine<void> {
    yield* this.#write(HASH);
    yield* this.#newLine();
    while (this.#column < startColumn) yield* this.#write(SPACE);
  }

  /** Drops the last character and wipes as many columns as it took: 2 for `^X`, up to 8 for a tab. */
  *#wipeLast(line: number[], startColumn: number): SystemRoutine<void> {
    line.pop();
    yield* this.#wipeTo(Math.max(line.reduce(visibleColumnAfter, startColumn), 0));
  }
}

/** Characters that are echoed as they are: graphics, and the control characters that move the cursor. */
function isShown(byte: number): boolean {
  return byte >= SPACE || byte === CR || byte === LF || byte === TAB || byte === BACKSPACE;
}

function columnAfter(column: number, byte: number): number {
  if (byte === RUBOUT) return column;
  if (byte >= SPACE) return column + 1;
  if (byte === LF) return 0;
  return byte === BACKSPACE && column > 0 ? column - 1 : column;
}

function visibleColumnAfter(column: number, byte: number): number {
  if (byte === TAB) return (Math.floor(column / TAB_WIDTH) + 1) * TAB_WIDTH;
  return isShown(byte) ? columnAfter(column, byte) : column + 2;
}
