/** What the commands write, fit for a screen: what comes from files, servers and programs can't play with a terminal. */

import { escapedJson, shownLines } from "../base/shown.js";

/** The sequences that chalk writes for us: bold, dim and colours, and their ends. */
const COLOUR = /(\u001b\[(?:1|2|22|3[1-6]|39|90)m)/;

/** Text as it may stand on a screen, with our own colours. */
export function onScreen(text: string): string {
  return text
    .split(COLOUR)
    .map((part, i) => (i % 2 === 1 ? part : shownLines(part)))
    .join("");
}

/** Writes results to standard output. */
export function print(text: string): void {
  process.stdout.write(onScreen(text));
}

/** Writes an object as one line of JSON to standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${escapedJson(value)}\n`);
}

/** Writes a file's content to standard output: as it is, unless that is a terminal. */
export function printFile(content: string | Uint8Array): void {
  if (!process.stdout.isTTY) process.stdout.write(content);
  else print(typeof content === "string" ? content : Buffer.from(content).toString("latin1"));
}

/** Tells something on standard error. */
export function tell(text: string): void {
  process.stderr.write(onScreen(text));
}
