/** From what is typed or piped on this machine to the keys of a CP/M console: 7-bit, CR at the end of a line. */

import { foldToAscii } from "../base/ascii.js";

const CR = "\r";
const BACKSPACE = "\b";
const RUBOUT = "\x7f";
const DELETE_KEY = "\x1b[3~";

/** Text as 7-bit characters; what has no ASCII form becomes `?`. */
export function toSevenBits(text: string): string {
  return foldToAscii(text).replace(/[^\u0000-\u007f]/gu, "?");
}

/** Piped lines as keys: line ends of any system become CR. */
export function keysOfLines(text: string): string {
  return toSevenBits(text).replace(/\r?\n/g, CR);
}

/**
 * Keys of a raw terminal: its backspace key sends DEL, where CP/M wants BS; its delete key gives rubout.
 * @param translations further keys, as the host's terminal sends them and as the program wants them
 */
export function keysOfTerminal(text: string, translations: Readonly<Record<string, string>> = {}): string {
  let keys = toSevenBits(text).replaceAll(RUBOUT, BACKSPACE).replaceAll(DELETE_KEY, RUBOUT);
  for (const [host, guest] of Object.entries(translations)) keys = keys.replaceAll(host, guest);
  return keys;
}
