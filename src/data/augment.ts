/**
 * Makes more phrasings from existing ones: with a typing error, a filler dropped, two words swapped, or another
 * spelling of a contraction or pronoun. Each names the question it was made from (`origin`), so that a split never
 * tests on a variant of a trained question.
 *
 *   augment(pairs, { variants: 2, seed: 1 })
 */

import { MAX_QUESTION } from "../base/contract.js";
import { Random } from "../base/random.js";
import { misspell, SHORTEST_MISSPELT } from "./misspell.js";
import { type Pair, questionKey } from "./pairs.js";
import { CONTRACTIONS, FILLERS, PRONOUNS, plainKey } from "./spellings.js";
import { type Encode, encodedKey } from "./stats.js";

export const AUGMENT_KINDS = ["typos", "words", "contractions", "pronouns"] as const;
export type AugmentKind = (typeof AUGMENT_KINDS)[number];

export interface AugmentSettings {
  /** Most new phrasings for one question. */
  readonly variants: number;
  readonly seed: number;
  readonly kinds?: readonly AugmentKind[];
  /** The query encoder that the model will use. No phrasing is made that it can't tell from another question. */
  readonly encode?: Encode;
}

/** Tries for each phrasing wanted: short questions have few variants, and many exist already. */
const TRIES = 6;

/**
 * Adds phrasings after each pair. A new phrasing is no existing question; people don't take it for a question with
 * another answer, and the encoder doesn't take it for any other question. So it contradicts nothing. Pairs that were
 * themselves made from another question get no phrasings.
 */
export function augment(pairs: readonly Pair[], settings: AugmentSettings): Pair[] {
  const random = new Random(settings.seed);
  const kinds = settings.kinds ?? AUGMENT_KINDS;
  const taken = new Taken(pairs, settings.encode);
  const done = new Set<string>();
  return pairs.flatMap((pair) => {
    const key = questionKey(pair.question);
    if (pair.origin !== undefined || done.has(key)) return [pair];
    done.add(key);
    const made: Pair[] = [];
    for (let tries = settings.variants * TRIES; tries > 0 && made.length < settings.variants; tries--) {
      const question = vary(key, random.pick(kinds), random);
      if (question === undefined || question.length > MAX_QUESTION || question.startsWith("#")) continue;
      if (!taken.add(question, pair.answer)) continue;
      made.push({ ...pair, question, origin: key });
    }
    return [pair, ...made];
  });
}

/** The questions so far. */
class Taken {
  readonly #encode: Encode | undefined;
  readonly #keys = new Set<string>();
  readonly #answers = new Map<string, string>();
  readonly #encoded = new Set<string>();

  constructor(pairs: readonly Pair[], encode: Encode | undefined) {
    this.#encode = encode;
    for (const { question, answer } of pairs) {
      const key = questionKey(question);
      this.#note(key, answer, plainKey(key), this.#encodedKey(key));
    }
  }

  /** Adds a question. @returns false if it exists, or is taken for another as {@link augment} says */
  add(question: string, answer: string): boolean {
    if (this.#keys.has(question)) return false;
    const plain = plainKey(question);
    if ((this.#answers.get(plain) ?? answer) !== answer) return false;
    const encoded = this.#encodedKey(question);
    if (encoded !== undefined && this.#encoded.has(encoded)) return false;
    this.#note(question, answer, plain, encoded);
    return true;
  }

  #encodedKey(question: string): string | undefined {
    return this.#encode && encodedKey(question, this.#encode);
  }

  #note(key: string, answer: string, plain: string, encoded: string | undefined): void {
    this.#keys.add(key);
    if (plain !== "" && !this.#answers.has(plain)) this.#answers.set(plain, answer);
    if (encoded !== undefined) this.#encoded.add(encoded);
  }
}

/** Makes one change to a question in lower case; undefined if there is nothing of this kind to change. */
function vary(question: string, kind: AugmentKind, random: Random): string | undefined {
  switch (kind) {
    case "typos":
      return misspellOne(question, random);
    case "words":
      return random.int(0, 1) === 0 ? dropFiller(question, random) : swapWords(question, random);
    case "contractions":
      return respell(question, CONTRACTIONS, random);
    case "pronouns":
      return respell(question, PRONOUNS, random);
  }
}

function misspellOne(question: string, random: Random): string | undefined {
  const words = question.split(" ");
  const long = words.flatMap((word, i) => (word.length >= SHORTEST_MISSPELT ? [i] : []));
  if (long.length === 0) return undefined;
  const at = random.pick(long);
  return words.with(at, misspell(words[at], random)).join(" ");
}

function dropFiller(question: string, random: Random): string | undefined {
  const words = question.split(" ");
  const fillers = words.flatMap((word, i) => (FILLERS.has(word) ? [i] : []));
  if (fillers.length === 0 || words.length < 3) return undefined;
  return words.toSpliced(random.pick(fillers), 1).join(" ");
}

function swapWords(question: string, random: Random): string | undefined {
  const words = question.split(" ");
  if (words.length < 3) return undefined;
  const at = random.int(0, words.length - 2);
  return words.toSpliced(at, 2, words[at + 1], words[at]).join(" ");
}

/** Replaces one spelling by another from the same row of a table. */
function respell(
  question: string,
  table: readonly (readonly string[])[],
  random: Random,
): string | undefined {
  const padded = ` ${question} `;
  const chances = table.flatMap((spellings) =>
    spellings
      .filter((spelling) => padded.includes(` ${spelling} `))
      .map((spelling) => ({ spelling, spellings })),
  );
  if (chances.length === 0) return undefined;
  const { spelling, spellings } = random.pick(chances);
  const other = random.pick(spellings.filter((each) => each !== spelling));
  return padded.replace(` ${spelling} `, ` ${other} `).trim();
}
