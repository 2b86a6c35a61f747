/**
 * A training's settings, and the schedule that derives the settings of a step from the part of the training done.
 *
 *   const { learningRate, hardness } = scheduleAt(DEFAULT_RECIPE, 0.5);
 */

import type { Noise } from "./noise.js";

export interface Recipe extends Noise {
  /** Rows of a batch. */
  readonly batchRows: number;
  /** Adam's rate at its peak, in units of the grid. */
  readonly learningRate: number;
  /** Part of the training over which the rate climbs to its peak. */
  readonly warmUp: number;
  /** Part of the training over which rounding becomes full; see `hardness` in optimizer.ts. */
  readonly softStart: number;
  /** Hardness of rounding at the start: training is never purely float. */
  readonly firstHardness: number;
  /** Share of a target's probability that is spread over all characters. */
  readonly smoothing: number;
  /** A row counts as learned if its loss was below this (nats) when it was last in a batch. */
  readonly learnedLoss: number;
  /** Share of the learned rows that an epoch trains on; it skips the others. */
  readonly learnedShare: number;
  /** Largest share of non-zero weights, except those of the question's counts; less makes the program faster. */
  readonly density: number;
  /**
   * Weight of the loss of a second head, which names the whole answer from layer 1 where the reply joins layer 2. It is
   * there in training only, and makes layer 1 understand questions.
   */
  readonly naming: number;
}

export const DEFAULT_RECIPE: Recipe = {
  batchRows: 512,
  learningRate: 0.04,
  warmUp: 0.02,
  softStart: 0.2,
  firstHardness: 0.5,
  smoothing: 0.15,
  learnedLoss: 0.25,
  learnedShare: 0.2,
  typos: 0.5,
  wordDrops: 0,
  bucketDrops: 0,
  density: 1,
  naming: 1,
};

/** From this part of the training on the noise decreases to zero, so that the undisturbed questions are learned too. */
const NOISE_FADES = 0.75;

/** The settings of a step. */
interface Moment {
  readonly learningRate: number;
  readonly hardness: number;
  /** Share of the recipe's noise that applies. */
  readonly noiseShare: number;
}

/** Settings when a part `progress` (0 to 1) of the training is done. The rate is a cosine after a warm-up. */
export function scheduleAt(recipe: Recipe, progress: number): Moment {
  const { warmUp, softStart, firstHardness } = recipe;
  const climb = warmUp > 0 ? Math.min(1, (progress + 1e-3) / warmUp) : 1;
  const fall = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
  const soft = softStart > 0 ? Math.min(1, progress / softStart) : 1;
  const clean = Math.min(1, Math.max(0, (1 - progress) / (1 - NOISE_FADES)));
  return {
    noiseShare: clean,
    learningRate: recipe.learningRate * climb * fall,
    hardness: firstHardness + (1 - firstHardness) * soft,
  };
}

/**
 * Noise increases while the undisturbed questions are learned: none up to the first share of right characters, all
 * of it from the second share on.
 */
const MASTERY: readonly [number, number] = [0.96, 0.99];

/** Share of the noise that applies, 0 to 1. @param floatAccuracy share of characters right; NaN before the first batch */
export function masteryAt(floatAccuracy: number): number {
  const [none, all] = MASTERY;
  return floatAccuracy > none ? Math.min(1, (floatAccuracy - none) / (all - none)) : 0;
}

/** A recipe's noise times a share. */
export function noiseOf(recipe: Noise, share: number, seed: number): Noise & { readonly seed: number } {
  return {
    seed,
    typos: recipe.typos * share,
    wordDrops: recipe.wordDrops * share,
    bucketDrops: recipe.bucketDrops * share,
  };
}
