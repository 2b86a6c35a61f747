/** Source text as lines that know where they come from. */

import { type Dialect, OWN } from "./dialect.js";
import { type LexedLine, lex } from "./lexer.js";
import { addUsed, nameOperations } from "./operations.js";
import { splitStatements } from "./split.js";

export class SourceLine {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  /** The line's tokens; those that name an operation do it by `lower`. */
  readonly lexed: LexedLine;

  constructor(file: string, number: number, lexed: LexedLine) {
    this.file = file;
    this.number = number;
    this.lexed = lexed;
  }

  get text(): string {
    return this.lexed.text;
  }

  get place(): string {
    return `${this.file}:${this.number}`;
  }
}

/** Splits a file into lines, and lines of several statements into those; CR LF, CP/M's ^Z and a last line without an end are fine. */
export function sourceLines(file: string, text: string, dialect: Dialect = OWN): SourceLine[] {
  const endOfFile = text.indexOf("\u001a");
  const lines = (endOfFile < 0 ? text : text.slice(0, endOfFile)).split("\n");
  if (lines.at(-1) === "") lines.pop();
  const used = new Set<string>();
  const statements = lines.flatMap((line, index) =>
    splitStatements(lex(line.endsWith("\r") ? line.slice(0, -1) : line, dialect)).map((lexed) => {
      addUsed(lexed.tokens, used);
      return { lexed, number: index + 1 };
    }),
  );
  return statements.map(({ lexed, number }) => {
    const tokens = nameOperations(lexed.tokens, used);
    return new SourceLine(file, number, { ...lexed, tokens });
  });
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
