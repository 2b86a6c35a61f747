/**
 * Operators of expressions. Values are whole numbers from -2^31 to 2^32-1; a result outside is an error,
 * not a wrap. True is -1 (all bits set), so that bitwise operators combine truths too; any value but 0 is true.
 */

import type { Binding } from "./dialect.js";

export interface BinaryOperator {
  /** Precedence: an operator with a larger number binds tighter. */
  readonly precedence: number;
  /** @throws RangeError with what is wrong */
  readonly apply: (left: number, right: number) => number;
}

const MINIMUM = -0x80000000;
const MAXIMUM = 0xffffffff;

function checked(value: number): number {
  if (value < MINIMUM || value > MAXIMUM) throw new RangeError(`${value} doesn't fit 32 bits`);
  return value === 0 ? 0 : value;
}

function truth(holds: boolean): number {
  return holds ? -1 : 0;
}

/** A 32-bit pattern is read as unsigned if both operands were. */
function bitwise(apply: (left: number, right: number) => number) {
  return (left: number, right: number) => {
    const bits = apply(left, right);
    return left >= 0 && right >= 0 ? bits >>> 0 : bits;
  };
}

function divided(left: number, right: number, apply: (left: number, right: number) => number): number {
  if (right === 0) throw new RangeError("division by zero");
  return checked(apply(left, right));
}

function shifted(left: number, right: number, apply: (left: number, factor: number) => number): number {
  if (right < 0 || right > 31)
    throw new RangeError(`a shift by ${right} is outside 0 to 31; + and - bind tighter`);
  return checked(apply(left, 2 ** right));
}

type Apply = BinaryOperator["apply"];

const LEVELS: readonly (readonly (readonly [names: string, apply: Apply])[])[] = [
  [["||", (l, r) => truth(l !== 0 || r !== 0)]],
  [["&&", (l, r) => truth(l !== 0 && r !== 0)]],
  [["| or", bitwise((l, r) => l | r)]],
  [["^ xor", bitwise((l, r) => l ^ r)]],
  [["& and", bitwise((l, r) => l & r)]],
  [
    ["= == eq", (l, r) => truth(l === r)],
    ["!= <> ne", (l, r) => truth(l !== r)],
  ],
  [
    ["< lt", (l, r) => truth(l < r)],
    ["<= le", (l, r) => truth(l <= r)],
    ["> gt", (l, r) => truth(l > r)],
    [">= ge", (l, r) => truth(l >= r)],
  ],
  [
    ["<< shl", (l, r) => shifted(l, r, (value, factor) => value * factor)],
    [">> shr", (l, r) => shifted(l, r, (value, factor) => Math.floor(value / factor))],
  ],
  [
    ["+", (l, r) => checked(l + r)],
    ["-", (l, r) => checked(l - r)],
  ],
  [
    ["*", (l, r) => checked(l * r)],
    ["/", (l, r) => divided(l, r, (a, b) => Math.trunc(a / b))],
    ["% mod", (l, r) => divided(l, r, (a, b) => a % b)],
  ],
];

/** Operators between two values, by name; words in lower case. */
export const BINARY_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map(
  LEVELS.flatMap((level, precedence) =>
    level.flatMap(([names, apply]) => names.split(" ").map((name) => [name, { precedence, apply }] as const)),
  ),
);

/** Operators before a value; they bind tighter than any between two. */
export const UNARY_OPERATORS: ReadonlyMap<string, (value: number) => number> = new Map([
  ["+", (value: number) => value],
  ["-", (value: number) => checked(-value)],
  ["~", (value: number) => ~value],
  ["not", (value: number) => ~value],
  ["!", (value: number) => truth(value === 0)],
  ["high", (value: number) => (value >> 8) & 0xff],
  ["low", (value: number) => value & 0xff],
]);

/** Words that are operators, and so can't be names. */
export const OPERATOR_WORDS: ReadonlySet<string> = new Set(
  [...BINARY_OPERATORS.keys(), ...UNARY_OPERATORS.keys(), "defined"].filter((name) => /^[a-z]/.test(name)),
);

/** Precedence in M80, where it isn't that of {@link LEVELS}: shifts as tight as `*`, all comparisons alike, or as xor. */
const MICROSOFT: ReadonlyMap<string, number> = new Map([
  ...["shl", "shr", "mod"].map((name) => [name, 9] as const),
  ...["eq", "ne", "lt", "le", "gt", "ge", "=", "<>", "<", ">", "<=", ">="].map((name) => [name, 6] as const),
  ["and", 4],
  ["or", 2],
  ["xor", 2],
]);
/** M80's `not` is looser than comparisons, and tighter than and. */
export const MICROSOFT_NOT = 5;

/** How tight an operator between two values binds; undefined if it is none. */
export function precedenceOf(name: string, binding: Binding): number | undefined {
  const precedence = BINARY_OPERATORS.get(name)?.precedence;
  if (precedence === undefined || binding === "c") return precedence;
  return binding === "left to right" ? 0 : (MICROSOFT.get(name) ?? precedence);
}

/** True if another binding could read these operators of an expression otherwise than C does. */
export function bindsOtherwise(names: readonly string[], binding: Binding): boolean {
  const operators = names.filter((name) => BINARY_OPERATORS.has(name) || name === "not");
  const own = new Set(operators.map((name) => BINARY_OPERATORS.get(name)?.precedence));
  if (binding === "left to right") return own.size > 1;
  return (
    binding === "microsoft" && own.size > 1 && operators.some((name) => name === "not" || MICROSOFT.has(name))
  );
}
