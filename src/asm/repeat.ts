/** Rounds of `rept`, `irp` and `irpc`: what each of them replaces. */

import type { RepeatNode } from "./blocks.js";
import { headTokens } from "./condition.js";
import { Fault } from "./fault.js";
import { MEMORY_SIZE } from "./image.js";
import { lex, type Token } from "./lexer.js";
import { parseArguments, splitAtCommas, splitMacroArguments } from "./operand.js";
import type { Pass } from "./pass.js";
import type { Substitution } from "./substitute.js";

/** One after the other, what the rounds of a repetition replace. @throws Fault */
export function rounds(pass: Pass, node: RepeatNode): Iterable<Substitution> {
  switch (node.head.word) {
    case "irp":
      return listRounds(pass, node);
    case "irpc":
      return characterRounds(pass, node);
    default:
      return countedRounds(pass, node);
  }
}

function numberToken(value: number, { start, end }: Token): Token {
  return { kind: "number", text: `${value}`, lower: `${value}`, value, start, end };
}

/** `rept count`, or with a variable as pasmo has it: `rept count,name[,first[,step]]`. */
function* countedRounds(pass: Pass, { head }: RepeatNode): Iterable<Substitution> {
  const parts = splitAtCommas(headTokens(pass, head));
  const place = { start: head.token.end, end: head.token.end + 1 };
  const numberAt = (index: number) =>
    parts[index] && parseArguments(parts[index], place).map((part) => pass.evaluate(part))[0];
  const word = head.token.text;
  if (parts.length < 1 || parts.length > 4) throw new Fault(`${word} takes one expression`, head.token);
  const name = parts[1]?.[0];
  if (parts.length > 1 && (parts[1].length !== 1 || name.kind !== "name"))
    throw new Fault(`${word} takes a count, and a name for the number of the round`, name ?? head.token);
  const count = numberAt(0) ?? 0;
  if (count < 0 || count > MEMORY_SIZE)
    throw new Fault(`${word} ${count} is outside 0 to ${MEMORY_SIZE}`, head.token);
  const first = numberAt(2) ?? 0;
  const step = numberAt(3) ?? 1;
  for (let round = 0; round < count; round++)
    yield name === undefined ? new Map() : new Map([[name.text, [numberToken(first + round * step, name)]]]);
}

/** Splits a head into the name that is replaced, and what stands for it in turn. */
function namedHead(pass: Pass, { head }: RepeatNode, usage: string): { name: Token; rest: readonly Token[] } {
  const [name, comma, ...rest] = headTokens(pass, head);
  if (name?.kind !== "name" || comma?.text !== ",")
    throw new Fault(`write ${head.token.text} ${usage}`, head.token);
  return { name, rest };
}

/** `irp name,<a,b,c>`, or without the brackets. */
function* listRounds(pass: Pass, node: RepeatNode): Iterable<Substitution> {
  const { name, rest } = namedHead(pass, node, "name,<a,b,c>");
  const groups = splitMacroArguments(rest);
  const isList = groups.length === 1 && rest[0]?.text[0] === "<";
  for (const tokens of isList ? splitMacroArguments(groups[0]) : groups) yield new Map([[name.text, tokens]]);
}

/** `irpc name,text`: the text's characters. */
function* characterRounds(pass: Pass, node: RepeatNode): Iterable<Substitution> {
  const { name, rest } = namedHead(pass, node, "name,text");
  const [tokens = []] = splitMacroArguments(rest);
  for (const character of tokens.map(({ text }) => text).join("")) {
    const { tokens: made, fault } = lex(character);
    if (fault !== undefined || made.length !== 1)
      throw new Fault(`"${character}" can't stand for ${name.text}`, rest[0]);
    yield new Map([[name.text, [{ ...made[0], start: name.start, end: name.end }]]]);
  }
}
