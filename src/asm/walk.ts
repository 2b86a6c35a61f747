/** Takes a pass through the tree of lines: runs instructions, macros and blocks; directives are next door. */

import type { BlockHead, IfNode, LineNode, Node, ReptNode } from "./blocks.js";
import { findFile, runDirective } from "./directives.js";
import { checkValues, encode, evaluateWord } from "./encode.js";
import { Abandoned, EndOfFile, Fault } from "./fault.js";
import { MEMORY_SIZE } from "./image.js";
import { VALUE_DIRECTIVES } from "./keywords.js";
import type { Token } from "./lexer.js";
import { headArguments, readMacro, type Substitution, substitute } from "./macros.js";
import { parseArguments } from "./operand.js";
import type { Pass } from "./pass.js";
import {
  checkSymbolName,
  type DirectiveOperation,
  type InstructionOperation,
  type MacroOperation,
  parseStatement,
  type Statement,
} from "./statement.js";

/**
 * Assembles the main file.
 * @returns false if it gave up on the way
 */
export function walkProgram(pass: Pass, nodes: readonly Node[]): boolean {
  try {
    walkFile(pass, nodes);
    if (pass.isPhased) {
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
      else if (node.kind === "macro")
        pass.macros.define(readMacro(node, pass.context.substitution), node.head.token);
      else if (node.kind === "rept") runRept(pass, node);
      else throw node.fault;
    });
  }
}

function runLine(pass: Pass, node: LineNode): void {
  const { label, operation, fault } = statementOf(pass, node);
  pass.current.operation = operation;
  const givesValue = operation?.kind === "directive" && VALUE_DIRECTIVES.has(operation.directive);
  if (label !== undefined && !givesValue) pass.defineLabel(label);
  if (fault !== undefined) throw fault;
  if (operation === undefined) return;
  if (operation.kind === "instruction") runInstruction(pass, operation);
  else if (operation.kind === "macro") callMacro(pass, operation);
  else if (operation.directive === "include") include(pass, operation);
  else runDirective(pass, operation, label);
}

function statementOf(pass: Pass, node: LineNode): Statement {
  const lexed = substitute(node.line, pass.context.substitution);
  pass.current.tokens = lexed.tokens;
  const isAsWritten = lexed === node.line.lexed;
  if (isAsWritten && node.statement !== undefined) return node.statement;
  const { statement, lasting } = parseStatement(lexed, pass.macros);
  if (lasting && isAsWritten) node.statement = statement;
  return statement;
}

/** Emits as many bytes for a wrong value as for a right one, so that addresses behind it stay. */
function runInstruction(pass: Pass, { form, values: expressions, token }: InstructionOperation): void {
  const here = pass.location;
  pass.current.form = form;
  let fault: Fault | undefined;
  let bytes = form.bytes.map(() => 0);
  try {
    const values = expressions.map((expression, index) =>
      form.values[index].kind === "word" ? evaluateWord(expression, pass) : pass.evaluate(expression),
    );
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
  const { parameters, node, outer } = pass.macros.get(name)!;
  if (args.length !== parameters.length) {
    const wanted = `${parameters.length} argument${parameters.length === 1 ? "" : "s"}`;
    throw new Fault(`macro ${name} takes ${wanted}, not ${args.length}`, token);
  }
  const substitution: Substitution = new Map(outer);
  const { line } = pass.current;
  for (const [index, parameter] of parameters.entries())
    substitution.set(parameter, callersTokens(pass, args[index]));
  pass.withOwnLocals(() =>
    pass.nested(`in macro ${name}, called`, line, substitution, token, () => walk(pass, node.nodes)),
  );
}

/** An argument's local labels are the caller's. */
function callersTokens(pass: Pass, tokens: readonly Token[]): Token[] {
  return tokens.map((token) =>
    token.kind === "name" && token.text[0] === "." ? { ...token, text: pass.fullName(token.text) } : token,
  );
}

function runRept(pass: Pass, { head, nodes }: ReptNode): void {
  defineHeadLabel(pass, head);
  const count = headValue(pass, head) ?? 0;
  if (count < 0 || count > MEMORY_SIZE)
    throw new Fault(`rept ${count} is outside 0 to ${MEMORY_SIZE}`, head.token);
  for (let round = 1; round <= count; round++) {
    pass.countStep(head.line);
    const substitution: Substitution = new Map(pass.context.substitution);
    pass.withOwnLocals(() =>
      pass.nested(`in round ${round} of rept`, head.line, substitution, head.token, () => walk(pass, nodes)),
    );
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

function isTaken(pass: Pass, head: BlockHead): boolean {
  defineHeadLabel(pass, head);
  const words = wordsAfter(pass, head);
  if (head.word === "if" || head.word === "elseif") return (headValue(pass, head) ?? 0) !== 0;
  if (head.word === "else") {
    if (words.length > 0) throw new Fault(`"${words[0].text}" is unexpected after else`, words[0]);
    return true;
  }
  if (words.length !== 1 || words[0].kind !== "name")
    throw new Fault(`${head.word} needs the name of one symbol`, words[1] ?? head.token);
  return pass.isDefined(words[0].text) === (head.word === "ifdef");
}

/** A label before a block's word: `table: rept 4`. */
function defineHeadLabel(pass: Pass, { before: [label] }: BlockHead): void {
  if (label === undefined) return;
  checkSymbolName(label);
  pass.defineLabel(label);
}

function wordsAfter(pass: Pass, head: BlockHead): readonly Token[] {
  const lexed = substitute(head.line, pass.context.substitution);
  if (lexed.fault !== undefined) throw lexed.fault;
  return headArguments(head, lexed);
}

/** The one value of a block's head. */
function headValue(pass: Pass, head: BlockHead): number | undefined {
  const place = { start: head.token.end, end: head.token.end + 1 };
  const args = parseArguments(wordsAfter(pass, head), place);
  if (args.length !== 1) throw new Fault(`${head.word} takes one expression`, head.token);
  return pass.evaluate(args[0]);
}
