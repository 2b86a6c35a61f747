/** One typing error in a word, as fingers make them. */

import type { Random } from "../base/random.js";

const KEYBOARD_ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** The keys beside a letter on a QWERTY keyboard. */
const BESIDE: ReadonlyMap<string, string> = new Map(
  KEYBOARD_ROWS.flatMap((row) =>
    Array.from(row, (key, i): [string, string] => [key, (row[i - 1] ?? "") + (row[i + 1] ?? "")]),
  ),
);

/** Shortest word that is still recognised with one letter wrong. */
export const SHORTEST_MISSPELT = 4;

/**
 * Swaps two letters, or drops, doubles or mistypes one; the first letter stays, as it does with people.
 * @param word at least {@link SHORTEST_MISSPELT} characters
 */
export function misspell(word: string, random: Random): string {
  const at = random.int(1, word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
  switch (random.int(0, 3)) {
    case 0:
      return before + next + letter + after;
    case 1:
      return before + next + after;
    case 2:
      return before + letter + letter + next + after;
    default: {
      const beside = BESIDE.get(letter.toLowerCase());
      return before + (beside === undefined ? letter + letter : random.pick(beside)) + next + after;
    }
  }
}
