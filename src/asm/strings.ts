/** Strings: quotes, escapes, and characters that are bytes. */

import { hex } from "../base/hex.js";
import type { Dialect } from "./dialect.js";
import { Fault, type Span } from "./fault.js";

/** Added to a byte from 80h on, so that a string tells it from the character of that number. */
const BYTE_MARK = 0xf700;

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  e: "\u001b",
  "0": "\0",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** A byte as a character of a string. */
function byteCharacter(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : BYTE_MARK + byte);
}

/** The byte that a character of a string gives. @throws Fault if it's neither ASCII nor a byte as it stood in the file */
export function characterByte(text: string, index: number, span: Span): number {
  const code = text.charCodeAt(index);
  if (code < 0x80) return code;
  if (code >= BYTE_MARK + 0x80 && code <= BYTE_MARK + 0xff) return code - BYTE_MARK;
  throw new Fault(
    `"${String.fromCodePoint(text.codePointAt(index)!)}" isn't a 7-bit character; give its byte as a number`,
    span,
  );
}

/** The code that `\\n` and its kin stand for; nothing for other texts. */
export function escapedCharacter(text: string): number | undefined {
  return text[0] === "\\" ? ESCAPES[text[1]]?.charCodeAt(0) : undefined;
}

/** A string as a source of ours has it: between single quotes if it can be. */
export function quoted(text: string): string {
  if (/^[ -~]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const escaped = text.replace(/["\\]/g, "\\$&");
  return `"${escaped.replace(/[^ -~]/g, (character) => `\\x${hex(character.charCodeAt(0) & 0xff, 2)}`)}"`;
}

/** An escape at its backslash: what it stands for, and its length. An unknown one stands as it is. */
function readEscape(text: string, at: number, lastQuote: number): { value: string; length: number } {
  const code = /^x([0-9A-Fa-f]{2})/.exec(text.slice(at + 1, at + 4))?.[1];
  if (code !== undefined) return { value: byteCharacter(Number.parseInt(code, 16)), length: 4 };
  const escaped = ESCAPES[text[at + 1] ?? ""];
  // "C:\" ends at its second quote: an escaped quote needs another to end the string
  const isLastQuote = at + 1 === lastQuote;
  if (escaped === undefined || isLastQuote) return { value: "\\", length: 1 };
  return { value: escaped, length: 2 };
}

/**
 * Reads a string from its opening quote. In both kinds of quotes the quote itself is written twice;
 * between double quotes a backslash starts an escape.
 */
export function readString(
  text: string,
  start: number,
  dialect: Dialect,
): { readonly value: string; readonly end: number } {
  const quote = text[start];
  const lastQuote = text.lastIndexOf(quote);
  const hasEscapes = quote === '"' && !dialect.plainStrings;
  let value = "";
  for (let at = start + 1; at < text.length; ) {
    const character = text[at];
    if (character === quote) {
      if (text[at + 1] !== quote) return { value, end: at + 1 };
      value += quote;
      at += 2;
    } else if (character === "\\" && hasEscapes) {
      const read = readEscape(text, at, lastQuote);
      value += read.value;
      at += read.length;
    } else {
      value += dialect.isLatin1 ? byteCharacter(character.charCodeAt(0)) : character;
      at++;
    }
  }
  throw new Fault(`this string has no end; close it with ${quote}`, { start, end: text.length });
}
