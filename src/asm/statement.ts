/** A line's tokens to a statement: a label, and an instruction, a directive or a macro call. */

import type { Expression } from "./expression.js";
import { Fault, type Span } from "./fault.js";
import { FORMS, type Form, findForm, MNEMONICS, RESERVED_OPERANDS } from "./form.js";
import { DIRECTIVE_SPELLINGS, type Directive, VALUE_DIRECTIVES } from "./keywords.js";
import type { LexedLine, Token } from "./lexer.js";
import { type Operand, parseArguments, parseOperand, splitAtCommas, splitMacroArguments } from "./operand.js";
import { OPERATOR_WORDS } from "./operators.js";
import { didYouMean, nearest } from "./suggest.js";

export interface InstructionOperation {
  readonly kind: "instruction";
  readonly form: Form;
  /** One expression for each of the form's values. */
  readonly values: readonly Expression[];
  readonly token: Token;
}

export interface DirectiveOperation {
  readonly kind: "directive";
  readonly directive: Directive;
  readonly args: readonly Expression[];
  readonly token: Token;
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
  /** What is wrong with the operation; the label is good. */
  readonly fault?: Fault;
}

/** What the parser needs to know of the macros defined so far. */
export interface MacroNames {
  has(name: string): boolean;
  keys(): Iterable<string>;
}

function isBuiltIn(token: Token): boolean {
  return token.kind === "name" && (MNEMONICS.has(token.lower) || DIRECTIVE_SPELLINGS.has(token.lower));
}

/** Refuses names that an operand or an expression would read as something else. */
export function checkSymbolName(token: Token): void {
  if (RESERVED_OPERANDS.has(token.lower))
    throw new Fault(`${token.text} is a register or a condition; choose another name`, token);
  if (OPERATOR_WORDS.has(token.lower))
    throw new Fault(`${token.text} is an operator; choose another name`, token);
}

function unknownOperation(token: Token, macros: MacroNames): Fault {
  const candidates = [...MNEMONICS, ...DIRECTIVE_SPELLINGS.keys(), ...macros.keys()];
  return new Fault(`unknown instruction ${token.text}${didYouMean(token.text, candidates)}`, token);
}

/** Splits off the label. */
function splitLabel(
  tokens: readonly Token[],
  macros: MacroNames,
): { label?: Token; rest: readonly Token[]; builtIn: boolean } {
  const [first, second] = tokens as [Token, Token | undefined];
  if (first.kind !== "name")
    throw new Fault(`a label or an instruction should stand here, not "${first.text}"`, first);
  if (second?.kind === "symbol" && second.text === ":") {
    const rest = tokens.slice(2);
    return { label: first, rest, builtIn: rest.length === 0 || isBuiltIn(rest[0]) };
  }
  const givesValue =
    second !== undefined &&
    second.kind !== "string" &&
    (second.text === "=" || VALUE_DIRECTIVES.has(second.lower));
  if (givesValue) return { label: first, rest: tokens.slice(1), builtIn: true };
  if (isBuiltIn(first)) return { rest: tokens, builtIn: true };
  if (macros.has(first.text)) return { rest: tokens, builtIn: false };
  if (second === undefined && first.start === 0) return { label: first, rest: [], builtIn: false };
  if (second !== undefined && (isBuiltIn(second) || macros.has(second.text)))
    return { label: first, rest: tokens.slice(1), builtIn: false };
  const isLabelled =
    first.start === 0 &&
    second?.kind === "name" &&
    !RESERVED_OPERANDS.has(second.lower) &&
    nearest(first.text, MNEMONICS) === undefined;
  throw unknownOperation(isLabelled ? second : first, macros);
}

/** Forms of a mnemonic that a message lists. */
const MOST_FORMS_LISTED = 6;

function noSuchForm(token: Token, operands: readonly Operand[], span: Span): Fault {
  const known = FORMS.filter(({ mnemonic, standing }) => mnemonic === token.lower && standing !== "mirror");
  const documented = known.filter(({ standing }) => standing === "documented");
  const forms = documented.length > 0 ? documented : known;
  const written = `${token.lower} ${operands.map(({ shape }) => shape.replace("#", "n")).join()}`.trim();
  const startsAlike = (form: Form) => form.operands[0]?.shape === operands[0]?.shape;
  const near = [forms.filter(startsAlike), known.filter(startsAlike)].find(({ length }) => length > 0) ?? [];
  const counts = new Set(forms.map((form) => form.operands.length));
  const listed = [...new Set((near.length > 0 && operands.length > 0 ? near : forms).map(formText))];
  const some =
    listed.slice(0, MOST_FORMS_LISTED).join("; ") + (listed.length > MOST_FORMS_LISTED ? "; …" : "");
  if (counts.size === 1 && counts.has(0)) return new Fault(`${token.lower} takes no operands`, span);
  return new Fault(`there is no instruction "${written}"; there is ${some}`, span);
}

function formText(form: Form): string {
  return `${form.mnemonic} ${form.operands.map((operand) => operand.text).join()}`.trim();
}

/** Where each operand is, or should be. */
function placesOf(parts: readonly (readonly Token[])[], start: number): Span[] {
  let end = start;
  return parts.map((part, index) => {
    const place = index === 0 ? end : end + 1;
    end = part.at(-1)?.end ?? place;
    return { start: place, end: place + 1 };
  });
}

function parseInstruction(tokens: readonly Token[]): InstructionOperation {
  const token = tokens[0];
  const parts = splitAtCommas(tokens.slice(1));
  const places = placesOf(parts, token.end);
  const operands = parts.map((part, index) => parseOperand(part, places[index]));
  let form = findForm(
    token.lower,
    operands.map((operand) => operand.shape),
  );
  let values = operands.flatMap((operand) => operand.value ?? []);
  if (form === undefined && operands.some(isBareIndex)) {
    const indexed = operands.map((operand) =>
      isBareIndex(operand) ? withZeroDisplacement(operand) : operand,
    );
    form = findForm(
      token.lower,
      indexed.map((operand) => operand.shape),
    );
    values = indexed.flatMap((operand) => operand.value ?? []);
  }
  if (form === undefined) throw noSuchForm(token, operands, { start: token.start, end: tokens.at(-1)!.end });
  return { kind: "instruction", form, values, token };
}

function isBareIndex(operand: Operand): boolean {
  return operand.shape === "(ix)" || operand.shape === "(iy)";
}

/** `(ix)` is `(ix+0)`. */
function withZeroDisplacement(operand: Operand): Operand {
  const { start, end } = operand;
  return {
    shape: operand.shape.replace(")", "+#)"),
    value: { kind: "number", value: 0, start, end },
    start,
    end,
  };
}

function parseOperation(tokens: readonly Token[], macros: MacroNames): Operation {
  const token = tokens[0];
  const rest = tokens.slice(1);
  if (token.kind === "name" && MNEMONICS.has(token.lower)) return parseInstruction(tokens);
  const directive = token.kind === "string" ? undefined : DIRECTIVE_SPELLINGS.get(token.lower);
  const place = { start: token.end, end: token.end + 1 };
  if (directive !== undefined)
    return { kind: "directive", directive, args: parseArguments(rest, place), token };
  if (token.kind === "name" && macros.has(token.text))
    return { kind: "macro", name: token.text, args: splitMacroArguments(rest), token };
  if (token.kind === "name") throw unknownOperation(token, macros);
  throw new Fault(`an instruction should stand here, not "${token.text}"`, token);
}

/** A statement's mistake shouldn't take its label along. */
function operationOrFault(tokens: readonly Token[], fault: Fault | undefined, macros: MacroNames): Statement {
  if (fault !== undefined) return { fault };
  if (tokens.length === 0) return {};
  try {
    return { operation: parseOperation(tokens, macros) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error };
    throw error;
  }
}

/**
 * @returns the statement, and whether these tokens mean it whatever macros there are
 * @throws Fault
 */
export function parseStatement(
  { tokens, fault }: LexedLine,
  macros: MacroNames,
): { statement: Statement; lasting: boolean } {
  if (tokens.length === 0) return { statement: fault ? { fault } : {}, lasting: true };
  if (fault !== undefined && tokens[1]?.text !== ":") return { statement: { fault }, lasting: true };
  const { label, rest, builtIn } = splitLabel(tokens, macros);
  if (label !== undefined) checkSymbolName(label);
  const statement = { ...(label && { label }), ...operationOrFault(rest, fault, macros) };
  return { statement, lasting: builtIn };
}
