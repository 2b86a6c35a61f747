/** Hexadecimal as listings and traces show it. */

/** Upper case, padded with zeros: `00FF`. */
export function hex(value: number, digits: number): string {
  return `${value < 0 ? "-" : ""}${Math.abs(value).toString(16).toUpperCase().padStart(digits, "0")}`;
}
