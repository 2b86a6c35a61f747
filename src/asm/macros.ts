/** Macros: parameters replaced by arguments, token by token, and names made unique for each call. */

import type { BlockHead, MacroNode } from "./blocks.js";
import { Fault, type Span } from "./fault.js";
import { MNEMONICS } from "./form.js";
import { DIRECTIVE_SPELLINGS } from "./keywords.js";
import { type LexedLine, lex, type Token } from "./lexer.js";
import type { SourceLine } from "./source.js";

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

/** Name -> the tokens that stand for it. */
export type Substitution = Map<string, readonly Token[]>;

/**
 * Reads `name macro a,b`, `name: macro a,b` or `macro name,a,b`.
 * @param outer what the macro or repetition around replaces: the name, but no parameters, which hide its own
 */
export function readMacro(node: MacroNode, outer: Substitution | undefined): Macro {
  const { token, before, line } = node.head;
  const { tokens, fault } = substitute(line, outer);
  if (fault) throw fault;
  let rest = headArguments(node.head, line.lexed);
  let name = before.length > 0 ? tokens[0] : undefined;
  if (name === undefined) {
    name = outer?.get(rest[0]?.text ?? "")?.[0] ?? rest[0];
    rest = rest.slice(rest[1]?.text === "," ? 2 : 1);
  }
  if (name?.kind !== "name") throw new Fault("this macro has no name; write NAME macro A,B", token);
  if (MNEMONICS.has(name.lower) || DIRECTIVE_SPELLINGS.has(name.lower))
    throw new Fault(`${name.text} is an instruction or a directive already; choose another name`, name);
  return { name: name.text, parameters: readNames(rest, token), node, outer: outer && new Map(outer) };
}

/** Names between commas. */
function readNames(tokens: readonly Token[], place: Token): string[] {
  const names: string[] = [];
  for (const [index, token] of tokens.entries()) {
    const isName = index % 2 === 0;
    if (isName ? token.kind !== "name" : token.kind !== "symbol" || token.text !== ",")
      throw new Fault(
        isName ? `"${token.text}" isn't a name` : `"," is missing before "${token.text}"`,
        token,
      );
    if (!isName) continue;
    if (names.includes(token.text)) throw new Fault(`${token.text} is named twice`, token);
    names.push(token.text);
  }
  if (tokens.length > 0 && tokens.length % 2 === 0)
    throw new Fault("a name is missing after the comma", tokens.at(-1) ?? place);
  return names;
}

/** Joins what stands on both sides of a `##`. */
function paste(tokens: readonly Token[]): LexedLine {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const left = joined.at(-1);
    const right = tokens[at + 1];
    if (token.text !== "##" || token.kind !== "symbol") {
      joined.push(token);
      continue;
    }
    if (left === undefined || right === undefined)
      return { tokens: joined, fault: new Fault("## needs a name or number on both sides", token) };
    const { tokens: made, fault } = lex(left.text + right.text);
    if (fault || made.length !== 1 || left.kind === "string" || right.kind === "string")
      return { tokens: joined, fault: new Fault(`"${left.text}" and "${right.text}" don't join`, token) };
    joined[joined.length - 1] = { ...made[0], start: left.start, end: right.end };
    at++;
  }
  return { tokens: joined };
}

/**
 * A line's tokens with parameters replaced. An argument's tokens take the parameter's columns, so that an
 * error shows the line that was assembled.
 */
export function substitute(line: SourceLine, substitution: Substitution | undefined): LexedLine {
  const { lexed } = line;
  if (substitution === undefined || lexed.fault !== undefined) return lexed;
  const isTouched = (token: Token) =>
    token.kind === "name" ? substitution.has(token.text) : token.kind === "symbol" && token.text === "##";
  if (!lexed.tokens.some(isTouched)) return lexed;
  const tokens = lexed.tokens.flatMap((token) => {
    const replacement = token.kind === "name" ? substitution.get(token.text) : undefined;
    return replacement?.map((part) => ({ ...part, start: token.start, end: token.end })) ?? [token];
  });
  return paste(tokens);
}

/** Tokens after the word of a block's head. */
export function headArguments(head: BlockHead, lexed: LexedLine): readonly Token[] {
  const at = lexed.tokens.findIndex((token) => token.start === head.token.start);
  return lexed.tokens.slice(at + 1);
}
