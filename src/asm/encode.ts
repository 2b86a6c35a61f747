/** Encodes a form and its values to bytes. A value fits modulo the width; one that doesn't is an error, never cut off. */

import { type Expression, evaluate, type Scope } from "./expression.js";
import { Fault } from "./fault.js";
import type { Form, FormByte } from "./form.js";

export function inRange(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** Value of a byte, -256 to 255: `~80h` and `-200` are bytes too. @throws Fault */
export function checkByte(value: number, expression: Expression): void {
  if (!inRange(value, -256, 255))
    throw new Fault(`${value} doesn't fit a byte (-256 to 255); take low(…) or high(…) of it`, expression);
}

/** Value of a word, -65536 to 65535: `-start` is a word wherever start is. @throws Fault */
export function checkWord(value: number, expression: Expression): void {
  if (!isWord(value)) throw new Fault(`${value} doesn't fit 16 bits (-65536 to 65535)`, expression);
}

function isWord(value: number): boolean {
  return inRange(value, -65536, 65535);
}

/**
 * Value of an expression as a word; undefined while it isn't known. A sum of two words beyond FFFFh wraps to 0, as
 * addresses do. @throws Fault
 */
export function evaluateWord(expression: Expression, scope: Scope): number | undefined {
  const value = evaluate(expression, scope);
  if (value === undefined || isWord(value) || expression.kind !== "binary" || expression.operator !== "+")
    return value;
  const isSumOfWords = [expression.left, expression.right].every((part) =>
    isWord(evaluate(part, scope) ?? 0),
  );
  return isSumOfWords ? value & 0xffff : value;
}

/** Bytes from the address of a relative jump to where it counts from. */
const RELATIVE_BASE = 2;

function checkRelative(form: Form, distance: number, expression: Expression): void {
  if (inRange(distance, -128, 127)) return;
  const over = distance < 0 ? -128 - distance : distance - 127;
  const hint = form.mnemonic === "djnz" ? "dec b and jp nz reach further" : "use jp";
  throw new Fault(
    `${form.mnemonic} can't jump that far, by ${over} byte${over === 1 ? "" : "s"}; ${hint}`,
    expression,
  );
}

function checkValue(form: Form, index: number, value: number, here: number, expression: Expression): void {
  const { kind, name, choices } = form.values[index];
  if (kind === "byte") checkByte(value, expression);
  else if (kind === "word") checkWord(value, expression);
  else if (kind === "relative") checkRelative(form, value - here - RELATIVE_BASE, expression);
  else if (kind === "displacement") {
    if (!inRange(value, -128, 127))
      throw new Fault(`displacement ${value} is outside -128 to 127`, expression);
  } else if (!choices!.includes(value))
    throw new Fault(`${name} ${value} is none of ${choices!.join(" ")}`, expression);
}

function fill(byte: FormByte, form: Form, values: readonly number[], here: number): number {
  if (typeof byte === "number") return byte;
  const value = values[byte.value];
  switch (byte.part) {
    case "high":
      return (value >> 8) & 0xff;
    case "relative":
      return (value - here - RELATIVE_BASE) & 0xff;
    case "choice":
      return byte.bytes![form.values[byte.value].choices!.indexOf(value)];
    default:
      return value & 0xff;
  }
}

/**
 * Bytes of an instruction.
 * @param values one for each of the form's values; {@link checkValues} has passed them
 * @param here address of the instruction
 */
export function encode(form: Form, values: readonly number[], here: number): number[] {
  return form.bytes.map((byte) => fill(byte, form, values, here));
}

/** @throws Fault at the first value that the form can't hold */
export function checkValues(
  form: Form,
  values: readonly number[],
  here: number,
  expressions: readonly Expression[],
): void {
  for (const [index, expression] of expressions.entries())
    checkValue(form, index, values[index], here, expression);
}
