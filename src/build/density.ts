/**
 * How many weights a network may have for a layout to fit: found by building it with fewer and fewer.
 *
 *   const density = densityThatFits(network, "columns", { machine: CPM, sources }); // 0.35; train with --density 0.35
 */

import { InputError } from "../base/input-error.js";
import { Random } from "../base/random.js";
import type { Layer, Network } from "../model/network.js";
import type { Layout } from "./layouts.js";
import { type BuildOptions, buildProgram } from "./program.js";

/** Densities that are tried: below the last one a network hardly learns. */
const DENSITIES: readonly number[] = [0.8, 0.65, 0.5, 0.4, 0.35, 0.3, 0.26, 0.22, 0.18, 0.14, 0.1];

/**
 * The largest density, as in `--density` of a training, with which a network that doesn't fit would: its own weights
 * stand for those of the training, which are not known yet.
 * @returns undefined if it fits with none
 */
export function densityThatFits(
  network: Network,
  layout: Layout,
  options: Omit<BuildOptions, "layout">,
): number | undefined {
  const candidates = [...DENSITIES.filter((density) => density < countedDensity(network))];
  const candidateFits = (density: number): boolean => fits(thinned(network, density), { ...options, layout });
  // bisection: candidates[low] doesn't fit, candidates[high] does or is beyond the end
  let [low, high] = [-1, candidates.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (candidateFits(candidates[middle])) high = middle;
    else low = middle;
  }
  return candidates[high];
}

/** Whether a network's program fits. */
export function fits(network: Network, options: BuildOptions): boolean {
  try {
    buildProgram(network, options);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Share of weights that aren't zero among those that `--density` counts. */
function countedDensity(network: Network): number {
  const counted = network.layers.map((layer, index) => countedWeights(network, layer, index));
  const all = counted.reduce((sum, places) => sum + places.length, 0);
  const nonZero = network.layers.map(
    ({ weights }, index) => counted[index].filter((at) => weights[at] !== 0).length,
  );
  return nonZero.reduce((sum, count) => sum + count, 0) / Math.max(1, all);
}

/** The network with zeros for random ones of the weights that `--density` counts, so that at most this share is left. */
export function thinned(network: Network, density: number): Network {
  const random = new Random(1);
  const counted = network.layers.map((layer, index) => countedWeights(network, layer, index));
  const all = counted.reduce((sum, places) => sum + places.length, 0);
  const used = network.layers.map(({ weights }, index) => counted[index].filter((at) => weights[at] !== 0));
  const nonZero = used.reduce((sum, places) => sum + places.length, 0);
  const kept = nonZero === 0 ? 1 : Math.min(1, (density * all) / nonZero);
  const layers = network.layers.map((layer, index) => {
    const weights = layer.weights.slice();
    for (const at of used[index]) if (random.float() >= kept) weights[at] = 0;
    return { ...layer, weights };
  });
  return { ...network, layers };
}

/** Indices of a layer's weights that `--density` counts: all but those of the question's counts. */
function countedWeights({ encoder }: Network, { inputs, weights }: Layer, index: number): number[] {
  const questions = index === 0 ? encoder.buckets : 0;
  return Array.from(weights.keys()).filter((place) => place % inputs >= questions);
}
