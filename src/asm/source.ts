/** Source text as lines that know where they come from. */

import { type LexedLine, lex } from "./lexer.js";

export class SourceLine {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
  #lexed: LexedLine | undefined;

  constructor(file: string, number: number, text: string) {
    this.file = file;
    this.number = number;
    this.text = text;
  }

  get lexed(): LexedLine {
    this.#lexed ??= lex(this.text);
    return this.#lexed;
  }

  get place(): string {
    return `${this.file}:${this.number}`;
  }
}

/** Splits a file into lines; CR LF, CP/M's ^Z and a last line without an end are fine. */
export function sourceLines(file: string, text: string): SourceLine[] {
  const endOfFile = text.indexOf("\u001a");
  const lines = (endOfFile < 0 ? text : text.slice(0, endOfFile)).split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map(
    (line, index) => new SourceLine(file, index + 1, line.endsWith("\r") ? line.slice(0, -1) : line),
  );
}

/** How the assembler got to a line that the main file doesn't hold itself. */
export interface Frame {
  /** "included", or "in macro SAVE, called"; " from main.asm:12" follows. */
  readonly how: string;
  /** The line that includes, calls or repeats. */
  readonly line: SourceLine;
  readonly parent: Frame | undefined;
  readonly depth: number;
}
