/**
 * Sensible settings for a training of so many pairs, whose program then fits a machine's memory in the fastest layout.
 *
 *   const plan = planTraining(pairs);
 *   const density = fittingDensity(pairs, plan, { machine: CPM, sources });
 */

import { DEFAULT_BUCKETS, DEFAULT_HIDDEN, MAX_WEIGHT, MIN_WEIGHT } from "../base/contract.js";
import { Random } from "../base/random.js";
import { densityThatFits } from "../build/density.js";
import { type BuildOptions, LAYOUTS } from "../build/program.js";
import { type Pair, questionKey } from "../data/pairs.js";
import { DEFAULT_ENCODER, encoderOf } from "../model/encoder.js";
import { contextInputs, type Network, type NetworkShape } from "../model/network.js";
import { charsetOf } from "../train/corpus.js";
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

/** Up to so many questions a small network is enough; it trains and answers in a third of the time. */
const FEW_QUESTIONS = 5000;
const SMALL = { buckets: 256, hidden: [128, 64] } as const;
const LARGE = { buckets: DEFAULT_BUCKETS, hidden: DEFAULT_HIDDEN } as const;
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
    ...(questions <= FEW_QUESTIONS ? SMALL : LARGE),
    seconds: Math.min(LONGEST, Math.max(SHORTEST, seconds)),
    exact: EXACT,
    recipe: RECIPE,
  };
}

/** Share of non-zero weights in the question inputs of trained networks, which are left dense. */
const USUAL_DENSITY = 0.8;

/**
 * The density to train with, so that the fastest layout fits the machine.
 * @returns undefined if it fits with none: then a slower layout is the fastest that fits
 */
export function fittingDensity(
  pairs: readonly Pair[],
  plan: Pick<TrainingPlan, "buckets" | "hidden">,
  options: Omit<BuildOptions, "layout">,
): number | undefined {
  return densityThatFits(untrained(pairs, plan), LAYOUTS[0], options);
}

/** A network of the plan's shape with random weights, about as many of them not zero as training leaves. */
function untrained(
  pairs: readonly Pair[],
  { buckets, hidden }: Pick<TrainingPlan, "buckets" | "hidden">,
): Network {
  const shape: NetworkShape = { encoder: encoderOf(DEFAULT_ENCODER, buckets), charset: charsetOf(pairs) };
  const random = new Random(1);
  const widths = [buckets, ...hidden, shape.charset.length];
  const layers = widths.slice(1).map((outputs, index) => {
    const inputs = widths[index] + contextInputs(shape, index);
    const weights = Int8Array.from({ length: inputs * outputs }, () =>
      random.float() < USUAL_DENSITY ? random.pick([MIN_WEIGHT, -1, MAX_WEIGHT]) : 0,
    );
    return { inputs, outputs, weights, biases: new Int16Array(outputs) };
  });
  return { ...shape, layers };
}
