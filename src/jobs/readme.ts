/** The text that goes with a program on a disk: how to start it, and what it answers. */

import { reply } from "../model/inference.js";
import { type Network, shapeText } from "../model/network.js";
import type { Unsure } from "../model/reply.js";

/** Columns of the narrowest screens that show it without breaking lines: those of CP/M on a Spectrum +3. */
const COLUMNS = 51;

/**
 * The text, in ASCII with CP/M's line ends.
 * @param command what starts the program: `CHAT`
 * @param questions of the transcript; the network answers them
 */
export function readmeText(
  network: Network,
  command: string,
  questions: readonly string[],
  unsure?: Unsure,
): string {
  const lines = [
    `${command}.COM talks. It is a neural network:`,
    `${shapeText(network)} neurons.`,
    "",
    `  ${command}          asks for questions, until !`,
    `  ${command} HELLO    answers once`,
    "",
    "What it says:",
    "",
    ...questions.flatMap((question) => [
      ...wrapped(`> ${question}`),
      ...wrapped(reply(network, question, unsure)),
      "",
    ]),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** A line, or several if it is long. */
function wrapped(line: string): string[] {
  return (
    line.match(new RegExp(`.{1,${COLUMNS}}(?= |$)|.{1,${COLUMNS}}`, "g"))?.map((row) => row.trim()) ?? [""]
  );
}
