/** What the rules of directives are made of, and how they read their arguments. */

import { checkByte, inRange } from "./encode.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { MEMORY_SIZE } from "./image.js";
import type { Token } from "./lexer.js";
import type { Pass } from "./pass.js";

/** A directive in a line, with what it works on. */
export interface Call {
  readonly pass: Pass;
  readonly args: readonly Expression[];
  /** The directive's name. */
  readonly token: Token;
  readonly label: Token | undefined;
  /** Tokens behind a directive that takes words as they are. */
  readonly words: readonly Token[];
}

/** What a directive takes and does. */
export interface Rule {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** What to write, for a message. */
  readonly usage: string;
  readonly run: (call: Call) => void;
}

export const ANY = Number.POSITIVE_INFINITY;

/** An argument that must be a string. */
export function stringArgument(
  { args, token }: Pick<Call, "args" | "token">,
  index: number,
  what: string,
): string {
  const argument = args[index];
  if (argument?.kind !== "string")
    throw new Fault(`${token.text} needs ${what} in quotes`, argument ?? token);
  return argument.text;
}

/** An argument's value within bounds; undefined while it isn't known. */
export function boundedArgument(
  { pass, args, token }: Call,
  index: number,
  low: number,
  high: number,
): number | undefined {
  const expression = args[index];
  const value = expression && pass.evaluate(expression);
  if (value !== undefined && !inRange(value, low, high))
    throw new Fault(`${token.text} ${value} is outside ${low} to ${high}`, expression!);
  return value;
}

export function addressArgument(call: Call): number | undefined {
  return boundedArgument(call, 0, 0, MEMORY_SIZE - 1);
}

export function fillByte({ pass, args }: Call, index: number): number {
  const expression = args[index];
  if (expression === undefined) return 0;
  const value = pass.evaluate(expression) ?? 0;
  checkByte(value, expression);
  return value & 0xff;
}
