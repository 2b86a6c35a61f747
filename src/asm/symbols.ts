/**
 * The symbols of one pass. A symbol that is used above its definition has the value that the pass before gave it.
 *
 *   const symbols = new SymbolTable(before?.symbols.values(), { DEBUG: 1 });
 *   symbols.define("start", { value: 0x100, isVariable: false, isForward: false, line }, token);
 */

import { Fault, type Span } from "./fault.js";
import type { SourceLine } from "./source.js";
import { didYouMean } from "./suggest.js";

export interface SymbolEntry {
  /** Undefined as long as its expression has no value. */
  value: number | undefined;
  /** True if `=` or `defl` defined it, so that it may get another value further down. */
  readonly isVariable: boolean;
  /** True if its expression uses a symbol that is defined further down, directly or through other symbols. */
  readonly isForward: boolean;
  /** The line that defines it; undefined if the caller of the assembler did. */
  readonly line: SourceLine | undefined;
}

/** Values by name at the end of a pass; undefined if the expression that defines a symbol has no value. */
export type SymbolValues = ReadonlyMap<string, number | undefined>;

/** Most unknown names that get a suggestion: each is compared with every symbol, which takes time. */
const MOST_SUGGESTIONS = 20;

/** Is part of the names that macro calls make unique. No name in a source can contain it. */
export const UNIQUE_MARK = "#";

const UNIQUE_ENDINGS = new RegExp(`${UNIQUE_MARK}\\d+`, "g");

/** A symbol's name as the source has it, without what made it unique. */
export function sourceName(name: string): string {
  return name.replace(UNIQUE_ENDINGS, "");
}

export class SymbolTable {
  readonly #entries = new Map<string, SymbolEntry>();
  readonly #before: SymbolValues | undefined;
  /** Names without a definition, and the number of places that use each. */
  readonly unknown = new Map<string, number>();

  /** @param before values at the end of the pass before; undefined in the first pass */
  constructor(before: SymbolValues | undefined, predefined: Readonly<Record<string, number>>) {
    this.#before = before;
    for (const [name, value] of Object.entries(predefined))
      this.#entries.set(name, { value, isVariable: false, isForward: false, line: undefined });
  }

  define(name: string, symbol: SymbolEntry, span: Span): void {
    const existing = this.#entries.get(name);
    if (existing !== undefined && !(existing.isVariable && symbol.isVariable)) {
      const where = existing.line === undefined ? "by the caller" : `at ${existing.line.place}`;
      throw new Fault(`symbol ${name} is already defined ${where}`, span);
    }
    this.#entries.set(name, symbol);
  }

  /** A symbol that is defined above this place; undefined if it isn't. */
  entry(name: string): SymbolEntry | undefined {
    return this.#entries.get(name);
  }

  /** Value that this pass has given the symbol so far. */
  valueNow(name: string): number | undefined {
    return this.#entries.get(name)?.value;
  }

  /** Gives a symbol that is defined above another value. */
  assign(name: string, value: number): void {
    this.#entries.get(name)!.value = value;
  }

  /** True if the symbol is defined above. */
  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** True if the symbol is defined above, or was in the pass before. */
  isKnown(name: string): boolean {
    return this.#entries.has(name) || this.#before?.has(name) === true;
  }

  /**
   * Value of a symbol; undefined if this is the first pass and the symbol is defined further down.
   * @throws Fault if it has no value though there was a pass before
   */
  lookup(name: string, span: Span): number | undefined {
    const value = this.#entries.get(name)?.value ?? this.#before?.get(name);
    if (value !== undefined || this.#before === undefined) return value;
    if (this.#entries.has(name) || this.#before.has(name))
      throw new Fault(`symbol ${name} has no value; its definition is wrong or needs itself`, span, true);
    const places = this.unknown.get(name) ?? 0;
    this.unknown.set(name, places + 1);
    const suggestion = places > 0 ? "" : this.#suggestion(name);
    throw new Fault(`unknown symbol ${name}${suggestion}`, span, places > 0, "symbol");
  }

  #suggestion(name: string): string {
    if (/^[a-f][0-9a-f]*h$/i.test(name)) return `; as a number, it's 0${name}`;
    if (/[^?]\?./.test(name)) return "; an operator ? has blanks around it";
    return this.unknown.size > MOST_SUGGESTIONS ? "" : didYouMean(name, this.#names());
  }

  /** True if names are unknown in two places or more, and each of them is known in another case. */
  get ignoresCase(): boolean {
    const known = new Set([...this.#names()].map((name) => name.toUpperCase()));
    const places = [...this.unknown.values()].reduce((sum, count) => sum + count, 0);
    return places > 1 && [...this.unknown.keys()].every((name) => known.has(name.toUpperCase()));
  }

  *#names(): Iterable<string> {
    for (const name of this.#entries.keys()) if (!name.includes(UNIQUE_MARK)) yield name;
    for (const name of this.#before?.keys() ?? []) if (!name.includes(UNIQUE_MARK)) yield name;
  }

  values(): Map<string, number | undefined> {
    const values = new Map<string, number | undefined>();
    for (const [name, { value }] of this.#entries) values.set(name, value);
    return values;
  }

  /**
   * A symbol whose value differs from that of the pass before, and the line that defines it in this pass, if any.
   * Undefined if there is no such symbol: the passes are done.
   */
  unsettled(): { name: string; line: SourceLine | undefined } | undefined {
    const before: SymbolValues = this.#before ?? new Map();
    for (const [name, { value, line }] of this.#entries)
      if (!before.has(name) || value !== before.get(name)) return { name, line };
    for (const name of before.keys()) if (!this.#entries.has(name)) return { name, line: undefined };
    return undefined;
  }
}
