/**
 * Makes typing errors: two letters swapped, one dropped, one doubled, or a neighbouring key hit.
 *
 *   typo("are you", random)          anywhere in a text
 *   misspell("robot", random)        in a word, but not in its first letter
 *   misspelled(pairs, seed)          each question of many with one error, the same every time
 */

import { MAX_QUESTION } from "../base/contract.js";
import { Random } from "../base/random.js";
import { questionKey } from "./pairs.js";

const KEYBOARD_ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** The keys that touch a letter on a QWERTY keyboard. */
interface Neighbours {
  readonly inRow: string;
  /** These and the touching keys of the rows above and below. */
  readonly around: string;
}

const NEIGHBOURS: ReadonlyMap<string, Neighbours> = new Map(
  KEYBOARD_ROWS.flatMap((row, r) =>
    Array.from(row, (key, k): [string, Neighbours] => {
      const inRow = (row[k - 1] ?? "") + (row[k + 1] ?? "");
      const above = KEYBOARD_ROWS[r - 1]?.slice(k, k + 2) ?? "";
      const below = KEYBOARD_ROWS[r + 1]?.slice(Math.max(0, k - 1), k + 1) ?? "";
      return [key, { inRow, around: inRow + above + below }];
    }),
  ),
);

/**
 * Makes one error at a place in a text.
 * @param text two characters or more
 * @param reach which keys may be hit instead of the right one
 */
function err(text: string, at: number, reach: keyof Neighbours, random: Random): string {
  const [before, key, after] = [text.slice(0, at), text[at], text.slice(at + 1)];
  switch (random.int(0, 3)) {
    case 0:
      // the last character is swapped with the one before it
      return after === ""
        ? before.slice(0, -1) + key + before.at(-1)
        : before + after[0] + key + after.slice(1);
    case 1:
      return before + after;
    case 2:
      return before + key + key + after;
    default: {
      const near = NEIGHBOURS.get(key.toLowerCase());
      return before + (near === undefined ? key + key : random.pick(near[reach])) + after;
    }
  }
}

/** Makes one typing error anywhere in a text; a text of one character stays as it is. */
export function typo(text: string, random: Random): string {
  return text.length < 2 ? text : err(text, random.int(0, text.length - 1), "around", random);
}

/** Characters of the shortest word that is still recognised with one letter wrong. */
export const SHORTEST_MISSPELT = 4;

/**
 * Makes one error in a word; the first letter stays right, as people seldom mistype it.
 * @param word at least {@link SHORTEST_MISSPELT} characters
 */
export function misspell(word: string, random: Random): string {
  return err(word, random.int(1, word.length - 2), "inRow", random);
}

/**
 * Gives each distinct question one typing error.
 * @returns a function from a question, in any case, to its misspelling, which is always the same
 */
export function misspelled(
  pairs: readonly { readonly question: string }[],
  seed: number,
): (question: string) => string {
  const random = new Random(seed);
  const spellings = new Map<string, string>();
  for (const { question } of pairs) {
    const key = questionKey(question);
    if (!spellings.has(key)) spellings.set(key, typo(key, random).slice(0, MAX_QUESTION));
  }
  return (question) => spellings.get(questionKey(question)) ?? question;
}
