/**
 * The first line of a program that nobody wrote one for: who speaks, what to try, how to leave.
 *
 *   firstLine(pairs, "cats.txt");      // "CATS. TRY: WHAT DO YOU EAT? ! LEAVES."
 */

import { foldToAscii, isPrintableAscii } from "../base/ascii.js";
import { MAX_BANNER } from "../base/contract.js";
import { type Pair, questionKey } from "../data/pairs.js";

const LEAVES = "! LEAVES.";
/** Characters of a name. */
const MAX_NAME = 20;

/**
 * The line has the most frequent question; of equally frequent ones, the first that fits.
 * @param name of the lesson, perhaps a file's; without, the line begins with the question
 */
export function firstLine(pairs: readonly Pair[], name?: string): string {
  const who = name === undefined ? "" : nameOf(name);
  const begin = who === "" ? "" : `${who}. `;
  const counts = new Map<string, number>();
  for (const { question } of pairs) {
    const key = questionKey(question);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let [line, most] = [begin + LEAVES, 0];
  for (const [question, count] of counts) {
    if (count <= most || !isPrintableAscii(question)) continue;
    const end = /[.?!]$/.test(question) ? "" : ".";
    const wished = `${begin}TRY: ${question.toUpperCase()}${end} ${LEAVES}`;
    if (wished.length <= MAX_BANNER) [line, most] = [wished, count];
  }
  return line;
}

/** CATS of cats.txt; empty if nothing of it can be shown. */
function nameOf(name: string): string {
  return foldToAscii(name)
    .replace(/(\.\w+)+$/, "")
    .toUpperCase()
    .replace(/[^A-Z0-9 ,-]+/g, " ")
    .slice(0, MAX_NAME)
    .replace(/[ ,-]+$/, "")
    .trim();
}
