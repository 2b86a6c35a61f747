/** The name of a file behind `include` and its kin: in quotes, between < and >, or bare. */

import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import type { Directive } from "./keywords.js";
import type { LexedLine, Token } from "./lexer.js";
import { parseArguments } from "./operand.js";

/** Directives whose first argument names a file. */
export const FILE_DIRECTIVES: ReadonlySet<Directive> = new Set<Directive>(["include", "maclib", "incbin"]);

/** A name up to a blank, a comma or a comment. */
const BARE_NAME = /[ \t]*<?([^\s,;<>"']+)>?/y;

/** True if a token stands as the line has it, not for a macro's parameter. */
function isAsWritten({ text }: LexedLine, token: Token): boolean {
  return text.slice(token.start, token.end).toLowerCase() === token.text.toLowerCase();
}

/** What is between a token's quotes: in a file's name, a backslash is no escape. */
function quotedName({ text }: LexedLine, { text: value, start, end }: Token): string {
  const quote = text[start];
  return quote === '"' || quote === "'"
    ? text.slice(start + 1, end - 1).replaceAll(quote + quote, quote)
    : value;
}

/** A name without quotes, and where it ends. */
function bareName(
  lexed: LexedLine,
  { end: from }: Token,
  rest: readonly Token[],
): { name: string; end: number } {
  const comma = rest.findIndex(({ kind, text }) => kind === "symbol" && text === ",");
  const own = comma < 0 ? rest : rest.slice(0, comma);
  if (lexed.fault === undefined && !own.every((token) => isAsWritten(lexed, token)))
    return { name: own.map(({ text }) => text).join(""), end: own.at(-1)!.end };
  BARE_NAME.lastIndex = from;
  return { name: BARE_NAME.exec(lexed.text)?.[1] ?? "", end: BARE_NAME.lastIndex };
}

/**
 * Arguments of a directive that names a file: the name as a string, then expressions.
 * @param token the directive
 * @param rest the tokens behind it
 */
export function fileArguments(lexed: LexedLine, token: Token, rest: readonly Token[]): Expression[] {
  const [first] = rest;
  if (first?.kind === "string") {
    const { start, end } = first;
    const name: Expression = { kind: "string", text: quotedName(lexed, first), start, end };
    if (rest.length === 1) return [name];
    if (lexed.fault !== undefined) throw lexed.fault;
    if (rest[1].text !== ",") throw new Fault(`"${rest[1].text}" is unexpected here`, rest[1]);
    return [name, ...parseArguments(rest.slice(2), rest[1])];
  }
  const { name, end } = bareName(lexed, token, rest);
  if (name === "" || /^\d+$/.test(name)) return parseArguments(rest, token);
  const behind = rest.filter(({ start }) => start >= end);
  const file: Expression = { kind: "string", text: name, start: first?.start ?? token.end, end };
  if (behind.length === 0) return [file];
  if (behind[0].text !== ",") throw new Fault(`"${behind[0].text}" is unexpected here`, behind[0]);
  return [file, ...parseArguments(behind.slice(1), behind[0])];
}
