/** How the settings of a step follow from how much of the training is done. */

import type { Noise } from "./typo.js";

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
}

export const DEFAULT_RECIPE: Recipe = {
  batchRows: 512,
  learningRate: 0.04,
  warmUp: 0.02,
  softStart: 0.2,
  firstHardness: 0.5,
  smoothing: 0.1,
  learnedLoss: 0.5,
  learnedShare: 0.2,
  typos: 0,
  wordDrops: 0,
};

/** Rate and hardness where a part `progress` (0 to 1) of the training is done: a cosine after a warm-up. */
export function scheduleAt(recipe: Recipe, progress: number): { learningRate: number; hardness: number } {
  const { warmUp, softStart, firstHardness } = recipe;
  const climb = warmUp > 0 ? Math.min(1, (progress + 1e-3) / warmUp) : 1;
  const fall = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
  const soft = softStart > 0 ? Math.min(1, progress / softStart) : 1;
  return {
    learningRate: recipe.learningRate * climb * fall,
    hardness: firstHardness + (1 - firstHardness) * soft,
  };
}
