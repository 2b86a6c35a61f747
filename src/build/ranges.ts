/**
 * Bounds of accumulators for any question of legal length: they prove which layers never wrap.
 *
 *   const proven = layerRanges(network).filter(({ neverWraps }) => neverWraps).length;
 */

import { ACTIVATION_SHIFT, CONTEXT_NGRAMS, COUNT_SCALE, MAX_QUESTION } from "../base/contract.js";
import { contextInputs, type Layer, type Network } from "../model/network.js";

const INT16_MIN = -0x8000;
const INT16_MAX = 0x7fff;
export interface LayerRange {
  /** Bounds of every accumulator of the layer, before it wraps. */
  readonly lowest: number;
  readonly highest: number;
  /** True if no question and no reply so far can make an accumulator wrap. */
  readonly neverWraps: boolean;
}

/** Bounds of each layer's accumulators, by interval arithmetic: they hold for every question, but are seldom tight. */
export function layerRanges(network: Network): LayerRange[] {
  let largest: number[] = [];
  return network.layers.map((layer, index) => {
    const bounds = Array.from({ length: layer.outputs }, (_, n) =>
      index === 0
        ? firstLayerBounds(layer, n, network.encoder.buckets)
        : boundsFrom(layer, n, largest, contextInputs(network, index) > 0),
    );
    const lowest = Math.min(...bounds.map(([low]) => low));
    const highest = Math.max(...bounds.map(([, high]) => high));
    largest = bounds.map(([low, high]) =>
      low < INT16_MIN || high > INT16_MAX
        ? INT16_MAX >> ACTIVATION_SHIFT
        : Math.max(0, high >> ACTIVATION_SHIFT),
    );
    return { lowest, highest, neverWraps: lowest >= INT16_MIN && highest <= INT16_MAX };
  });
}

type Bounds = readonly [low: number, high: number];

/**
 * A question has at most one trigram per character, each in some bucket; a window has always as many n-grams.
 * @param buckets the question's: the first inputs
 */
function firstLayerBounds({ inputs, weights, biases }: Layer, neuron: number, buckets: number): Bounds {
  const row = weights.subarray(neuron * inputs, (neuron + 1) * inputs);
  const query = row.subarray(0, buckets);
  const context = row.subarray(buckets);
  const bias = biases[neuron];
  const [contextLow, contextHigh] = contextBounds(context);
  const low = COUNT_SCALE * MAX_QUESTION * Math.min(0, ...query) + contextLow;
  const high = COUNT_SCALE * MAX_QUESTION * Math.max(0, ...query) + contextHigh;
  return [bias + low, bias + high];
}

/** What the reply so far adds to an accumulator. @param weights of its counts; none if it doesn't join this layer */
function contextBounds(weights: Int8Array): Bounds {
  if (weights.length === 0) return [0, 0];
  const scale = COUNT_SCALE * CONTEXT_NGRAMS;
  return [scale * Math.min(...weights), scale * Math.max(...weights)];
}

/**
 * @param largest (n) largest value of each of the first inputs; the smallest is 0
 * @param isJoined whether the further inputs are counts of the reply so far
 */
function boundsFrom(
  { inputs, weights, biases }: Layer,
  neuron: number,
  largest: readonly number[],
  isJoined: boolean,
): Bounds {
  const row = weights.subarray(neuron * inputs, (neuron + 1) * inputs);
  const [contextLow, contextHigh] = contextBounds(
    isJoined ? row.subarray(largest.length) : row.subarray(inputs),
  );
  let [low, high] = [biases[neuron] + contextLow, biases[neuron] + contextHigh];
  largest.forEach((most, input) => {
    const product = row[input] * most;
    if (product > 0) high += product;
    else low += product;
  });
  return [low, high];
}
