/** Hexadecimal as listings, traces and messages show it. */

/** Upper case, padded with zeros: `00FF`. */
export function hex(value: number, digits: number): string {
  return `${value < 0 ? "-" : ""}${Math.abs(value).toString(16).toUpperCase().padStart(digits, "0")}`;
}

/** An address as assembly sources write it: `E406h`. */
export function hexAddress(address: number): string {
  return `${hex(address, 4)}h`;
}
