/**
 * The state of one pass over the program: the place it has reached, the symbols and bytes so far, and the mistakes.
 * walk.ts takes the pass from line to line. The value of a symbol that is used above its definition comes from the pass
 * before, so there are at least two passes.
 */

import { type Diagnostic, diagnose } from "./diagnostics.js";
import { Equates, Watch } from "./equates.js";
import { type Expression, evaluate, type Scope } from "./expression.js";
import { Abandoned, Fault, type Span } from "./fault.js";
import type { Files } from "./files.js";
import type { Form } from "./form.js";
import { Image, MEMORY_SIZE } from "./image.js";
import type { BlockWord } from "./keywords.js";
import type { LexedLine, Token } from "./lexer.js";
import { MacroTable } from "./macro-table.js";
import { numberText } from "./number-text.js";
import { SEGMENTS, Segments } from "./segments.js";
import type { Frame, SourceLine } from "./source.js";
import { checkSymbolName, type Operation } from "./statement.js";
import type { Substitution } from "./substitute.js";
import { SymbolTable, UNIQUE_MARK } from "./symbols.js";
import { Words } from "./words.js";

/** A line as assembled: what the listing shows. */
export interface AssembledLine {
  readonly line: SourceLine;
  /** Includes, macro calls and repetitions around it. */
  readonly depth: number;
  /** `$` at its start. */
  address: number;
  /** Where its bytes are in the image; differs from `address` within `phase`. */
  start: number;
  length: number;
  /** The word of a line that opens, divides or closes a block. */
  readonly block: BlockWord | undefined;
  /** Tokens of any other line, with a macro's parameters replaced. */
  tokens?: readonly Token[];
  /** The instruction, directive or macro call. */
  operation?: Operation | undefined;
  /** The instruction, if it is one. */
  form?: Form;
  /** The value that an `equ` gives its symbol. */
  value?: number;
  /** Its label. */
  label?: Token;
  /** The label that names beginning with a dot belong to. */
  parent: string;
}

/** Most lines and rounds of `rept` in a pass. A program that has more is taken to repeat without end. */
const MOST_LINES = 500_000;
/** Most bytes that a pass emits; those beyond the end of memory count. */
const MOST_BYTES = 1_000_000;
/** Includes, macros, repetitions and ifs within each other. */
const DEEPEST_NESTING = 100;
/** Number of mistakes after which a pass gives up. */
const MOST_MISTAKES = 1000;

/** What is around a line. */
export interface Context {
  readonly frame: Frame | undefined;
  /** Parameters and unique names of the macro call or repetition around the line. */
  readonly substitution: Substitution | undefined;
}

export class Pass implements Scope {
  readonly symbols: SymbolTable;
  readonly equates = new Equates();
  readonly macros: MacroTable;
  readonly files: Files;
  readonly image = new Image();
  readonly lines: AssembledLine[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Words that were skipped, and the first line of each. */
  readonly skipped = new Map<string, SourceLine>();
  /** Where the next byte will be, as the program sees it. */
  location = 0;
  /** Address in memory that the next byte goes to, minus `location`; 0 outside of `phase`. */
  phaseOffset = 0;
  isPhased = false;
  context: Context = { frame: undefined, substitution: undefined };
  readonly #isFirst: boolean;
  /** The label that `.name` belongs to. */
  #parent = "";
  /** Number of macro calls and repetitions so far; it is part of their unique names. */
  #expansions = 0;
  #current: AssembledLine | undefined;
  #steps = 0;
  #isFull = false;
  #bytes = 0;
  readonly #segments = new Segments();
  #depth = 0;

  readonly words = new Words((name) => this.symbols.isKnown(this.fullName(name)) || this.macros.has(name));

  /** @param before the pass before this one; undefined for the first */
  constructor(before: Pass | undefined, predefined: Readonly<Record<string, number>>, files: Files) {
    this.symbols = new SymbolTable(before?.symbols.values(), predefined);
    this.macros = new MacroTable(before?.macros);
    this.files = files;
    this.#isFirst = before === undefined;
  }

  /** The line that is being assembled. */
  get current(): AssembledLine {
    return this.#current!;
  }

  // What expressions ask

  /** `$`: where the statement starts. */
  get here(): number {
    return this.current.address;
  }

  lookup(name: string, span: Span): number | undefined {
    return this.symbols.lookup(this.fullName(name), span);
  }

  isDefined(name: string): boolean {
    return this.symbols.has(this.fullName(name)) || this.words.isDefined(name);
  }

  /** True if macros may be called with fewer arguments than they have parameters. */
  get allowsBlanks(): boolean {
    return this.files.dialect.foldsCase;
  }

  evaluate(expression: Expression): number | undefined {
    return evaluate(expression, this);
  }

  /** `.loop` after the label PRINT is PRINT.loop. */
  fullName(name: string, parent = this.#parent): string {
    return name[0] === "." && !this.files.dialect.plainDots ? parent + name : name;
  }

  // Lines and mistakes

  /** Begins a line. @param block its word, if it opens, divides or closes a block */
  record(line: SourceLine, block?: BlockWord): void {
    this.countStep(line);
    const depth = this.context.frame?.depth ?? 0;
    const start = this.location + this.phaseOffset;
    this.#current = {
      line,
      depth,
      address: this.location,
      start,
      length: 0,
      parent: this.#parent,
      block,
    };
    this.lines.push(this.#current);
  }

  /** Counts a line, or a round of a rept that may hold none. */
  countStep(line: SourceLine): void {
    if (++this.#steps <= MOST_LINES) return;
    const what = `more than ${MOST_LINES} lines; does a rept or a macro repeat without end?`;
    this.report(new Fault(what, { start: 0, end: 1 }), line);
    throw new Abandoned();
  }

  report(fault: Fault, line: SourceLine): void {
    // the first pass goes on, because some of its mistakes are gone in the second
    if (this.diagnostics.length < MOST_MISTAKES)
      this.diagnostics.push(diagnose(fault, line, this.context.frame));
    if (!this.#isFirst && this.diagnostics.length >= MOST_MISTAKES) throw new Abandoned();
  }

  /** Notes a word that is skipped because it changes no byte. @throws Fault if it is a word for a linker */
  skip(token: Token): void {
    const { lower } = token;
    if (SEGMENTS.has(lower)) this.#segments.enter(token, this.image.length);
    if (!this.skipped.has(lower)) this.skipped.set(lower, this.current.line);
  }

  /** Runs one statement. If it throws a Fault, the pass notes a diagnostic and goes on with the next statement. */
  guard(line: SourceLine, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.report(error, line);
    }
  }

  // Symbols

  /** A line's tokens, with parameters and words of `define` replaced by what they stand for. */
  replaced(line: SourceLine, isWithDefines = true): LexedLine {
    try {
      return this.words.replace(line.lexed, this.context.substitution, isWithDefines);
    } catch (error) {
      if (error instanceof Fault) this.report(error, line);
      throw error instanceof Fault ? new Abandoned() : error;
    }
  }

  /** Defines a label as the address that the pass has reached. */
  defineLabel(label: Token): void {
    this.current.label = label;
    const { line } = this.current;
    const symbol = { value: this.location, isVariable: false, isForward: false, line };
    this.symbols.define(this.fullName(label.text), symbol, label);
    if (label.text[0] === "." && !this.files.dialect.plainDots) return;
    this.#parent = label.text;
    this.current.parent = label.text;
  }

  /** Gives a symbol the value of an expression. @throws Fault; the symbol is defined all the same */
  defineValue(label: Token, expression: Expression, isVariable: boolean): void {
    const { current } = this;
    const name = this.fullName(label.text);
    const parent = this.#parent;
    const watch = new Watch(this);
    let value: number | undefined;
    try {
      value = evaluate(expression, watch);
    } finally {
      const { here, isForward, fixed } = watch;
      current.label = label;
      this.symbols.define(name, { value, isVariable, isForward, line: current.line }, label);
      if (value !== undefined) current.value = value;
      const fullName = (used: string) => this.fullName(used, parent);
      if (isForward && !isVariable) this.equates.add({ name, expression, here, fullName, fixed });
    }
  }

  /** Makes names unique for the macro call or repetition around the line. */
  makeUnique(names: readonly Token[], span: Span): void {
    const { substitution } = this.context;
    if (substitution === undefined) throw new Fault("local stands only in macro or rept", span);
    for (const name of names) {
      checkSymbolName(name);
      substitution.set(name.text, [this.uniqueName(name)]);
    }
  }

  /** A name that no other call of a macro has. */
  uniqueName(name: Token): Token {
    const text = `${name.text}${UNIQUE_MARK}${++this.#expansions}`;
    return { ...name, text, lower: text.toLowerCase() };
  }

  // Bytes

  /** Goes on at another address. */
  moveTo(address: number): void {
    this.location = address;
    this.current.address = address;
    this.current.start = address;
  }

  emit(byte: number, span: Span): void {
    if (++this.#bytes > MOST_BYTES) {
      const what = `more than ${MOST_BYTES} bytes, most of them beyond address 0FFFFh`;
      this.report(new Fault(what, span), this.current.line);
      throw new Abandoned();
    }
    const address = this.location + this.phaseOffset;
    if (address >= MEMORY_SIZE || this.location >= MEMORY_SIZE) {
      if (this.#isFull) return;
      this.#isFull = true;
      throw new Fault("the program goes beyond address 0FFFFh", span);
    }
    const owner = this.image.put(address, byte, this.lines.length);
    if (owner !== 0) {
      const { place } = this.lines[owner - 1].line;
      throw new Fault(`${numberText(address, 4)} holds a byte of ${place} already`, span);
    }
    this.location++;
    this.current.length++;
  }

  // Nesting

  /** Runs lines of another file, a macro or a repetition. */
  nested(
    how: string,
    line: SourceLine,
    substitution: Substitution | undefined,
    span: Span,
    run: () => void,
  ): void {
    const outer = this.context;
    const depth = (outer.frame?.depth ?? 0) + 1;
    this.deeper(span, () => {
      this.context = { frame: { how, line, parent: outer.frame, depth }, substitution };
      try {
        run();
      } finally {
        this.context = outer;
      }
    });
  }

  /** Runs lines with local labels of their own. */
  withOwnLocals(run: () => void): void {
    const parent = this.#parent;
    this.#parent = `${parent}${UNIQUE_MARK}${++this.#expansions}`;
    try {
      run();
    } finally {
      this.#parent = parent;
    }
  }

  /** Runs a block, if it isn't too deep within others. */
  deeper(span: Span, run: () => void): void {
    if (this.#depth >= DEEPEST_NESTING)
      throw new Fault(`more than ${DEEPEST_NESTING} includes, macros and blocks within each other`, span);
    this.#depth++;
    try {
      run();
    } finally {
      this.#depth--;
    }
  }
}
