/** Questions as people really type them: with slips of the finger, or a word short. */

import { MAX_QUESTION } from "../base/contract.js";
import { Random } from "../base/random.js";
import { questionKey } from "../data/pairs.js";

const KEYBOARD_ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** The keys that touch a letter on a QWERTY keyboard. */
const NEIGHBOURS: ReadonlyMap<string, string> = new Map(
  KEYBOARD_ROWS.flatMap((row, r) =>
    Array.from(row, (key, k): [string, string] => {
      const above = KEYBOARD_ROWS[r - 1]?.slice(k, k + 2) ?? "";
      const below = KEYBOARD_ROWS[r + 1]?.slice(Math.max(0, k - 1), k + 1) ?? "";
      return [key, (row[k - 1] ?? "") + (row[k + 1] ?? "") + above + below];
    }),
  ),
);

/** Makes one typing error in a text: two letters swapped, one dropped, doubled or hit beside. */
export function typo(text: string, random: Random): string {
  if (text.length < 2) return text;
  const at = random.int(0, text.length - 1);
  const before = text.slice(0, at);
  const after = text.slice(at + 1);
  const key = text[at];
  switch (random.int(0, 3)) {
    case 0:
      return at === text.length - 1
        ? text.slice(0, -2) + key + text.at(-2)
        : before + after[0] + key + after.slice(1);
    case 1:
      return before + after;
    case 2:
      return before + key + key + after;
    default: {
      const near = NEIGHBOURS.get(key.toLowerCase());
      return near === undefined ? before + key + key + after : before + random.pick(near) + after;
    }
  }
}

/**
 * Each distinct question with one typing error, the same whenever it is asked again.
 * @returns gives the misspelling of a question in any case
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

/** How often questions are disturbed in training; the held-out ones never are. */
export interface Noise {
  /** Share of questions that get a typing error; a fifth of them get a second one. */
  readonly typos: number;
  /** Share of questions of three words or more that lose one. */
  readonly wordDrops: number;
  /** Share of a question's buckets that read zero. */
  readonly bucketDrops: number;
}

/** @returns the question itself, as often as the noise has it */
export function disturb(question: string, noise: Pick<Noise, "typos" | "wordDrops">, random: Random): string {
  let text = question;
  if (random.float() < noise.wordDrops) text = dropWord(text, random);
  if (random.float() < noise.typos) {
    text = typo(text, random);
    if (random.float() < SECOND_TYPO) text = typo(text, random);
  }
  return text;
}

const SECOND_TYPO = 0.2;

function dropWord(text: string, random: Random): string {
  const words = text.split(" ");
  if (words.length < 3) return text;
  words.splice(random.int(0, words.length - 1), 1);
  return words.join(" ");
}
