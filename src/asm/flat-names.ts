/** How symbols are written in the flat text of flatten.ts. */

import { DIRECTIVE_SPELLINGS, type Directive } from "./keywords.js";
import type { Token } from "./lexer.js";
import { tokenText } from "./line-text.js";
import type { AssembledLine } from "./pass.js";
import { UNIQUE_MARK } from "./symbols.js";

/** Directives under the one name that every assembler has for them. */
const EVERYWHERE: ReadonlySet<Directive> = new Set<Directive>([
  "org",
  "equ",
  "db",
  "dw",
  "ds",
  "phase",
  "dephase",
  "end",
]);

/**
 * Names that any assembler takes: local labels with their parent's name, a number in place of the mark that makes a
 * name unique, and for a variable a constant for each of its values.
 */
export class FlatNames {
  readonly #symbols: ReadonlyMap<string, number>;
  readonly #taken: Set<string>;
  /** What stands for a name that a source can't write. */
  readonly #plain = new Map<string, string>();
  /** Variables: a constant for each value in turn, and how many have been given. */
  readonly #variables = new Map<string, { readonly constants: string[]; given: number }>();

  readonly #prefix: string;

  /** @param prefix goes before each symbol's name */
  constructor(lines: readonly AssembledLine[], symbols: ReadonlyMap<string, number>, prefix = "") {
    this.#symbols = symbols;
    this.#prefix = prefix;
    this.#taken = new Set(symbols.keys());
    for (const line of lines) {
      if (line.operation?.kind !== "directive" || line.operation.directive !== "defl") continue;
      const name = this.#plainName(line.label!, line);
      const { constants } = this.#variables.get(name) ?? this.#newVariable(name);
      constants.push(this.#unused(`${name}_${constants.length + 1}`));
    }
  }

  /** Text of a token that belongs to a line. */
  textOf(token: Token, written: AssembledLine): string {
    if (token.kind !== "name") return tokenText(token, written.line);
    const { operation } = written;
    if (operation?.kind === "directive" && token === operation.token && EVERYWHERE.has(operation.directive))
      return token.lower === operation.directive && token.text[0] !== "." ? token.text : operation.directive;
    const name = this.#plainName(token, written);
    const variable = this.#variables.get(name);
    // above its first value, a variable has the last one of the pass before
    if (variable !== undefined)
      return this.#prefixed(variable.constants.at(variable.given - 1)!, token, written);
    return this.#taken.has(name) ? this.#prefixed(name, token, written) : name;
  }

  /** The constant for the value that a line gives to a variable. */
  give(label: Token, line: AssembledLine): string {
    const variable = this.#variables.get(this.#plainName(label, line))!;
    return this.#prefix + variable.constants[variable.given++];
  }

  /** For some assemblers an & with a letter behind it begins a hexadecimal number: a blank goes between. */
  #prefixed(name: string, { start }: Token, { line }: AssembledLine): string {
    const blank = this.#prefix !== "" && line.text[start - 1] === "&" ? " " : "";
    return blank + this.#prefix + name;
  }

  #newVariable(name: string) {
    const variable = { constants: [], given: 0 };
    this.#variables.set(name, variable);
    return variable;
  }

  /** The full name, without the mark that makes it unique. */
  #plainName({ text, lower }: Token, { parent }: AssembledLine): string {
    const isDotted = text[0] === "." && !DIRECTIVE_SPELLINGS.has(lower);
    // where dots are letters like others, no label is above
    const isLocal = isDotted && parent !== "" && this.#symbols.has(parent + text);
    const full = isLocal ? parent + text : text;
    if (!full.includes(UNIQUE_MARK) && (isLocal || !isDotted || !this.#symbols.has(text))) return full;
    let plain = this.#plain.get(full);
    if (plain === undefined) {
      plain = this.#unused(full.replaceAll(UNIQUE_MARK, "_").replace(/^\./, "_"));
      this.#plain.set(full, plain);
    }
    return plain;
  }

  #unused(name: string): string {
    const free = this.#taken.has(name) ? this.#unused(`${name}_`) : name;
    this.#taken.add(free);
    return free;
  }
}
