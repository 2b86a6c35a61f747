/** Noise in training: questions with typing errors or without one of their words, as people type them. */

import type { Random } from "../base/random.js";
import { typo } from "../data/misspell.js";

/** How often questions are disturbed in training; the held-out ones never are. */
export interface Noise {
  /** Share of questions that get a typing error; a fifth of them get a second one. */
  readonly typos: number;
  /** Share of questions of three words or more that lose one word. */
  readonly wordDrops: number;
  /** Share of a question's buckets that are set to zero. */
  readonly bucketDrops: number;
}

const SECOND_TYPO = 0.2;

/** Applies typing errors and word drops at random. @returns the question, often unchanged */
export function disturb(question: string, noise: Pick<Noise, "typos" | "wordDrops">, random: Random): string {
  let text = question;
  if (random.float() < noise.wordDrops) text = dropWord(text, random);
  if (random.float() < noise.typos) {
    text = typo(text, random);
    if (random.float() < SECOND_TYPO) text = typo(text, random);
  }
  return text;
}

function dropWord(text: string, random: Random): string {
  const words = text.split(" ");
  if (words.length < 3) return text;
  words.splice(random.int(0, words.length - 1), 1);
  return words.join(" ");
}
