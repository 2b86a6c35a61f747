/** One line of source to tokens. Comments start at `;` and are dropped. */

import { Fault } from "./fault.js";

export interface Token {
  readonly kind: "name" | "number" | "string" | "symbol";
  /** As written, but for a string: what the quotes hold. */
  readonly text: string;
  /** Lower case of `text`: mnemonics, registers and operators are found by it. */
  readonly lower: string;
  /** The value of a number. */
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

export interface LexedLine {
  readonly tokens: readonly Token[];
  /** What the lexer couldn't read; the tokens before it are good. */
  readonly fault?: Fault;
}

const SPACE = /[ \t\r\f\v]*/y;
/** A `?` starts a name only right before a letter; elsewhere it's the operator. */
const NAME = /\??[A-Za-z_.][A-Za-z0-9_.]*/y;
const NUMBER = /[0-9][0-9A-Za-z_]*/y;
const PREFIXED_HEX = /[$#][0-9A-Za-z]+/y;
const SYMBOL = /&&|\|\||<<|>>|<=|>=|<>|==|!=|##|[-+*/%&|^~!=<>?:(),[\]$]/y;

const LARGEST = 0xffffffff;

/** Each way to write a number, with its base. */
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

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\u0007",
  e: "\u001b",
  "0": "\0",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/**
 * Reads a string from its opening quote. In both kinds of quotes the quote itself is written twice;
 * between double quotes a backslash starts an escape.
 */
function readString(text: string, start: number): { value: string; end: number } {
  const quote = text[start];
  let value = "";
  let at = start + 1;
  while (at < text.length) {
    const character = text[at];
    if (character === quote) {
      if (text[at + 1] !== quote) return { value, end: at + 1 };
      value += quote;
      at += 2;
    } else if (character === "\\" && quote === '"') {
      const code = /^x([0-9A-Fa-f]{2})/.exec(text.slice(at + 1, at + 4))?.[1];
      const escaped =
        code === undefined ? ESCAPES[text[at + 1] ?? ""] : String.fromCharCode(Number.parseInt(code, 16));
      if (escaped === undefined)
        throw new Fault('unknown escape in a string; use \\n \\r \\t \\0 \\a \\e \\\\ \\" \\xHH', {
          start: at,
          end: Math.min(at + 2, text.length),
        });
      value += escaped;
      at += code === undefined ? 2 : 4;
    } else {
      value += character;
      at++;
    }
  }
  throw new Fault(`this string has no end; close it with ${quote}`, { start, end: text.length });
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function readNumber(at: number, word: string): Token {
  const lower = word.toLowerCase();
  const prefixed = word[0] === "$" || word[0] === "#";
  const value = numberValue(prefixed ? `0x${lower.slice(1)}` : lower);
  const span = { start: at, end: at + word.length };
  if (value === undefined)
    throw new Fault(
      /^[$#]?[0-9a-f]+$/.test(lower)
        ? `"${word}" isn't a number; write hexadecimal as 0${word}h, 0x${word} or $${word}`
        : `"${word}" isn't a number`,
      span,
    );
  if (value > LARGEST) throw new Fault(`${word} doesn't fit 32 bits`, span);
  return { kind: "number", text: word, lower, value, start: at, end: at + word.length };
}

function readToken(text: string, at: number): Token {
  const first = text[at];
  if (first === "'" || first === '"') {
    const { value, end } = readString(text, at);
    return { kind: "string", text: value, lower: "", value: 0, start: at, end };
  }
  const number = matchAt(NUMBER, text, at) ?? matchAt(PREFIXED_HEX, text, at);
  if (number !== undefined) return readNumber(at, number);
  let word = matchAt(NAME, text, at);
  if (word !== undefined) {
    if (text[at + word.length] === "'" && word.toLowerCase() === "af") word += "'";
    return {
      kind: "name",
      text: word,
      lower: word.toLowerCase(),
      value: 0,
      start: at,
      end: at + word.length,
    };
  }
  const symbol = matchAt(SYMBOL, text, at);
  if (symbol === undefined) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    throw new Fault(`unexpected character "${character}"`, { start: at, end: at + character.length });
  }
  return { kind: "symbol", text: symbol, lower: symbol, value: 0, start: at, end: at + symbol.length };
}

/** Tokens of a line, up to the first thing that isn't one. */
export function lex(text: string): LexedLine {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += matchAt(SPACE, text, at)!.length;
    if (at >= text.length || text[at] === ";") return { tokens };
    try {
      const token = readToken(text, at);
      tokens.push(token);
      at = token.end;
    } catch (error) {
      if (error instanceof Fault) return { tokens, fault: error };
      throw error;
    }
  }
}
