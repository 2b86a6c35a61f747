/** What a statement throws: a mistake, before it's known on which line; the end of a file or of the pass. */

/** Columns of a stretch of a line, from 0; `end` is one past the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export class Fault extends Error {
  override readonly name = "Fault";
  readonly span: Span;
  /** Follows from another mistake: told only if there is no other. */
  readonly isConsequence: boolean;

  /** @param what what is wrong and, after a semicolon, what to do */
  constructor(what: string, span: Span, isConsequence = false) {
    super(what);
    this.span = { start: span.start, end: span.end };
    this.isConsequence = isConsequence;
  }
}

/** Ends the file that it's thrown in: `end`. */
export class EndOfFile extends Error {}

/** Ends the pass: a mistake that everything after it would only repeat. */
export class Abandoned extends Error {}
