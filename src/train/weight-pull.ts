/**
 * What pulls weights toward zero: a wish for fewer of them, and accumulators that come near to wrapping.
 *
 * The question's weights are left alone: they cost time only once a reply, and their sums can't wrap, as a question
 * has 126 characters at most.
 */

import { characterWeights, type ParameterLayout } from "./parameters.js";

/** How strongly the density is steered. */
const DENSITY_GAIN = 0.05;
/** An accumulator beyond this is too near to 32,767, where it wraps; the pull that each check then adds. */
const HEADROOM_LIMIT = 24_000;
const HEADROOM_PULL = 0.02;
/** A weight beyond this rounds to something other than zero; effective weights are over 4. */
const HALF_STEP = 0.125;

export class WeightPull {
  /** See `shrink` in StepSettings. */
  strength = 0;
  readonly #layout: ParameterLayout;
  readonly #density: number;

  /** @param density share of the weights that each character costs time which may stay non-zero */
  constructor(layout: ParameterLayout, density: number) {
    this.#layout = layout;
    this.#density = density;
  }

  /**
   * Pulls harder while more weights than wished are not zero, and lets go otherwise. Call it every few steps.
   * @param effective (layout.length) see TrainingState
   */
  steer(effective: Float32Array): void {
    if (this.#density >= 1) return;
    let nonZero = 0;
    let weights = 0;
    for (const [from, to] of characterWeights(this.#layout)) {
      for (let i = from; i < to; i++) if (effective[i] >= HALF_STEP || effective[i] <= -HALF_STEP) nonZero++;
      weights += to - from;
    }
    this.strength = Math.max(0, this.strength + DENSITY_GAIN * (nonZero / weights - this.#density));
  }

  /** Pulls from check to check while an accumulator comes near to wrapping. */
  guard(largestAccumulator: number): void {
    if (largestAccumulator > HEADROOM_LIMIT) this.strength += HEADROOM_PULL;
    else if (this.#density >= 1) this.strength = 0;
  }
}
