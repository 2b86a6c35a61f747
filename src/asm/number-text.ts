/** Numbers as listings and sources show them. */

/** Hexadecimal, upper case: `00FF`. */
export function hex(value: number, digits: number): string {
  return `${value < 0 ? "-" : ""}${Math.abs(value).toString(16).toUpperCase().padStart(digits, "0")}`;
}

/** As a source writes it: `9`, `0Ah`, `0FFFFh`. */
export function numberText(value: number, digits: number): string {
  if (value >= 0 && value <= 9) return `${value}`;
  const text = hex(Math.abs(value), digits);
  return `${value < 0 ? "-" : ""}${/^[0-9]/.test(text) ? "" : "0"}${text}h`;
}
