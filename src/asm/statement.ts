/**
 * Parses a line's tokens into a statement: a label, and an instruction, a directive or a macro call.
 *
 *   const { statement } = parseStatement(lex("start: ld a,5"), new Map());
 */

import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { FILE_DIRECTIVES, fileArguments } from "./file-name.js";
import { foreignOperation } from "./foreign.js";
import { MNEMONICS, RESERVED_OPERANDS } from "./form.js";
import { type InstructionOperation, parseInstruction } from "./instruction.js";
import { DIRECTIVE_SPELLINGS, type Directive, isWeak, VALUE_DIRECTIVES } from "./keywords.js";
import type { LexedLine, Token } from "./lexer.js";
import { parseArguments, splitAtCommas, splitMacroArguments } from "./operand.js";
import { OPERATOR_WORDS } from "./operators.js";
import { didYouMean, nearest } from "./suggest.js";

export interface DirectiveOperation {
  readonly kind: "directive";
  readonly directive: Directive;
  readonly args: readonly Expression[];
  readonly token: Token;
  /** The tokens behind the directive, if it takes words instead of expressions. */
  readonly words?: readonly Token[];
}

export interface MacroOperation {
  readonly kind: "macro";
  readonly name: string;
  readonly args: readonly (readonly Token[])[];
  readonly token: Token;
}

export type Operation = InstructionOperation | DirectiveOperation | MacroOperation;

export interface Statement {
  readonly label?: Token;
  readonly operation?: Operation;
  /** What is wrong with the operation; the label is usable all the same. */
  readonly fault?: Fault;
}

/** Names of the macros defined so far. */
export interface MacroNames {
  has(name: string): boolean;
  keys(): Iterable<string>;
}

/** The directive that a token names. A macro of that name hides a directive that only some assemblers have. */
function directiveOf({ kind, text, lower }: Token, macros: MacroNames): Directive | undefined {
  const directive = kind === "string" ? undefined : DIRECTIVE_SPELLINGS.get(lower);
  return directive !== undefined && isWeak(lower) && macros.has(text) ? undefined : directive;
}

function isBuiltIn(token: Token, macros: MacroNames): boolean {
  if (token.kind !== "name") return false;
  return MNEMONICS.has(token.lower) || directiveOf(token, macros) !== undefined;
}

/** True for `set value`, the directive behind a name: the instruction SET has two operands. */
function isSetDirective(tokens: readonly Token[]): boolean {
  return (
    tokens[0]?.lower === "set" && tokens[0].kind === "name" && splitAtCommas(tokens.slice(1)).length === 1
  );
}

/** Refuses a symbol name that means a register, a condition or an operator. */
export function checkSymbolName(token: Token): void {
  if (RESERVED_OPERANDS.has(token.lower))
    throw new Fault(`${token.text} is a register or a condition; choose another name`, token);
  if (OPERATOR_WORDS.has(token.lower))
    throw new Fault(`${token.text} is an operator; choose another name`, token);
}

function unknownOperation(token: Token, macros: MacroNames): Fault {
  const foreign = foreignOperation(token.lower);
  if (foreign !== undefined && foreign.what !== "")
    return new Fault(foreign.what, token, false, foreign.about);
  const candidates = [...MNEMONICS, ...DIRECTIVE_SPELLINGS.keys(), ...macros.keys()];
  const suggestion = didYouMean(token.text, candidates);
  const about = foreign?.about ?? (suggestion === "" ? "macro" : undefined);
  return new Fault(`unknown instruction ${token.text}${suggestion}`, token, false, about);
}

/** Directives whose operands are words, not expressions. */
const WORD_DIRECTIVES: ReadonlySet<Directive> = new Set<Directive>(["define", "undef"]);

/** Splits the label from the operation behind it. */
function splitLabel(tokens: readonly Token[], macros: MacroNames): { label?: Token; rest: readonly Token[] } {
  const [first, second] = tokens as [Token, Token | undefined];
  if (first.kind !== "name")
    throw new Fault(`a label or an instruction should stand here, not "${first.text}"`, first);
  // z88dk's `defc name = value`
  if (first.lower === "defc" && second?.kind === "name" && tokens[2]?.text === "=")
    return { label: second, rest: [first, ...tokens.slice(3)] };
  if (second?.kind === "symbol" && second.text === ":") return { label: first, rest: tokens.slice(2) };
  const isDefinition = WORD_DIRECTIVES.has(directiveOf(first, macros) ?? "org");
  if (second !== undefined && !isDefinition && givesValue(tokens, macros))
    return { label: first, rest: tokens.slice(1) };
  if (isBuiltIn(first, macros) || macros.has(first.text)) return { rest: tokens };
  if (foreignOperation(first.lower)?.what) throw unknownOperation(first, macros);
  if (second === undefined && first.start === 0) return { label: first, rest: [] };
  if (second !== undefined && (isBuiltIn(second, macros) || macros.has(second.text)))
    return { label: first, rest: tokens.slice(1) };
  const isLabelled =
    first.start === 0 &&
    second?.kind === "name" &&
    !RESERVED_OPERANDS.has(second.lower) &&
    nearest(first.text, MNEMONICS) === undefined;
  throw unknownOperation(isLabelled ? second : first, macros);
}

/** True for `name equ value` and other directives that give a name a value. */
function givesValue(tokens: readonly Token[], macros: MacroNames): boolean {
  const second = tokens[1];
  if (second.lower === "set") return isSetDirective(tokens.slice(1));
  const directive = directiveOf(second, macros);
  return directive !== undefined && VALUE_DIRECTIVES.has(directive);
}

/** @param hasLabel true if a label stands before these tokens */
function parseOperation(
  tokens: readonly Token[],
  lexed: LexedLine,
  macros: MacroNames,
  hasLabel: boolean,
): Operation {
  const token = tokens[0];
  const rest = tokens.slice(1);
  const isSet = hasLabel && isSetDirective(tokens);
  if (token.kind === "name" && MNEMONICS.has(token.lower) && !isSet) return parseInstruction(tokens);
  const directive = directiveOf(token, macros);
  if (directive !== undefined && WORD_DIRECTIVES.has(directive))
    return { kind: "directive", directive, args: [], token, words: rest };
  if (directive !== undefined)
    return { kind: "directive", directive, args: directiveArguments(directive, token, rest, lexed), token };
  if (token.kind === "name" && macros.has(token.text))
    return { kind: "macro", name: token.text, args: splitMacroArguments(rest), token };
  if (token.kind === "name") throw unknownOperation(token, macros);
  throw new Fault(`an instruction should stand here, not "${token.text}"`, token);
}

function directiveArguments(
  directive: Directive,
  token: Token,
  rest: readonly Token[],
  lexed: LexedLine,
): Expression[] {
  if (directive === "skip") return [];
  if (FILE_DIRECTIVES.has(directive)) return fileArguments(lexed, token, rest);
  return parseArguments(rest, { start: token.end, end: token.end + 1 });
}

/** True if the operation reads the text of the line instead of tokens. */
function isFreeText(token: Token | undefined, macros: MacroNames): boolean {
  const directive = token && directiveOf(token, macros);
  return directive !== undefined && (directive === "skip" || FILE_DIRECTIVES.has(directive));
}

/** Parses an operation. A mistake is returned, not thrown, so that the label before it is still defined. */
function operationOrFault(
  tokens: readonly Token[],
  lexed: LexedLine,
  macros: MacroNames,
  hasLabel: boolean,
): Statement {
  if (lexed.fault !== undefined && !isFreeText(tokens[0], macros)) return { fault: lexed.fault };
  if (tokens.length === 0) return {};
  try {
    return { operation: parseOperation(tokens, lexed, macros, hasLabel) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}

/** True if the tokens mean the same whatever macros are defined later. */
function isLasting(tokens: readonly Token[], rest: readonly Token[], label: Token | undefined): boolean {
  const [operation] = rest;
  if (operation === undefined) return tokens.length > 1;
  if (operation.kind !== "name" || isWeak(operation.lower)) return operation.kind === "symbol";
  const isKnown = MNEMONICS.has(operation.lower) || DIRECTIVE_SPELLINGS.has(operation.lower);
  const directive = DIRECTIVE_SPELLINGS.get(operation.lower);
  const isPlain = label === undefined || tokens[1].text === ":";
  return isKnown && (isPlain || (directive !== undefined && VALUE_DIRECTIVES.has(directive)));
}

/**
 * Parses the tokens of a line.
 * @returns the statement; `lasting` if the tokens mean it whatever macros are defined
 * @throws Fault
 */
export function parseStatement(
  lexed: LexedLine,
  macros: MacroNames,
): { statement: Statement; lasting: boolean } {
  const { tokens, fault } = lexed;
  if (tokens.length === 0) return { statement: fault ? { fault } : {}, lasting: true };
  const isReadable =
    fault === undefined ||
    tokens[1]?.text === ":" ||
    tokens.slice(0, 2).some((token) => isFreeText(token, macros));
  if (!isReadable) {
    const isForeign = foreignOperation(tokens[0].lower)?.what;
    return { statement: { fault: isForeign ? unknownOperation(tokens[0], macros) : fault! }, lasting: true };
  }
  const { label, rest } = splitLabel(tokens, macros);
  if (label !== undefined) checkSymbolName(label);
  const statement = {
    ...(label && { label }),
    ...operationOrFault(rest, lexed, macros, label !== undefined),
  };
  return { statement, lasting: isLasting(tokens, rest, label) };
}
