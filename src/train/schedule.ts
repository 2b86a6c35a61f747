/** How the settings of a step follow from how much of the training is done. */

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
  /** A row whose loss was below this (nats) when last seen counts as learned. */
  readonly learnedLoss: number;
  /** Share of the learned rows that an epoch goes through; the rest it skips. */
  readonly learnedShare: number;
  /** Share of weights that may stay non-zero, of those that each character costs time; fewer make the machine faster. */
  readonly density: number;
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
};

/** From this part of the training on the noise fades away, so that the questions as written are learned too. */
const NOISE_FADES = 0.75;

/** What the schedule sets for a step. */
interface Moment {
  readonly learningRate: number;
  readonly hardness: number;
  /** The noise is this share of the recipe's. */
  readonly noiseShare: number;
}

/** Rate, hardness and noise where a part `progress` (0 to 1) of the training is done: a cosine after a warm-up. */
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
 * Noise comes in as the questions are learned as they are written: none up to the first share of right
 * characters, all of it from the second.
 */
const MASTERY: readonly [number, number] = [0.96, 0.99];

/** @param floatAccuracy share of characters right, NaN before there is one */
export function masteryAt(floatAccuracy: number): number {
  const [none, all] = MASTERY;
  return floatAccuracy > none ? Math.min(1, (floatAccuracy - none) / (all - none)) : 0;
}

/** So much of a recipe's noise. */
export function noiseOf(recipe: Noise, share: number, seed: number): Noise & { readonly seed: number } {
  return {
    seed,
    typos: recipe.typos * share,
    wordDrops: recipe.wordDrops * share,
    bucketDrops: recipe.bucketDrops * share,
  };
}
