/** Cuts one line of source into tokens. Comments start at `;` or `//` and are dropped. */

import { type Binding, type Dialect, OWN } from "./dialect.js";
import { Fault } from "./fault.js";
import { readString } from "./strings.js";

export interface Token {
  readonly kind: "name" | "number" | "string" | "symbol";
  /** The token as written; for a string, the text between the quotes. */
  readonly text: string;
  /** `text` in lower case, by which mnemonics, registers and operators are found. */
  readonly lower: string;
  /** The value of a number. */
  readonly value: number;
  readonly start: number;
  readonly end: number;
  /** How the token binds if it is an operator; if not given, as in C. */
  readonly binding?: Binding;
}

export interface LexedLine {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The first thing that the lexer couldn't read; `tokens` holds what is before it. */
  readonly fault?: Fault;
}

const SPACE = /[ \t\r\f\v]*/y;
const COMMENT = /;|\/\//y;
/** `*` in the first column makes a line a comment, except `*include` and `*get`; `#!` names the assembler. */
const COMMENT_LINE = /^(?:#!|\*(?!(?:include|get)\b))/i;
/** `#include` or `*include`; only the first token of a line may be one. */
const MARKED_WORD = /(?:#[ \t]*(?=[A-Za-z]{2})|\*)[A-Za-z]+(?![\w])/y;
/** A `?` right before a letter begins a name, one right behind a name belongs to it; others are operators. */
const NAME = /(?:[A-Za-z_.]|[?@]+(?=[A-Za-z_.]))[A-Za-z0-9_.$?@]*/y;
const NUMBER = /[0-9](?:[0-9A-Za-z_]|\$(?=[0-9A-Fa-f]))*/y;
const PREFIXED_HEX = /[$#][0-9A-Za-z]+/y;
/** `$END` and `$SECBUF` are names, because not all of their letters are hexadecimal digits. */
const DOLLAR_NAME = /\$[A-Za-z][A-Za-z0-9_.$?@]*/y;
/** Hexadecimal as Amstrad's assemblers write it. Where a value precedes it, `&` is the operator instead. */
const AMPERSAND_HEX = /&[hH]?[0-9A-Fa-f]+(?![\w.$?@])/y;
const SYMBOL = /&&|\|\||<<|>>|<=|>=|<>|==|!=|##|::|[-+*/%&|^~!=<>?:(),[\]$\\]/y;

export const LARGEST = 0xffffffff;

/** The ways to write a number, and the base of each. */
const NUMBER_FORMS: readonly (readonly [RegExp, number])[] = [
  [/^0x([0-9a-f]+)$/, 16],
  [/^([0-9][0-9a-f]*)h$/, 16],
  [/^0b([01]+)$/, 2],
  [/^([01]+)b$/, 2],
  [/^([0-7]+)[oq]$/, 8],
  [/^([0-9]+)d?$/, 10],
];

function numberValue(text: string): number | undefined {
  for (const [form, base] of NUMBER_FORMS) {
    const digits = form.exec(text)?.[1];
    if (digits !== undefined) return Number.parseInt(digits, base);
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function numberHint(word: string): string {
  if (/^[0-9a-f]+$/i.test(word)) return `; write hexadecimal as 0${word}h, 0x${word} or $${word}`;
  return word[0] === "#" ? "; a # is for hexadecimal digits alone, before a name it isn't needed" : "";
}

/** @param isBinary a `%` stands before the number; the parser decides whether it means binary digits */
function readNumber(at: number, word: string, isBinary: boolean): Token {
  const lower = word.toLowerCase();
  const prefixed = word[0] === "$" || word[0] === "#";
  const plain = lower.replace(/^&h?/, "0x").replace(/(?<=.)[_$](?=.)/g, "");
  const value = numberValue(prefixed ? `0x${plain.slice(1)}` : plain);
  const span = { start: at, end: at + word.length };
  if (value === undefined) throw new Fault(`"${word}" isn't a number${numberHint(word)}`, span);
  if (value > LARGEST && !isBinary) throw new Fault(`${word} doesn't fit 32 bits`, span);
  return { kind: "number", text: word, lower, value, start: at, end: at + word.length };
}

/** True if a value must come next: an operator needs a value before it, and there is none. */
function wantsValue(before: Token | undefined, at: number): boolean {
  if (before === undefined || before.kind === "number" || before.kind === "string") return false;
  return before.kind === "name" ? before.end < at : ![")", "]", "$"].includes(before.text);
}

function plainToken(kind: "name" | "symbol", text: string, start: number): Token {
  return { kind, text, lower: text.toLowerCase(), value: 0, start, end: start + text.length };
}

function readToken(text: string, at: number, before: Token | undefined, dialect: Dialect): Token {
  const first = text[at];
  if (first === "'" || first === '"') {
    const { value, end } = readString(text, at, dialect);
    return { kind: "string", text: value, lower: "", value: 0, start: at, end };
  }
  const marked = before === undefined ? matchAt(MARKED_WORD, text, at) : undefined;
  if (marked !== undefined) return plainToken("name", marked, at);
  const dollarName = first === "$" ? matchAt(DOLLAR_NAME, text, at) : undefined;
  if (dollarName !== undefined && !/^\$[0-9A-Fa-f]+$/.test(dollarName))
    return plainToken("name", dollarName, at);
  const isHex = first === "&" && wantsValue(before, at);
  const number =
    matchAt(NUMBER, text, at) ??
    matchAt(PREFIXED_HEX, text, at) ??
    (isHex ? matchAt(AMPERSAND_HEX, text, at) : undefined);
  if (number !== undefined) return readNumber(at, number, before?.text === "%" && before.end === at);
  let word = matchAt(NAME, text, at);
  if (word !== undefined) {
    if (text[at + word.length] === "'" && word.toLowerCase() === "af") word += "'";
    const token = plainToken("name", word, at);
    return dialect.foldsCase ? { ...token, text: word.toUpperCase() } : token;
  }
  const symbol = matchAt(SYMBOL, text, at);
  if (symbol === undefined) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    throw new Fault(`unexpected character "${character}"`, { start: at, end: at + character.length });
  }
  // `label::` makes a label public for a linker; here it is a label like any other
  const token = plainToken("symbol", symbol, at);
  return symbol === "::" ? { ...token, text: ":", lower: ":" } : token;
}

/** Cuts a line into tokens. It stops at the first text that is no token, and reports it as `fault`. */
export function lex(text: string, dialect: Dialect = OWN): LexedLine {
  const tokens: Token[] = [];
  if (COMMENT_LINE.test(text)) return { text, tokens };
  let at = 0;
  for (;;) {
    at += matchAt(SPACE, text, at)!.length;
    if (at >= text.length || matchAt(COMMENT, text, at) !== undefined) return { text, tokens };
    try {
      const token = readToken(text, at, tokens.at(-1), dialect);
      tokens.push(dialect.binding === "c" ? token : { ...token, binding: dialect.binding });
      at = token.end;
    } catch (error) {
      if (error instanceof Fault) return { text, tokens, fault: error };
      throw error;
    }
  }
}
