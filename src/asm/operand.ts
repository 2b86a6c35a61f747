/** An instruction's operand: its shape, which picks the form, and the expression in it. */

import { type Expression, parseExpression, TokenReader } from "./expression.js";
import { Fault, type Span } from "./fault.js";
import { RESERVED_OPERANDS } from "./form.js";
import type { Token } from "./lexer.js";

export interface Operand extends Span {
  /** As form.ts names them: `a`, `(hl)`, `#`, `(#)`, `(ix+#)`. */
  readonly shape: string;
  readonly value?: Expression;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

/** Position of the next comma that stands outside of parentheses, or the tokens' end. */
export function nextComma(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const { kind, text } = tokens[at];
    if (kind !== "symbol") continue;
    if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") depth--;
    else if (text === "," && depth === 0) return at;
  }
  return tokens.length;
}

/** Splits tokens at the commas that stand outside of parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  if (tokens.length === 0) return [];
  const parts: Token[][] = [];
  for (let at = 0; at <= tokens.length; ) {
    const end = nextComma(tokens, at);
    parts.push(tokens.slice(at, end));
    at = end + 1;
  }
  return parts;
}

function isMark(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === "symbol" && texts.includes(token.text);
}

/** `<<a,b>,<c>>`: brackets that the lexer took for shifts, one by one. */
function withSingleBrackets(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token) => isMark(token, "<<", ">>"))) return tokens;
  const halves = (token: Token): Token[] => {
    const [text] = token.text;
    const middle = token.start + 1;
    return [
      { ...token, text, lower: text, end: middle },
      { ...token, text, lower: text, start: middle },
    ];
  };
  return tokens.flatMap((token, at) => {
    const opens = isMark(token, "<<") && (at === 0 || isMark(tokens[at - 1], ",", "<", "<<"));
    const next = tokens[at + 1];
    const closes = isMark(token, ">>") && (next === undefined || isMark(next, ",", ">", ">>"));
    return opens || closes ? halves(token) : [token];
  });
}

/** Position of the `>` that ends an argument which began with `<`; -1 if there is none. */
function groupEnd(tokens: readonly Token[], from: number): number {
  let depth = 1;
  for (let at = from; at < tokens.length; at++) {
    const before = tokens[at - 1];
    const next = tokens[at + 1];
    if (isMark(tokens[at], "<") && isMark(before, "<", ",")) depth++;
    else if (isMark(tokens[at], ">") && (next === undefined || isMark(next, ",", ">")) && --depth === 0)
      return at;
  }
  return -1;
}

/** Arguments of a macro's call: between commas, or `<…>`, in which commas are part of the argument. */
export function splitMacroArguments(given: readonly Token[]): Token[][] {
  if (given.length === 0) return [];
  const tokens = withSingleBrackets(given);
  const args: Token[][] = [];
  for (let at = 0; at <= tokens.length; at++) {
    const start = at;
    const first = tokens[start]?.kind === "symbol" ? tokens[start].text : "";
    const end = first === "<" ? groupEnd(tokens, start + 1) : -1;
    at = end < 0 ? nextComma(tokens, start) : end + 1;
    if (end >= 0) args.push(tokens.slice(start + 1, end));
    else args.push(first === "<>" && at === start + 1 ? [] : tokens.slice(start, at));
  }
  return args;
}

/** True if the parenthesis that opens the tokens is closed by their last one. */
function isEnclosed(tokens: readonly Token[]): boolean {
  const opening = tokens[0];
  if (opening.kind !== "symbol" || CLOSING[opening.text] === undefined) return false;
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "symbol") continue;
    if (CLOSING[token.text] !== undefined) depth++;
    else if (token.text === ")" || token.text === "]") depth--;
    if (depth === 0) return index === tokens.length - 1 && token.text === CLOSING[opening.text];
  }
  return false;
}

function wholeExpression(tokens: readonly Token[], end: number): Expression {
  const reader = new TokenReader(tokens, end);
  const expression = parseExpression(reader);
  const extra = reader.peek();
  if (extra?.text === "##") {
    const what = "## makes this a symbol of another file, for a linker; include that file";
    throw new Fault(what, extra, false, "linker");
  }
  if (extra !== undefined) throw new Fault(`"${extra.text}" is unexpected here`, extra);
  return expression;
}

function isReserved(token: Token | undefined): token is Token {
  return token?.kind === "name" && RESERVED_OPERANDS.has(token.lower);
}

function memoryOperand(inner: readonly Token[], span: Span): Operand {
  const [first, second] = inner;
  if (first === undefined) throw new Fault("there is nothing between these parentheses", span);
  if (!isReserved(first)) return { shape: "(#)", value: wholeExpression(inner, span.end - 1), ...span };
  if (second === undefined) return { shape: `(${first.lower})`, ...span };
  const isIndexed = first.lower === "ix" || first.lower === "iy";
  if (!isIndexed) throw new Fault(`only ix and iy take a displacement, ${first.text} doesn't`, span);
  if (second.text !== "+" && second.text !== "-")
    throw new Fault(`"+" or "-" is missing after ${first.text}`, second);
  return { shape: `(${first.lower}+#)`, value: wholeExpression(inner.slice(1), span.end - 1), ...span };
}

/** @throws Fault at an unmatched parenthesis */
function checkBalance(tokens: readonly Token[]): void {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== "symbol") continue;
    if (CLOSING[token.text] !== undefined) open.push(token);
    else if (token.text === ")" || token.text === "]") {
      const opening = open.pop();
      if (opening === undefined || CLOSING[opening.text] !== token.text)
        throw new Fault(`"${token.text}" closes nothing`, token);
    }
  }
  const [unclosed] = open;
  if (unclosed !== undefined) throw new Fault(`"${unclosed.text}" isn't closed`, unclosed);
}

/** @param place where the operand should be, if it has no tokens */
export function parseOperand(tokens: readonly Token[], place: Span): Operand {
  const first = tokens[0];
  if (first === undefined) throw new Fault("an operand is missing here", place);
  checkBalance(tokens);
  const span = { start: first.start, end: tokens.at(-1)!.end };
  if (tokens.length === 1 && isReserved(first)) return { shape: first.lower, ...span };
  if (isEnclosed(tokens)) return memoryOperand(tokens.slice(1, -1), span);
  return { shape: "#", value: wholeExpression(tokens, span.end), ...span };
}

/** Expressions between commas: a directive's arguments. */
export function parseArguments(tokens: readonly Token[], place: Span): Expression[] {
  return splitAtCommas(tokens).map((part) => {
    if (part.length === 0) throw new Fault("a value is missing between the commas", place);
    return wholeExpression(part, part.at(-1)!.end);
  });
}
