/** A form and its values to bytes. What doesn't fit is an error, never a wrap. */

import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import type { Form, FormByte } from "./form.js";

export function inRange(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** Value of a byte, -128 to 255. @throws Fault */
export function checkByte(value: number, expression: Expression): void {
  if (!inRange(value, -128, 255))
    throw new Fault(`${value} doesn't fit a byte (-128 to 255); take low(…) or high(…) of it`, expression);
}

/** Value of a word, -32768 to 65535. @throws Fault */
export function checkWord(value: number, expression: Expression): void {
  if (!inRange(value, -32768, 65535))
    throw new Fault(`${value} doesn't fit 16 bits (-32768 to 65535)`, expression);
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
