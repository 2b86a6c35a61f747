/** Text of an assembled line: as its source has it, but with a macro's parameters replaced. */

import { lex, type Token } from "./lexer.js";
import type { AssembledLine } from "./pass.js";
import type { SourceLine } from "./source.js";
import { quoted } from "./strings.js";

/** A line that has tokens: any but those that open, divide or close a block. */
export type Written = AssembledLine & { readonly tokens: readonly Token[] };

/**
 * The line, or what of it begins with a token, with its comment in the column where it was, if there is room.
 * @param textOf what is written for a token; it is given the token behind too
 */
export function lineText(
  { line, tokens }: Written,
  textOf: (token: Token, next: Token | undefined) => string,
  first?: number,
): string {
  const origin = first === undefined ? 0 : tokens[first].start;
  let code = "";
  let from = origin;
  let next = first ?? 0;
  for (const { start, end } of line.lexed.tokens) {
    if (start < origin) continue;
    // a token's place is taken by those that replaced it; what ## joined has the places of both
    if (start >= from) code += line.text.slice(from, start);
    for (; tokens[next]?.start === start; next++) {
      const text = textOf(tokens[next], tokens[next + 1]);
      code += /\w$/.test(code) && /^\w/.test(text) ? ` ${text}` : text;
      from = Math.max(from, tokens[next].end);
    }
    from = Math.max(from, end);
  }
  return withComment(line, origin, code);
}

function withComment(line: SourceLine, origin: number, code: string): string {
  const comment = commentOf(line);
  if (comment === "") return code;
  if (line.text.startsWith(code, origin)) return line.text.slice(origin);
  const column = line.text.length - comment.length - origin;
  return `${code.padEnd(column - 1)} ${comment}`;
}

/** The comment of a line, with the semicolon that every assembler knows; empty if there is none. */
export function commentOf({ text, lexed }: SourceLine): string {
  const rest = text.slice(lexed.tokens.at(-1)?.end ?? 0).trimStart();
  if (rest[0] === ";") return rest;
  const mark = /^(?:\/\/|\*|#!)/.exec(rest)?.[0];
  return mark === undefined ? "" : `;${rest.slice(mark.length)}`;
}

/** A token of a line as its source has it; a string in quotes of our own where ours would read it otherwise. */
export function tokenText(token: Token, line: SourceLine): string {
  if (token.kind !== "string") return token.text;
  const text = line.text.slice(token.start, token.end);
  const [again, ...more] = lex(text).tokens;
  const isReadAsItIs = again?.kind === "string" && again.text === token.text && more.length === 0;
  return isReadAsItIs ? text : quoted(token.text);
}
