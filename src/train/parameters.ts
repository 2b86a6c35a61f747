/**
 * The trained parameters: one flat vector of latent weights and biases, in units of the grid.
 *
 * A latent weight is a real number whose nearest grid point, -2 to +1, is the weight; a latent bias
 * times 64 is the bias; the last number is the logarithm of the logits' scale.
 */

import { MAX_WEIGHT, MIN_WEIGHT } from "../base/contract.js";
import type { Random } from "../base/random.js";
import type { Encoder } from "../model/encoder.js";
import { inputWidth, type Network } from "../model/network.js";

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

/** Where a layer lies in the flat vector: weights (outputs, inputs) row-major, then biases (outputs). */
export interface LayerPlace {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly biases: number;
}

export interface ParameterLayout {
  readonly layers: readonly LayerPlace[];
  /** Number of inputs of layer 1 that the question fills: its first inputs. */
  readonly queryBuckets: number;
  /** Index of the logarithm of the logits' scale. */
  readonly logScale: number;
  readonly length: number;
}

/**
 * @param encoder whose counts layer 1 takes
 * @param outputs widths of all layers after the input, the charset's length last
 */
export function layOut(encoder: Encoder, outputs: readonly number[]): ParameterLayout {
  const layers: LayerPlace[] = [];
  let inputs = inputWidth({ encoder });
  let at = 0;
  for (const width of outputs) {
    const biases = at + inputs * width;
    layers.push({ inputs, outputs: width, weights: at, biases });
    at = biases + width;
    inputs = width;
  }
  return { layers, queryBuckets: encoder.buckets, logScale: at, length: at + 1 };
}

/**
 * Runs of weights that the program computes for every character of a reply: all except those of the question
 * inputs, which it sums once per reply.
 * @yields indices into the flat vector, from (inclusive) and to (exclusive)
 */
export function* characterWeights({
  layers,
  queryBuckets,
}: ParameterLayout): Generator<readonly [from: number, to: number]> {
  for (const [index, { weights, biases, inputs }] of layers.entries())
    if (index > 0) yield [weights, biases];
    else for (let row = weights; row < biases; row += inputs) yield [row + queryBuckets, row + inputs];
}

/** The grid point nearest to a latent weight between MIN_LATENT and MAX_LATENT. */
export function nearest(latent: number): number {
  return Math.floor(latent + 0.5);
}

/** Fills latents with random weights and zero biases, to start a new network. */
export function initialize(latent: Float32Array, layout: ParameterLayout, random: Random): void {
  latent.fill(0);
  for (const { weights, biases } of layout.layers)
    for (let i = weights; i < biases; i++)
      latent[i] = Math.min(MAX_LATENT, Math.max(MIN_LATENT, random.normal() * INITIAL_DEVIATION));
}

/**
 * Adds characters to a network's charset: old outputs keep their weights, and the end of reply stays last. New
 * outputs start with a low bias, so that replies stay the same until training changes them.
 * @param charset the network's, with more characters before the end
 */
export function grow({ encoder, charset: old, layers }: Network, charset: string): Network {
  const last = layers[layers.length - 1];
  if (charset === old) return { encoder, charset, layers };
  const { inputs } = last;
  const weights = new Int8Array(charset.length * inputs);
  const biases = new Int16Array(charset.length).fill(SILENT_BIAS);
  for (let output = 0; output < last.outputs; output++) {
    const place = output === last.outputs - 1 ? charset.length - 1 : output;
    weights.set(last.weights.subarray(output * inputs, (output + 1) * inputs), place * inputs);
    biases[place] = last.biases[output];
  }
  return {
    encoder,
    charset,
    layers: [...layers.slice(0, -1), { inputs, outputs: charset.length, weights, biases }],
  };
}

/** Fills latents with a network's weights and biases. */
export function toLatents({ layers }: Network, latent: Float32Array, layout: ParameterLayout): void {
  layers.forEach(({ weights, biases }, index) => {
    const place = layout.layers[index];
    latent.set(weights, place.weights);
    latent.set(
      Float32Array.from(biases, (bias) => bias / BIAS_UNIT),
      place.biases,
    );
  });
}

/** Rounds latents to a network. */
export function toNetwork(
  latent: Float32Array,
  layout: ParameterLayout,
  encoder: Encoder,
  charset: string,
): Network {
  return {
    encoder,
    charset,
    layers: layout.layers.map(({ inputs, outputs, weights, biases }) => ({
      inputs,
      outputs,
      weights: Int8Array.from(latent.subarray(weights, biases), nearest),
      biases: Int16Array.from(latent.subarray(biases, biases + outputs), toBias),
    })),
  };
}

/** The int16 bias of a latent bias. */
export function toBias(latent: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(latent * BIAS_UNIT)));
}
