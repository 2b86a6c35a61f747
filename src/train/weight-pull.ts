/**
 * Pulls weights toward zero if there are more non-zero ones than the density allows, or if accumulators come near
 * to wrapping.
 *
 *   const pull = new WeightPull(layout, 0.25);
 *   pull.steer(state.effective); // every few steps; pull.strength is then the step's `shrink`
 *
 * Weights of the question's counts are not pulled: they stay packed, the program sums them only once a reply, and their
 * sums can't wrap.
 */

import { listedWeights, type ParameterLayout } from "./parameters.js";

/** Change of the pull per unit of density above the limit. */
const DENSITY_GAIN = 0.05;
/** Accumulators above HEADROOM_LIMIT are too near to 32,767, where they wrap; each check then adds HEADROOM_PULL. */
const HEADROOM_LIMIT = 24_000;
const HEADROOM_PULL = 0.02;
/** An effective weight (a weight divided by 4) of at least this size rounds to a non-zero weight. */
const HALF_STEP = 0.125;

export class WeightPull {
  /** See `shrink` in StepSettings. */
  strength = 0;
  readonly #layout: ParameterLayout;
  readonly #density: number;

  /** @param density largest share of non-zero weights, except those of the question's counts */
  constructor(layout: ParameterLayout, density: number) {
    this.#layout = layout;
    this.#density = density;
  }

  /**
   * Increases the pull while the share of non-zero weights is above the density, and decreases it otherwise. Call it
   * every few steps.
   * @param effective (layout.length) see TrainingState
   */
  steer(effective: Float32Array): void {
    if (this.#density >= 1) return;
    let nonZero = 0;
    let weights = 0;
    for (const [from, to] of listedWeights(this.#layout)) {
      for (let i = from; i < to; i++) if (effective[i] >= HALF_STEP || effective[i] <= -HALF_STEP) nonZero++;
      weights += to - from;
    }
    this.strength = Math.max(0, this.strength + DENSITY_GAIN * (nonZero / weights - this.#density));
  }

  /** Increases the pull if an accumulator comes near to wrapping. Call it at each check. */
  guard(largestAccumulator: number): void {
    if (largestAccumulator > HEADROOM_LIMIT) this.strength += HEADROOM_PULL;
    else if (this.#density >= 1) this.strength = 0;
  }
}
