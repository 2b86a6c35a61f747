import { hex } from "../base/hex.js";

/** A number as a source writes it: `9`, `0Ah`, `0FFFFh`. */
export function numberText(value: number, digits: number): string {
  if (value >= 0 && value <= 9) return `${value}`;
  const text = hex(Math.abs(value), digits);
  return `${value < 0 ? "-" : ""}${/^[0-9]/.test(text) ? "" : "0"}${text}h`;
}
