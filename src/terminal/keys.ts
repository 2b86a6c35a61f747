/**
 * Turns text that is typed or piped on the host into keys of a CP/M console: 7-bit, CR at the end of a line.
 *
 *   console.type(keysOfLines("hello\n"));        // "hello\r"
 */

import { foldToAscii } from "../base/ascii.js";

const CR = "\r";
const BACKSPACE = "\b";
const RUBOUT = "\x7f";
const DELETE_KEY = "\x1b[3~";

/** Text as 7-bit characters; a character without an ASCII form becomes `?`. */
export function toSevenBits(text: string): string {
  return foldToAscii(text).replace(/[^\u0000-\u007f]/gu, "?");
}

/** Piped lines as keys: line ends of any system become CR. */
export function keysOfLines(text: string): string {
  return toSevenBits(text).replace(/\r?\n/g, CR);
}

/**
 * Keys of a terminal in raw mode. The backspace key sends DEL and becomes BS, as CP/M expects; the delete key
 * becomes rubout.
 * @param translations other keys: what the host's terminal sends, and what the program expects instead
 */
export function keysOfTerminal(text: string, translations: Readonly<Record<string, string>> = {}): string {
  let keys = toSevenBits(text).replaceAll(RUBOUT, BACKSPACE).replaceAll(DELETE_KEY, RUBOUT);
  for (const [host, guest] of Object.entries(translations)) keys = keys.replaceAll(host, guest);
  return keys;
}
