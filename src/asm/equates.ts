/**
 * Constants that name what is defined further down. A pass takes their values from the pass before; at its end they
 * are worked out anew, each after those it needs, so that a chain of any length settles as soon as the addresses do.
 */

import { type Expression, evaluate, type Scope } from "./expression.js";
import { Fault, type Span } from "./fault.js";
import type { SymbolTable } from "./symbols.js";

export interface Equate {
  /** With its parent's name, if it's local. */
  readonly name: string;
  readonly expression: Expression;
  /** `$` of its line. */
  readonly here: number;
  /** A name in the expression, with its parent's name if it's local. */
  readonly fullName: (name: string) => string;
  /** Values that variables, and `defined(x)`, had at its line. */
  readonly fixed: ReadonlyMap<string, number | undefined>;
}

/** What a pass knows where the equate stands. */
export interface Surroundings extends Scope {
  readonly symbols: SymbolTable;
  fullName(name: string): string;
}

/** Watches what an expression asks for while it is evaluated. */
export class Watch implements Scope {
  readonly here: number;
  /** It names what is defined further down, itself or through another. */
  isForward = false;
  readonly fixed = new Map<string, number | undefined>();
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
    this.here = around.here;
  }

  lookup(name: string, span: Span): number | undefined {
    const full = this.#around.fullName(name);
    const entry = this.#around.symbols.entry(full);
    if (entry === undefined || entry.isForward) this.isForward = true;
    else if (entry.isVariable) this.fixed.set(full, entry.value);
    return this.#around.lookup(name, span);
  }

  isDefined(name: string): boolean {
    const is = this.#around.isDefined(name);
    this.fixed.set(definedKey(this.#around.fullName(name)), is ? 1 : 0);
    return is;
  }
}

export class Equates {
  readonly #all: Equate[] = [];

  add(equate: Equate): void {
    this.#all.push(equate);
  }

  /** Gives the constants the values that they have with the symbols as they are at the end of the pass. */
  settle(symbols: SymbolTable): void {
    const open = new Set(this.#all.map(({ name }) => name));
    const waiting = new Map<string, Equate[]>();
    const queue = [...this.#all];
    for (let equate = queue.pop(); equate !== undefined; equate = queue.pop()) {
      const { value, missing } = this.#evaluate(equate, symbols, open);
      if (missing !== undefined) {
        const others = waiting.get(missing);
        if (others === undefined) waiting.set(missing, [equate]);
        else others.push(equate);
      }
      if (missing !== undefined || value === undefined) continue;
      symbols.assign(equate.name, value);
      open.delete(equate.name);
      for (const waiter of waiting.get(equate.name) ?? []) queue.push(waiter);
      waiting.delete(equate.name);
    }
  }

  /** The value, or a constant that it needs and that has none yet. */
  #evaluate(
    { expression, here, fullName, fixed }: Equate,
    symbols: SymbolTable,
    open: ReadonlySet<string>,
  ): { readonly value?: number | undefined; readonly missing?: string } {
    let missing: string | undefined;
    const lookup = (name: string): number | undefined => {
      const full = fullName(name);
      if (fixed.has(full)) return fixed.get(full);
      if (open.has(full)) missing ??= full;
      return open.has(full) ? undefined : symbols.valueNow(full);
    };
    const isDefined = (name: string) => fixed.get(definedKey(fullName(name))) === 1;
    try {
      const value = evaluate(expression, { here, lookup, isDefined });
      return missing === undefined ? { value } : { missing };
    } catch (error) {
      // a pass tells what is wrong with it, at its line
      if (error instanceof Fault) return {};
      throw error;
    }
  }
}

/** Key of what `defined(x)` was at an equate's line. */
function definedKey(name: string): string {
  return `defined(${name})`;
}
