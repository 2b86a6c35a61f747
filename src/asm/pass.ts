/**
 * One pass over the program: walks the tree of lines, gives labels their addresses and puts bytes into the
 * image. What a pass doesn't know yet, because it's defined further down, the next one takes from it.
 */

import type { BlockHead, IfNode, MacroNode, Node, ReptNode } from "./blocks.js";
import { type Diagnostic, diagnose } from "./diagnostics.js";
import { runDirective } from "./directives.js";
import { checkValues, encode, hex } from "./encode.js";
import { type Expression, evaluate, type Scope } from "./expression.js";
import { Abandoned, EndOfFile, Fault, type Span } from "./fault.js";
import type { Files, FoundFile } from "./files.js";
import type { Form } from "./form.js";
import { Image, MEMORY_SIZE } from "./image.js";
import { VALUE_DIRECTIVES } from "./keywords.js";
import type { Token } from "./lexer.js";
import { headArguments, type Macro, readMacro, substitute } from "./macros.js";
import { parseArguments } from "./operand.js";
import type { Frame, SourceLine } from "./source.js";
import {
  checkSymbolName,
  type InstructionOperation,
  type MacroOperation,
  parseStatement,
  type Statement,
} from "./statement.js";
import { SymbolTable, type SymbolValues, UNIQUE_MARK } from "./symbols.js";

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
  /** The instruction, if it is one. */
  form?: Form;
  /** What an `equ` gives its symbol. */
  value?: number;
  /** The label that its `.name` belong to. */
  parent: string;
  /** The file that an `include` brings in. */
  included?: FoundFile;
}

/** Lines that a pass assembles before it gives up: a program that repeats without end. */
const MOST_LINES = 1_000_000;
const DEEPEST_NESTING = 64;

/** Where a line stands. */
export interface Context {
  readonly frame: Frame | undefined;
  /** Parameters, and names made unique, of the macro call or repetition around the line. */
  readonly substitution: Map<string, readonly Token[]> | undefined;
}

export class Pass implements Scope {
  readonly symbols: SymbolTable;
  readonly files: Files;
  readonly image = new Image();
  readonly lines: AssembledLine[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Address of the statement, as the program will see it. */
  here = 0;
  /** Address that bytes go to, less `here`: not 0 within `phase`. */
  phaseOffset = 0;
  isPhased = false;
  context: Context = { frame: undefined, substitution: undefined };
  /** The label that `.name` belongs to. */
  #parent = "";
  #macros = new Map<string, Macro>();
  /** Macro calls and repetitions so far: numbers their unique names. */
  #expansions = 0;
  #current: AssembledLine | undefined;
  #isFull = false;

  constructor(before: SymbolValues | undefined, predefined: Readonly<Record<string, number>>, files: Files) {
    this.symbols = new SymbolTable(before, predefined);
    this.files = files;
  }

  /**
   * Assembles the main file.
   * @returns false if it gave up on the way
   */
  run(nodes: readonly Node[]): boolean {
    try {
      this.runFile(nodes);
      if (this.isPhased)
        throw new Fault("phase without dephase", { start: 0, end: this.currentLine.text.length });
      return true;
    } catch (error) {
      if (error instanceof Fault) this.report(error, this.currentLine);
      else if (!(error instanceof Abandoned)) throw error;
      return error instanceof Fault;
    }
  }

  runFile(nodes: readonly Node[]): void {
    try {
      this.#runNodes(nodes);
    } catch (error) {
      if (!(error instanceof EndOfFile)) throw error;
    }
  }

  /** Runs lines inside a further frame. */
  nested(
    how: string,
    line: SourceLine,
    substitution: Context["substitution"],
    run: () => void,
    span: Span,
  ): void {
    const outer = this.context;
    const depth = (outer.frame?.depth ?? 0) + 1;
    if (depth > DEEPEST_NESTING)
      throw new Fault(
        `more than ${DEEPEST_NESTING} includes, macros and repetitions within each other`,
        span,
      );
    this.context = { frame: { how, line, parent: outer.frame, depth }, substitution };
    try {
      run();
    } finally {
      this.context = outer;
    }
  }

  // Scope of expressions

  lookup(name: string, span: Span): number | undefined {
    return this.symbols.lookup(this.fullName(name), span);
  }

  isDefined(name: string): boolean {
    return this.symbols.has(this.fullName(name));
  }

  /** `.loop` after the label PRINT is PRINT.loop. */
  fullName(name: string): string {
    return name[0] === "." ? this.#parent + name : name;
  }

  evaluate(expression: Expression): number | undefined {
    return evaluate(expression, this);
  }

  // What directives do

  report(fault: Fault, line: SourceLine): void {
    this.diagnostics.push(diagnose(fault, line, this.context.frame));
  }

  defineSymbol(label: Token, value: number | undefined, isVariable: boolean): void {
    this.symbols.define(this.fullName(label.text), value, isVariable, this.#current!.line, label);
    if (value !== undefined) this.#current!.value = value;
  }

  /** Makes names unique for the macro call around. */
  makeUnique(names: readonly Token[], span: Span): void {
    const { substitution } = this.context;
    if (substitution === undefined) throw new Fault("local stands only in macro or rept", span);
    const mark = ++this.#expansions;
    for (const name of names) {
      checkSymbolName(name);
      const text = `${name.text}${UNIQUE_MARK}${mark}`;
      substitution.set(name.text, [{ ...name, text, lower: text.toLowerCase() }]);
    }
  }

  /** Goes on at another address. */
  moveTo(address: number): void {
    this.here = address;
    this.#current!.address = address;
    this.#current!.start = address;
  }

  emit(byte: number, span: Span): void {
    const address = this.here + this.phaseOffset;
    if (address >= MEMORY_SIZE || this.here >= MEMORY_SIZE) {
      if (!this.#isFull) {
        this.#isFull = true;
        throw new Fault("the program goes beyond address 0FFFFh", span);
      }
      return;
    }
    const owner = this.image.put(address, byte, this.lines.length);
    if (owner !== 0)
      throw new Fault(
        `0${hex(address, 4)}h holds a byte of ${this.lines[owner - 1]!.line.place} already`,
        span,
      );
    this.here++;
    this.#current!.length++;
  }

  /** Runs an included file's lines in place. */
  include(file: FoundFile, nodes: readonly Node[], span: Span): void {
    this.#current!.included = file;
    this.nested("included", this.currentLine, undefined, () => this.runFile(nodes), span);
  }

  get currentLine(): SourceLine {
    return this.#current!.line;
  }

  // Walking the tree

  #runNodes(nodes: readonly Node[]): void {
    for (const node of nodes) {
      switch (node.kind) {
        case "line":
          this.#guard(node.line, () => this.#runLine(node));
          break;
        case "if":
          this.#runIf(node);
          break;
        case "macro":
          this.#record(node.head.line);
          this.#guard(node.head.line, () => this.#defineMacro(node));
          break;
        case "rept":
          this.#record(node.head.line);
          this.#guard(node.head.line, () => this.#runRept(node));
          break;
        case "misplaced":
          this.#record(node.line);
          this.report(node.fault, node.line);
      }
    }
  }

  /** Runs one statement; its mistake becomes a diagnostic, and the pass goes on behind it. */
  #guard(line: SourceLine, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.report(error, line);
    }
  }

  #record(line: SourceLine): void {
    if (this.lines.length >= MOST_LINES) {
      this.report(
        new Fault(`more than ${MOST_LINES} lines; does a rept or a macro repeat without end?`, {
          start: 0,
          end: 1,
        }),
        line,
      );
      throw new Abandoned();
    }
    const depth = this.context.frame?.depth ?? 0;
    const start = this.here + this.phaseOffset;
    this.#current = { line, depth, address: this.here, start, length: 0, parent: this.#parent };
    this.lines.push(this.#current);
  }

  #runLine(node: Node & { kind: "line" }): void {
    this.#record(node.line);
    const { label, operation, fault } = this.#statement(node);
    const givesValue = operation?.kind === "directive" && VALUE_DIRECTIVES.has(operation.directive);
    if (label !== undefined && !givesValue) this.#defineLabel(label);
    if (fault !== undefined) throw fault;
    if (operation === undefined) return;
    if (operation.kind === "instruction") this.#runInstruction(operation);
    else if (operation.kind === "directive") runDirective(this, operation, label);
    else this.#callMacro(operation, node.line);
  }

  #statement(node: Node & { kind: "line" }): Statement {
    const lexed = substitute(node.line, this.context.substitution);
    const isAsWritten = lexed === node.line.lexed;
    if (isAsWritten && node.statement !== undefined) return node.statement;
    const { statement, lasting } = parseStatement(lexed, this.#macros);
    if (lasting && isAsWritten) node.statement = statement;
    return statement;
  }

  #defineLabel(label: Token): void {
    this.symbols.define(this.fullName(label.text), this.here, false, this.#current!.line, label);
    if (label.text[0] === ".") return;
    this.#parent = label.text;
    this.#current!.parent = label.text;
  }

  /** Symbols of a block's head: `table: rept 4`. */
  #defineHeadLabel(head: BlockHead): void {
    const [label] = head.before;
    if (label === undefined) return;
    checkSymbolName(label);
    this.#defineLabel(label);
  }

  #runInstruction({ form, values: expressions, token }: InstructionOperation): void {
    this.#current!.form = form;
    const { here } = this;
    let fault: Fault | undefined;
    let bytes = form.bytes.map(() => 0);
    try {
      const values = expressions.map((expression) => this.evaluate(expression));
      if (values.every((value) => value !== undefined)) {
        checkValues(form, values, here, expressions);
        bytes = encode(form, values, here);
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
    }
    for (const byte of bytes) this.emit(byte, token);
    if (fault) throw fault;
  }

  #headArguments(head: BlockHead): Expression[] {
    const lexed = substitute(head.line, this.context.substitution);
    if (lexed.fault !== undefined) throw lexed.fault;
    return parseArguments(headArguments(head, lexed), { start: head.token.end, end: head.token.end + 1 });
  }

  /** The one value of a block's head. */
  #headValue(head: BlockHead): number | undefined {
    const args = this.#headArguments(head);
    if (args.length !== 1) throw new Fault(`${head.word} takes one expression`, head.token);
    return this.evaluate(args[0]!);
  }

  #runIf({ branches, end }: IfNode): void {
    for (const { head, nodes } of branches) {
      this.#record(head.line);
      let isTaken = false;
      this.#guard(head.line, () => {
        isTaken = this.#isTaken(head);
      });
      if (!isTaken) continue;
      this.#runNodes(nodes);
      break;
    }
    this.#record(end);
  }

  #isTaken(head: BlockHead): boolean {
    this.#defineHeadLabel(head);
    if (head.word === "else") {
      const extra = headArguments(head, head.line.lexed)[0];
      if (extra !== undefined) throw new Fault(`"${extra.text}" is unexpected after else`, extra);
      return true;
    }
    if (head.word === "if" || head.word === "elseif") return (this.#headValue(head) ?? 0) !== 0;
    const lexed = substitute(head.line, this.context.substitution);
    const names = headArguments(head, lexed);
    if (names.length !== 1 || names[0]!.kind !== "name")
      throw new Fault(`${head.word} needs the name of one symbol`, names[1] ?? head.token);
    return this.isDefined(names[0]!.text) === (head.word === "ifdef");
  }

  #defineMacro(node: MacroNode): void {
    const macro = readMacro(node);
    const existing = this.#macros.get(macro.name);
    if (existing !== undefined)
      throw new Fault(
        `macro ${macro.name} is already defined at ${existing.node.head.line.place}`,
        node.head.token,
      );
    this.#macros.set(macro.name, macro);
  }

  #callMacro({ name, args, token }: MacroOperation, line: SourceLine): void {
    const { parameters, node } = this.#macros.get(name)!;
    if (args.length !== parameters.length) {
      const wanted = `${parameters.length} argument${parameters.length === 1 ? "" : "s"}`;
      throw new Fault(`macro ${name} takes ${wanted}, not ${args.length}`, token);
    }
    const substitution = new Map<string, readonly Token[]>();
    for (const [index, parameter] of parameters.entries())
      substitution.set(parameter, this.#callersTokens(args[index]!));
    this.#expand(`in macro ${name}, called`, line, node.nodes, substitution, token);
  }

  /** An argument's local labels are the caller's. */
  #callersTokens(tokens: readonly Token[]): Token[] {
    return tokens.map((token) =>
      token.kind === "name" && token.text[0] === "." ? { ...token, text: this.fullName(token.text) } : token,
    );
  }

  #runRept({ head, nodes }: ReptNode): void {
    this.#defineHeadLabel(head);
    const count = this.#headValue(head) ?? 0;
    if (count < 0 || count > MEMORY_SIZE)
      throw new Fault(`rept ${count} is outside 0 to ${MEMORY_SIZE}`, head.token);
    for (let round = 1; round <= count; round++) {
      const substitution = new Map<string, readonly Token[]>(this.context.substitution);
      this.#expand(`in round ${round} of rept`, head.line, nodes, substitution, head.token);
    }
  }

  /** Runs lines with local labels of their own. */
  #expand(
    how: string,
    line: SourceLine,
    nodes: readonly Node[],
    substitution: Map<string, readonly Token[]>,
    span: Span,
  ): void {
    const parent = this.#parent;
    this.#parent = `${parent}${UNIQUE_MARK}${++this.#expansions}`;
    try {
      this.nested(how, line, substitution, () => this.#runNodes(nodes), span);
    } finally {
      this.#parent = parent;
    }
  }
}
