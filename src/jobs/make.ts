/**
 * Makes a planned network's program fit a machine's memory in the fastest layout.
 *
 *   const plan = planTraining(pairs);
 *   const density = fittingDensity(pairs, plan, { machine: CPM, sources });
 */

import { MAX_WEIGHT, MIN_WEIGHT } from "../base/contract.js";
import { Random } from "../base/random.js";
import { densityThatFits, fits } from "../build/density.js";
import { type BuildOptions, LAYOUTS } from "../build/program.js";
import type { Pair } from "../data/pairs.js";
import { DEFAULT_ENCODER, encoderOf } from "../model/encoder.js";
import { contextInputs, DEFAULT_JOIN, type Network, type NetworkShape } from "../model/network.js";
import { charsetOf, knownReplies } from "../train/corpus.js";
import type { TrainingPlan } from "./plan.js";

/** Share of weights that aren't zero in trained networks of the default shape. */
const USUAL_DENSITY = 0.65;

/**
 * The density to train with, so that the fastest layout fits the machine.
 * @returns undefined if it fits with none: then a slower layout is the fastest that fits
 */
export function fittingDensity(
  pairs: readonly Pair[],
  plan: Pick<TrainingPlan, "buckets" | "hidden">,
  options: Omit<BuildOptions, "layout">,
): number | undefined {
  const network = untrained(pairs, plan);
  const [fastest] = LAYOUTS;
  return fits(network, { ...options, layout: fastest }) ? 1 : densityThatFits(network, fastest, options);
}

/** A network of the plan's shape with random weights, about as many of them not zero as training leaves. */
function untrained(
  pairs: readonly Pair[],
  { buckets, hidden }: Pick<TrainingPlan, "buckets" | "hidden">,
): Network {
  const charset = charsetOf(pairs);
  const known = knownReplies(new Set(pairs.map(({ answer }) => answer)), charset);
  const shape: NetworkShape = {
    encoder: encoderOf(DEFAULT_ENCODER, buckets),
    join: DEFAULT_JOIN,
    charset,
    ...(known && { known }),
  };
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
