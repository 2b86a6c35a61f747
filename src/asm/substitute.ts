/** Parameters of macros and repetitions replaced by what stands for them, and tokens joined. */

import { Fault } from "./fault.js";
import { MNEMONICS } from "./form.js";
import { isOperationWord } from "./keywords.js";
import { type LexedLine, lex, type Token } from "./lexer.js";
import { OPERATOR_WORDS } from "./operators.js";

/** Name -> the tokens that stand for it. */
export type Substitution = Map<string, readonly Token[]>;

/** What decides whether `&` joins or is an operator. */
export type Knows = (name: string) => boolean;

/** Tokens of one line after replacement, and characters of one of them: a macro that doubles its argument has an end. */
export const MOST_TOKENS = 10_000;
const LONGEST_TOKEN = 4000;

/** A token that is about to be joined to others, or not. */
interface Part {
  /** What stands for the token, or the token. */
  readonly tokens: readonly Token[];
  readonly source: Token;
  readonly isParameter: boolean;
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === "symbol" && token.text === text;
}

/** Text of tokens, as far as a string or a joined name needs it. */
function textOf(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens)
    text += /\w$/.test(text) && /^\w/.test(token.text) ? ` ${token.text}` : token.text;
  return text;
}

/** `'&name'`: parameters in a string, behind an ampersand. What grows too long is cut, and still too long. */
function inString(token: Token, substitution: Substitution): Token {
  let room = LONGEST_TOKEN + 1;
  const text = token.text.replace(/&([A-Za-z_.?@][\w.?@$]*)&?/g, (whole, name: string) => {
    const tokens = substitution.get(name) ?? substitution.get(name.toUpperCase());
    if (tokens === undefined) return whole;
    const value = room > 0 ? textOf(tokens).slice(0, room) : "";
    room -= value.length;
    return value;
  });
  return text === token.text ? token : { ...token, text };
}

/** `&a`, which looks like a hexadecimal number, of a macro with the parameter a. */
function ampersandParameter({ kind, text }: Token, substitution: Substitution): readonly Token[] | undefined {
  if (kind !== "number" || text[0] !== "&") return undefined;
  return substitution.get(text.slice(1)) ?? substitution.get(text.slice(1).toUpperCase());
}

function partOf(token: Token, substitution: Substitution): Part {
  if (token.kind === "string")
    return { tokens: [inString(token, substitution)], source: token, isParameter: false };
  const replacement =
    token.kind === "name" ? substitution.get(token.text) : ampersandParameter(token, substitution);
  if (replacement === undefined) return { tokens: [token], source: token, isParameter: false };
  const { start, end } = token;
  return { tokens: replacement.map((part) => ({ ...part, start, end })), source: token, isParameter: true };
}

/** Two tokens as one; nothing if they don't make one. */
function join(left: Token, right: Token): Token | undefined {
  if (left.kind === "string" || right.kind === "string") return undefined;
  const text = left.text + right.text;
  // told later to be too long
  if (text.length > LONGEST_TOKEN) return { ...left, text, lower: text, end: right.end };
  const { tokens, fault } = lex(text);
  return fault || tokens.length !== 1 ? undefined : { ...tokens[0], start: left.start, end: right.end };
}

/** True if an ampersand between these joins them: what makes no name, or a value by itself, is left to the operator. */
function joins(before: readonly Token[], right: Token, knows: Knows): boolean {
  const left = before.at(-1)!;
  const joined = join(left, right);
  if (joined === undefined) return false;
  const isOperand = before.length > 1;
  if (!isOperand || knows(joined.text)) return true;
  return left.kind === "name" && !knows(left.text);
}

/** True if no value stands before: an ampersand there only marks a parameter. */
function startsOperand(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "symbol") return ![")", "]", "$"].includes(before.text);
  const isOperation = MNEMONICS.has(before.lower) || isOperationWord(before.lower);
  return before.kind === "name" && (isOperation || OPERATOR_WORDS.has(before.lower));
}

function cantJoin(token: Token, left: Token | undefined, right: Token | undefined): Fault {
  if (left === undefined || right === undefined)
    return new Fault("## needs a name or number on both sides", token);
  return new Fault(`"${left.text}" and "${right.text}" don't join`, token);
}

/** Joins what stands on both sides of a `##`, or of a `&` next to a parameter. */
function paste(text: string, parts: readonly Part[], knows: Knows): LexedLine {
  if (!parts.some(({ source }) => isSymbol(source, "##") || isSymbol(source, "&")))
    return { text, tokens: parts.flatMap(({ tokens }) => tokens) };
  const joined: Token[] = [];
  for (let at = 0; at < parts.length; at++) {
    const { tokens, source } = parts[at];
    const before = parts[at - 1];
    const behind = parts[at + 1];
    const right = behind?.tokens[0];
    const touchesLeft = before !== undefined && before.source.end === source.start;
    const touchesRight = behind !== undefined && source.end === behind.source.start;
    const isAmpersand =
      isSymbol(source, "&") && touchesRight && (behind.isParameter || before?.isParameter === true);
    if (isSymbol(source, "##")) {
      const left = joined.at(-1);
      const whole = left && right && join(left, right);
      if (whole === undefined) return { text, tokens: joined, fault: cantJoin(source, left, right) };
      joined.splice(-1, 1, whole, ...behind.tokens.slice(1));
      at++;
    } else if (
      isAmpersand &&
      touchesLeft &&
      right !== undefined &&
      joined.length > 0 &&
      joins(joined, right, knows)
    ) {
      joined.splice(-1, 1, join(joined.at(-1)!, right)!, ...behind.tokens.slice(1));
      at++;
    } else if (isAmpersand && touchesLeft && right === undefined) {
      // an argument left out joins nothing
    } else if (!(isAmpersand && behind.isParameter && startsOperand(joined.at(-1)))) joined.push(...tokens);
  }
  return { text, tokens: joined };
}

/** What to say of a line that grows too long. */
export function tooLong({ text }: LexedLine): Fault {
  const what = `more than ${MOST_TOKENS} words in this line; do the macro's arguments double?`;
  return new Fault(what, { start: 0, end: text.length });
}

/**
 * A line's tokens with parameters replaced. An argument's tokens take the parameter's columns, so that an
 * error shows the line that was assembled.
 */
export function substitute(
  lexed: LexedLine,
  substitution: Substitution | undefined,
  knows: Knows,
): LexedLine {
  if (substitution === undefined || lexed.fault !== undefined) return lexed;
  const isTouched = (token: Token) =>
    token.kind === "symbol"
      ? token.text === "##"
      : token.kind === "string"
        ? token.text.includes("&")
        : substitution.has(token.text) || ampersandParameter(token, substitution) !== undefined;
  if (!lexed.tokens.some(isTouched)) return lexed;
  const parts = lexed.tokens.map((token) => partOf(token, substitution));
  const count = parts.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (count > MOST_TOKENS) return { text: lexed.text, tokens: [], fault: tooLong(lexed) };
  const pasted = paste(lexed.text, parts, knows);
  if (pasted.tokens.every(({ text }) => text.length <= LONGEST_TOKEN)) return pasted;
  const what = `a word of more than ${LONGEST_TOKEN} characters; do the macro's arguments double?`;
  return { text: lexed.text, tokens: [], fault: new Fault(what, { start: 0, end: lexed.text.length }) };
}
