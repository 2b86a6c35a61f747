/** Symbols of one pass, with those of the pass before for what the source names ahead of its definition. */

import { Fault, type Span } from "./fault.js";
import type { SourceLine } from "./source.js";
import { didYouMean } from "./suggest.js";

export interface SymbolEntry {
  /** Undefined while its expression isn't known. */
  value: number | undefined;
  /** Defined with `=` or `defl`: may be given another value. */
  readonly isVariable: boolean;
  /** Its expression names what is defined further down, itself or through another. */
  readonly isForward: boolean;
  /** Where it was defined; nothing for one that the caller defined. */
  readonly line: SourceLine | undefined;
}

/** What a pass found: undefined for a symbol that is defined, but by an expression that has no value. */
export type SymbolValues = ReadonlyMap<string, number | undefined>;

/** Unknown names that get a suggestion; each costs a look at every symbol. */
const MOST_SUGGESTIONS = 20;

/** Marks the symbols that a macro made unique; a source can't write it within a name. */
export const UNIQUE_MARK = "#";

const UNIQUE_ENDINGS = new RegExp(`${UNIQUE_MARK}\\d+`, "g");

/** A name as the source has it, unique or not. */
export function sourceName(name: string): string {
  return name.replace(UNIQUE_ENDINGS, "");
}

export class SymbolTable {
  readonly #entries = new Map<string, SymbolEntry>();
  readonly #before: SymbolValues | undefined;
  /** Names that nobody defines, with the number of places that want them. */
  readonly unknown = new Map<string, number>();

  /** @param before values that the pass before ended with; none in the first */
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

  /** What is defined above. */
  entry(name: string): SymbolEntry | undefined {
    return this.#entries.get(name);
  }

  /** Value of a symbol at the end of the pass. */
  valueNow(name: string): number | undefined {
    return this.#entries.get(name)?.value;
  }

  /** Gives a symbol that is defined another value. */
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
   * Value of a symbol; undefined if it isn't known in this pass.
   * @throws Fault if the pass before would have known it
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

  /** True if names are unknown in two places or more, and all of them only for their case. */
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
   * A symbol that isn't what the pass before found, with the line that defines it, if this pass came by one.
   * Nothing if all is settled.
   */
  unsettled(): { name: string; line: SourceLine | undefined } | undefined {
    const before: SymbolValues = this.#before ?? new Map();
    for (const [name, { value, line }] of this.#entries)
      if (!before.has(name) || value !== before.get(name)) return { name, line };
    for (const name of before.keys()) if (!this.#entries.has(name)) return { name, line: undefined };
    return undefined;
  }
}
