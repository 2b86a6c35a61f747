/** Bounds of accumulators for any question of legal length: they prove which layers never wrap. */

import { ACTIVATION_SHIFT, CONTEXT_NGRAMS, COUNT_SCALE, MAX_QUESTION } from "../base/contract.js";
import type { Layer, Network } from "../model/network.js";

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
      index === 0 ? firstLayerBounds(layer, n, network.encoder.buckets) : boundsFrom(layer, n, largest),
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
  const low = MAX_QUESTION * Math.min(0, ...query) + CONTEXT_NGRAMS * Math.min(...context);
  const high = MAX_QUESTION * Math.max(0, ...query) + CONTEXT_NGRAMS * Math.max(...context);
  return [bias + COUNT_SCALE * low, bias + COUNT_SCALE * high];
}

/** @param largest (inputs) largest value of each input; the smallest is 0 */
function boundsFrom({ inputs, weights, biases }: Layer, neuron: number, largest: readonly number[]): Bounds {
  let [low, high] = [biases[neuron], biases[neuron]];
  for (let input = 0; input < inputs; input++) {
    const product = weights[neuron * inputs + input] * largest[input];
    if (product > 0) high += product;
    else low += product;
  }
  return [low, high];
}
