/**
 * The distinct questions of many pairs, the answers listed for each, and the questions' encoded counts: computed once
 * for both training and scoring.
 *
 *   const listing = Listing.of(pairs);
 *   listing.questions;          // ["hello", "are you a robot"]
 *   listing.answers[0];         // Set { "HI", "HELLO" }
 *   listing.encoded(encoder);   // their counts, computed at the first call only
 *
 * Made for half a million pairs: it keeps one number per line, and one set for all questions with the same single
 * answer.
 */

import { Random } from "../base/random.js";
import { questionKey } from "../data/pairs.js";
import type { Encoder } from "../model/encoder.js";
import { CountsBuilder, type SparseCounts } from "./sparse.js";

/** The part of a pair that the trainer needs; `src/data` reads pairs from files. */
export interface TrainingPair {
  readonly question: string;
  readonly answer: string;
}

/** Pairs, or a listing already made of them. */
export type Pairs = readonly TrainingPair[] | Listing;

export class Listing {
  readonly pairs: readonly TrainingPair[];
  /** (questions) the distinct questions' keys (see questionKey), in order of appearance */
  readonly questions: readonly string[];
  /** (questions) the answers listed for each, in order of appearance */
  readonly answers: readonly ReadonlySet<string>[];
  /** (pairs) index into questions */
  readonly questionOf: Uint32Array;
  #encoder: Encoder | undefined;
  #counts: SparseCounts | undefined;

  private constructor(pairs: readonly TrainingPair[]) {
    const questions: string[] = [];
    const answers: ReadonlySet<string>[] = [];
    const questionOf = new Uint32Array(pairs.length);
    const known = new Map<string, number>();
    const alone = new Map<string, ReadonlySet<string>>();
    pairs.forEach(({ question, answer }, line) => {
      const key = questionKey(question);
      const index = known.get(key) ?? questions.length;
      questionOf[line] = index;
      if (index === questions.length) {
        const only = alone.get(answer) ?? new Set([answer]);
        alone.set(answer, only);
        known.set(key, index);
        questions.push(key);
        answers.push(only);
      } else if (!answers[index].has(answer)) answers[index] = new Set([...answers[index], answer]);
    });
    this.pairs = pairs;
    this.questions = questions;
    this.answers = answers;
    this.questionOf = questionOf;
  }

  static of(pairs: Pairs): Listing {
    return pairs instanceof Listing ? pairs : new Listing(pairs);
  }

  /** Some of the questions with all their lines, chosen at random; all of them if there are not more. */
  sample(size: number, seed: number): Listing {
    if (size >= this.questions.length) return this;
    const all = Uint32Array.from(this.questions.keys());
    const chosen = new Set(new Random(seed).shuffle(all).subarray(0, size));
    return Listing.of(this.pairs.filter((_, line) => chosen.has(this.questionOf[line])));
  }

  /** @returns one vector a question */
  encoded(encoder: Encoder): SparseCounts {
    if (this.#counts === undefined || this.#encoder !== encoder) {
      const builder = new CountsBuilder(encoder.buckets);
      for (const question of this.questions) builder.add(encoder.encode(question));
      this.#counts = builder.finish();
      this.#encoder = encoder;
    }
    return this.#counts;
  }
}
