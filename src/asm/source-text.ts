/** A file's bytes to text, and the dialect that it's written in. */

import { type Dialect, dialectOf } from "./dialect.js";

export interface SourceText {
  readonly text: string;
  readonly dialect: Dialect;
}

/** CP/M's end of a text, which fills its last record. */
const END_OF_TEXT = 0x1a;

/** Bytes to characters of the same number. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/**
 * Reads a source: UTF-8, or else Latin-1, whose characters are bytes. Nothing if it isn't text: a zero byte tells.
 * @param around the dialect of the program that includes it
 */
export function readSource(source: string | Uint8Array, around?: Dialect): SourceText | undefined {
  if (typeof source === "string") return { text: source, dialect: dialectOf(source, false, around) };
  const end = source.indexOf(END_OF_TEXT);
  const bytes = end < 0 ? source : source.subarray(0, end);
  if (bytes.includes(0)) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, dialect: dialectOf(text, false, around) };
  } catch {
    const text = latin1(bytes);
    return { text, dialect: dialectOf(text, true, around) };
  }
}
