/** Macros of one pass. */

import type { MacroNode } from "./blocks.js";
import { Fault, type Span } from "./fault.js";
import type { Substitution } from "./substitute.js";

export interface Macro {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly node: MacroNode;
  /** What the macro or repetition that it was defined in replaces. */
  readonly outer: Substitution | undefined;
}

/** Macros of one pass; those further down are known from the pass before. */
export class MacroTable {
  readonly #macros = new Map<string, Macro>();
  readonly #before: ReadonlyMap<string, Macro>;

  constructor(before: MacroTable | undefined) {
    this.#before = before === undefined ? new Map() : before.#macros;
  }

  /** @throws Fault if there is another of this name above; the same lines may define it anew */
  define(macro: Macro, span: Span): void {
    const existing = this.#macros.get(macro.name);
    if (existing !== undefined && existing.node !== macro.node)
      throw new Fault(`macro ${macro.name} is already defined at ${existing.node.head.line.place}`, span);
    this.#macros.set(macro.name, macro);
  }

  get(name: string): Macro | undefined {
    return this.#macros.get(name) ?? this.#before.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  *keys(): Iterable<string> {
    yield* this.#macros.keys();
    yield* this.#before.keys();
  }
}
