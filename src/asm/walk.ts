/** Takes a pass through the tree of lines: runs instructions, macros and blocks. Directives are in directives.ts. */

import type { IfNode, LineNode, Node, RepeatNode } from "./blocks.js";
import { defineHeadLabel, isTaken } from "./condition.js";
import { findFile, runDirective } from "./directives.js";
import { checkValues, encode, evaluateWord } from "./encode.js";
import type { Expression } from "./expression.js";
import { Abandoned, EndOfFile, EndOfMacro, Fault } from "./fault.js";
import type { Form } from "./form.js";
import type { InstructionOperation } from "./instruction.js";
import { type Directive, VALUE_DIRECTIVES } from "./keywords.js";
import { bindArguments, readMacro } from "./macros.js";
import type { Pass } from "./pass.js";
import { rounds } from "./repeat.js";
import { type DirectiveOperation, type MacroOperation, parseStatement, type Statement } from "./statement.js";
import type { Substitution } from "./substitute.js";

/**
 * Takes a pass through the main file.
 * @returns false if the pass gave up before the end
 */
export function walkProgram(pass: Pass, nodes: readonly Node[]): boolean {
  try {
    walkFile(pass, nodes);
    if (pass.isPhased && !pass.files.dialect.plainDots) {
      const { line } = pass.current;
      pass.report(new Fault("phase without dephase", { start: 0, end: line.text.length }), line);
    }
    return true;
  } catch (error) {
    if (error instanceof Abandoned) return false;
    throw error;
  }
}

function walkFile(pass: Pass, nodes: readonly Node[]): void {
  try {
    walk(pass, nodes);
  } catch (error) {
    if (!(error instanceof EndOfFile)) throw error;
  }
}

function walk(pass: Pass, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.kind === "if") {
      runIf(pass, node);
      continue;
    }
    const isLine = node.kind === "line" || node.kind === "misplaced";
    const line = isLine ? node.line : node.head.line;
    pass.record(line, isLine ? undefined : node.head.word);
    pass.guard(line, () => {
      if (node.kind === "line") runLine(pass, node);
      else if (node.kind === "macro") pass.macros.define(readMacro(pass, node), node.head.token);
      else if (node.kind === "repeat") runRepeat(pass, node);
      else throw node.fault;
    });
  }
}

/** Directives that include another file. */
const FILE_SOURCES: ReadonlySet<Directive> = new Set<Directive>(["include", "maclib"]);

function runLine(pass: Pass, node: LineNode): void {
  const { label, operation, fault } = statementOf(pass, node);
  pass.current.operation = operation;
  const givesValue = operation?.kind === "directive" && VALUE_DIRECTIVES.has(operation.directive);
  if (label !== undefined && !givesValue) pass.defineLabel(label);
  if (fault !== undefined) throw fault;
  if (operation === undefined) return;
  if (operation.kind === "instruction") runInstruction(pass, operation);
  else if (operation.kind === "macro") callMacro(pass, operation);
  else if (FILE_SOURCES.has(operation.directive)) include(pass, operation);
  else runDirective(pass, operation, label);
}

/** Operations whose operand is a word that must not be replaced by its definition. */
const DEFINITIONS: ReadonlySet<string> = new Set(["define", "undef"]);

function statementOf(pass: Pass, node: LineNode): Statement {
  const isDefinition = DEFINITIONS.has(node.line.lexed.tokens[0]?.lower ?? "");
  const lexed = pass.replaced(node.line, !isDefinition);
  pass.current.tokens = lexed.tokens;
  const isAsWritten = lexed === node.line.lexed;
  if (isAsWritten && node.statement !== undefined) return node.statement;
  const { statement, lasting } = parseStatement(lexed, pass.macros);
  if (lasting && isAsWritten) node.statement = statement;
  return statement;
}

/** Emits an instruction. A wrong value gives as many bytes as a right one, so that addresses behind it stay. */
function runInstruction(pass: Pass, { form, values: expressions, token }: InstructionOperation): void {
  const here = pass.location;
  pass.current.form = form;
  let fault: Fault | undefined;
  let bytes = form.bytes.map(() => 0);
  try {
    const values = expressions.map((expression, index) => valueFor(form, index, expression, pass));
    if (values.every((value) => value !== undefined)) {
      checkValues(form, values, here, expressions);
      bytes = encode(form, values, here);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = error;
  }
  for (const byte of bytes) pass.emit(byte, token);
  if (fault !== undefined) throw fault;
}

/** The value of an instruction's operand. `rst 7` means `rst 38h`. */
function valueFor(form: Form, index: number, expression: Expression, pass: Pass): number | undefined {
  const value =
    form.values[index].kind === "word" ? evaluateWord(expression, pass) : pass.evaluate(expression);
  const isNumberOfRestart = form.mnemonic === "rst" && value !== undefined && value >= 1 && value <= 7;
  return isNumberOfRestart ? value * 8 : value;
}

function include(pass: Pass, { args, token }: DirectiveOperation): void {
  const file = findFile(pass, args, token);
  const { line } = pass.current;
  const isIncluding = (name: string): boolean => {
    for (let frame = pass.context.frame; frame; frame = frame.parent)
      if (frame.line.file === name) return true;
    return line.file === name;
  };
  if (args.length > 1) throw new Fault('include takes one file; write include "file"', args[1]);
  if (isIncluding(file.name)) throw new Fault(`"${file.name}" includes itself`, args[0]);
  const tree = pass.files.tree(file);
  if (tree === undefined)
    throw new Fault(`"${file.name}" isn't text; incbin takes bytes as they are`, args[0]);
  pass.nested("included", line, undefined, args[0], () => walkFile(pass, tree));
}

function callMacro(pass: Pass, { name, args, token }: MacroOperation): void {
  const macro = pass.macros.get(name)!;
  const { line } = pass.current;
  const substitution = bindArguments(pass, macro, args, token);
  pass.withOwnLocals(() =>
    pass.nested(`in macro ${name}, called`, line, substitution, token, () => expand(pass, macro.node.nodes)),
  );
}

/**
 * Runs the lines of a macro, or of one round of a repetition.
 * @returns false if `exitm` ended them
 */
function expand(pass: Pass, nodes: readonly Node[]): boolean {
  try {
    walk(pass, nodes);
    return true;
  } catch (error) {
    if (error instanceof EndOfMacro) return false;
    throw error;
  }
}

function runRepeat(pass: Pass, node: RepeatNode): void {
  const { head, nodes } = node;
  defineHeadLabel(pass, head);
  let round = 0;
  for (const replaced of rounds(pass, node)) {
    pass.countStep(head.line);
    const substitution: Substitution = new Map([...(pass.context.substitution ?? []), ...replaced]);
    const how = `in round ${++round} of ${head.token.text}`;
    let goesOn = true;
    pass.withOwnLocals(() =>
      pass.nested(how, head.line, substitution, head.token, () => {
        goesOn = expand(pass, nodes);
      }),
    );
    if (!goesOn) break;
  }
}

function runIf(pass: Pass, { branches, end }: IfNode): void {
  for (const { head, nodes } of branches) {
    pass.record(head.line, head.word);
    let taken = false;
    pass.guard(head.line, () => {
      taken = isTaken(pass, head);
    });
    if (!taken) continue;
    pass.guard(head.line, () => pass.deeper(head.token, () => walk(pass, nodes)));
    break;
  }
  pass.record(end, "endif");
}
