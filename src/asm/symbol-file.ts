/** Symbol files: a line `NAME: equ 01234h` for each symbol; itself a source that can be included. */

import { hex } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { lex } from "./lexer.js";
import { UNIQUE_MARK } from "./symbols.js";

function valueText(value: number): string {
  const digits = hex(Math.abs(value), 4);
  const sign = value < 0 ? "-" : "";
  return `${sign}${/^[0-9]/.test(digits) ? "" : "0"}${digits}h`;
}

/** In order of value, then of name; names that a macro made for itself are left out. */
export function formatSymbolFile(symbols: ReadonlyMap<string, number>): string {
  return [...symbols]
    .filter(([name]) => !name.includes(UNIQUE_MARK))
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: equ ${valueText(value)}\n`)
    .join("");
}

/**
 * Reads a symbol file: ours, pasmo's and z80asm's are of this kind.
 * @param file its name, for messages
 * @throws InputError
 */
export function parseSymbolFile(text: string, file = "symbol file"): Map<string, number> {
  const symbols = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries()) {
    const { tokens, fault } = lex(line);
    if (fault === undefined && tokens.length === 0) continue;
    const [name, ...rest] = tokens.filter((token) => token.text !== ":");
    const sign = rest[1]?.text === "-" ? -1 : 1;
    const value = rest[sign < 0 ? 2 : 1];
    const isSymbol =
      fault === undefined &&
      name?.kind === "name" &&
      rest[0]?.lower === "equ" &&
      value?.kind === "number" &&
      rest.length === (sign < 0 ? 3 : 2);
    if (!isSymbol)
      throw new InputError('this is no line of a symbol file; each reads "NAME: equ 1234h"', {
        file,
        line: index + 1,
      });
    symbols.set(name.text, sign * value.value);
  }
  return symbols;
}
