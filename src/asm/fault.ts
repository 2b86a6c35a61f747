/** What a statement throws: a mistake, whose line the caller adds; or the end of a macro, a file or the pass. */

import type { Foreign } from "./foreign.js";

/** Columns of a stretch of a line, from 0; `end` is one past the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Fault extends Error {
  override readonly name = "Fault";
  readonly span: Span;
  /** True if it follows from another mistake: reported only if there is no other. */
  readonly isConsequence: boolean;
  /** Says that the source is for another tool. */
  readonly about: Foreign | undefined;

  /** @param what what is wrong and, after a semicolon, what to do */
  constructor(what: string, span: Span, isConsequence = false, about?: Foreign) {
    super(what);
    this.span = { start: span.start, end: span.end };
    this.isConsequence = isConsequence;
    this.about = about;
  }
}

/** Ends the file that it's thrown in: `end`. */
export class EndOfFile extends Error {}

/** Ends the macro call or repetition that it's thrown in: `exitm`. */
export class EndOfMacro extends Error {}

/** Ends the pass: a mistake that all later lines would only repeat. */
export class Abandoned extends Error {}
