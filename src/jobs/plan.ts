/**
 * Sensible settings for a training of so many pairs.
 *
 *   const { hidden, seconds } = planTraining(pairs);
 */

import { DEFAULT_BUCKETS, DEFAULT_HIDDEN } from "../base/contract.js";
import { type Pair, questionKey } from "../data/pairs.js";
import type { Recipe } from "../train/schedule.js";

export interface TrainingPlan {
  /** Distinct questions. */
  readonly questions: number;
  readonly buckets: number;
  readonly hidden: readonly number[];
  /** Time limit. */
  readonly seconds: number;
  /** The training stops before that at this share of right questions. */
  readonly exact: number;
  readonly recipe: Partial<Recipe>;
}

/** Characters of all replies, their ends included, that a second is given for; and the bounds of the time. */
const CHARACTERS_A_SECOND = 200;
const SHORTEST = 30;
const LONGEST = 300;
const EXACT = 0.98;
const RECIPE = { typos: 0.2, smoothing: 0.1 } as const;

/** Settings for these pairs, by their number and the length of their answers. */
export function planTraining(pairs: readonly Pair[]): TrainingPlan {
  const questions = new Set(pairs.map(({ question }) => questionKey(question))).size;
  const characters = pairs.reduce((sum, { answer }) => sum + answer.length + 1, 0);
  const seconds = Math.ceil(characters / CHARACTERS_A_SECOND / 10) * 10;
  return {
    questions,
    buckets: DEFAULT_BUCKETS,
    hidden: DEFAULT_HIDDEN,
    seconds: Math.min(LONGEST, Math.max(SHORTEST, seconds)),
    exact: EXACT,
    recipe: RECIPE,
  };
}
