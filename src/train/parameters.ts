/**
 * The trained parameters: one flat vector of latent weights and biases, in units of the grid.
 *
 * A latent weight is a real number whose nearest grid point, -2 to +1, is the weight; a latent bias
 * times 64 is the bias; the last numbers are the logarithms of the logits' scales.
 *
 *   const layout = layOut(corpus.shape, [192, 128], 62);
 *   initialize(latent, layout, new Random(1));
 *   const network = toNetwork(latent, layout, corpus.shape);
 */

import { MAX_WEIGHT, MIN_WEIGHT } from "../base/contract.js";
import type { Random } from "../base/random.js";
import { contextInputs, joinOf, type Layer, type Network, type NetworkShape } from "../model/network.js";
import { transpose } from "../model/packing.js";

/** Bias steps that equal one weight step: about the typical input of a weight. */
export const BIAS_UNIT = 64;
/** Spread of the first latent weights: about half of them round to zero. */
const INITIAL_DEVIATION = 0.7;
/** Latents exceed the grid's ends by at most this, so that they can come back and still round to a grid point. */
const LATENT_MARGIN = 0.45;
export const MIN_LATENT = MIN_WEIGHT - LATENT_MARGIN;
export const MAX_LATENT = MAX_WEIGHT + LATENT_MARGIN;

/** Bias of an output that should not win against trained ones. */
const SILENT_BIAS = -512;

/** Where a layer lies in the flat vector: weights (inputs, outputs) row-major, then biases (outputs). */
export interface LayerPlace {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly biases: number;
}

/** Where the reply part begins. */
export interface JoinPlace {
  /** Index of the layer that the reply so far joins. */
  readonly layer: number;
  /** Inputs of this layer that depend on the question alone: its first ones. */
  readonly first: number;
  /** Number of its further inputs, the counts of the reply so far; 0 if there is no reply part. */
  readonly buckets: number;
}

export interface ParameterLayout {
  readonly layers: readonly LayerPlace[];
  readonly join: JoinPlace;
  /**
   * The second head, in training only: it takes layer 1's activations and names the whole answer. Undefined if there is
   * none.
   */
  readonly naming: LayerPlace | undefined;
  /** Index of the logarithm of the logits' scale. */
  readonly logScale: number;
  /** The same of the second head, if there is one. */
  readonly namingScale: number;
  readonly length: number;
}

/**
 * @param shape of the network to train
 * @param hidden widths of its hidden layers
 * @param named number of answers that a second head names; 0: no second head
 */
export function layOut(shape: NetworkShape, hidden: readonly number[], named = 0): ParameterLayout {
  let at = 0;
  const place = (inputs: number, outputs: number): LayerPlace => {
    const biases = at + inputs * outputs;
    const layer = { inputs, outputs, weights: at, biases };
    at = biases + outputs;
    return layer;
  };
  const outputs = [...hidden, (shape.answers ?? shape.charset).length];
  let width = shape.encoder.buckets;
  const layers = outputs.map((count, index) => {
    const layer = place(width + contextInputs(shape, index), count);
    width = count;
    return layer;
  });
  const naming = named > 0 ? place(layers[0].outputs, named) : undefined;
  const layer = (joinOf(shape)?.layer ?? 1) - 1;
  const buckets = contextInputs(shape, layer);
  return {
    layers,
    join: { layer, buckets, first: layers[layer].inputs - buckets },
    naming,
    logScale: at,
    namingScale: at + 1,
    length: at + (naming === undefined ? 1 : 2),
  };
}

type Run = readonly [from: number, to: number];

/**
 * Runs of weights that the fast layouts unpack into lists, which take time and memory: all except those of the
 * question's counts. The sums of those can't wrap, as a question has at most 126 characters.
 * @yields indices into the flat vector, from (inclusive) and to (exclusive)
 */
export function* listedWeights({ layers, join }: ParameterLayout): Generator<Run> {
  const [{ weights, biases, inputs, outputs }, ...others] = layers;
  yield [weights + (join.layer === 0 ? join.first : inputs) * outputs, biases];
  for (const { weights, biases } of others) yield [weights, biases];
}

/** The grid point nearest to a latent weight between MIN_LATENT and MAX_LATENT. */
export function nearest(latent: number): number {
  return Math.floor(latent + 0.5);
}

/** Fills latents with random weights and zero biases, to start a new network. */
export function initialize(latent: Float32Array, layout: ParameterLayout, random: Random): void {
  latent.fill(0);
  const { layers, naming } = layout;
  for (const { weights, biases } of naming === undefined ? layers : [...layers, naming])
    for (let i = weights; i < biases; i++)
      latent[i] = Math.min(MAX_LATENT, Math.max(MIN_LATENT, random.normal() * INITIAL_DEVIATION));
}

/**
 * Adds outputs to a network, for more characters or answers: old outputs keep their weights, and the end of reply stays
 * last. New outputs start with a low bias, so that replies stay the same until training changes them.
 * @param shape the network's, with more characters before the end, or with more answers at the end
 */
export function grow(network: Network, shape: NetworkShape): Network {
  const last = network.layers[network.layers.length - 1];
  const count = (shape.answers ?? shape.charset).length;
  if (count === last.outputs) return { ...shape, layers: network.layers };
  const { inputs } = last;
  const weights = new Int8Array(count * inputs);
  const biases = new Int16Array(count).fill(SILENT_BIAS);
  for (let output = 0; output < last.outputs; output++) {
    const isEnd = shape.answers === undefined && output === last.outputs - 1;
    const place = isEnd ? count - 1 : output;
    weights.set(last.weights.subarray(output * inputs, (output + 1) * inputs), place * inputs);
    biases[place] = last.biases[output];
  }
  return { ...shape, layers: [...network.layers.slice(0, -1), { inputs, outputs: count, weights, biases }] };
}

/** Fills latents with a network's weights and biases. */
export function toLatents({ layers }: Network, latent: Float32Array, layout: ParameterLayout): void {
  layers.forEach(({ inputs, outputs, weights, biases }, index) => {
    const place = layout.layers[index];
    latent.set(transpose(weights, outputs, inputs), place.weights);
    latent.set(
      Float32Array.from(biases, (bias) => bias / BIAS_UNIT),
      place.biases,
    );
  });
}

/** Rounds latents to a network. */
export function toNetwork(latent: Float32Array, layout: ParameterLayout, shape: NetworkShape): Network {
  return { ...shape, layers: layout.layers.map((place) => toLayer(latent, place)) };
}

/** The second head, rounded to a layer. */
export function namingLayer(latent: Float32Array, { naming }: ParameterLayout): Layer | undefined {
  return naming && toLayer(latent, naming);
}

function toLayer(latent: Float32Array, { inputs, outputs, weights, biases }: LayerPlace): Layer {
  // plain loops: networks are rounded often, and Int8Array.from takes ten times as long
  const rounded = new Int8Array(inputs * outputs);
  for (let i = 0; i < inputs; i++)
    for (let o = 0; o < outputs; o++) rounded[o * inputs + i] = nearest(latent[weights + i * outputs + o]);
  const ownBiases = new Int16Array(outputs);
  for (let o = 0; o < outputs; o++) ownBiases[o] = toBias(latent[biases + o]);
  return { inputs, outputs, weights: rounded, biases: ownBiases };
}

/** The int16 bias of a latent bias. */
export function toBias(latent: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(latent * BIAS_UNIT)));
}
