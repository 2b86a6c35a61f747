/**
 * Integer inference: the definition of what a model says.
 *
 * FastInference, tested equal to this, computes the trainer's accuracy, and the Z80 program agrees with it
 * on every bit.
 */

import { ACTIVATION_SHIFT, COUNT_SCALE } from "../base/contract.js";
import { encodeContext } from "./context.js";
import { joinOf, type Layer, type Network } from "./network.js";
import { spell, type Unsure } from "./reply.js";

export { argmax, MOST_MARGIN, marginOf } from "./argmax.js";

/** A layer at work. */
export interface LayerValues {
  /** (inputs) activations */
  readonly x: Int16Array;
  /** (outputs) */
  readonly y: Int16Array;
}

/**
 * Inputs of a layer: what comes in, then the counts that join there, times 32.
 * @param activations (n) of the layer before; of layer 1, the question's counts times 32
 * @param counts (buckets) of the reply so far
 */
function joined(activations: Int16Array, counts: Uint8Array): Int16Array {
  const x = new Int16Array(activations.length + counts.length);
  x.set(activations);
  x.set(scaled(counts), activations.length);
  return x;
}

function scaled(counts: Uint8Array): Int16Array {
  return new Int16Array(counts).map((count) => count * COUNT_SCALE);
}

/**
 * One dense layer: acc = bias + Σ w·x modulo 2^16, then y = acc >> 2 (floor); ReLU where it is hidden.
 * @param x (inputs)
 * @returns (outputs)
 */
export function forwardLayer(layer: Layer, x: Int16Array, relu: boolean): Int16Array {
  const { inputs, outputs, weights, biases } = layer;
  const y = new Int16Array(outputs);
  for (let o = 0; o < outputs; o++) {
    let acc = biases[o];
    const row = o * inputs;
    for (let i = 0; i < inputs; i++) acc += weights[row + i] * x[i];
    const wrapped = (acc << 16) >> 16;
    const shifted = wrapped >> ACTIVATION_SHIFT;
    y[o] = relu && shifted < 0 ? 0 : shifted;
  }
  return y;
}

/**
 * Every layer's inputs and outputs for one character of a reply, or for the whole reply with head `replies`.
 * @param query (the encoder's buckets) the question's counts
 * @param text the reply so far, which nothing depends on with head `replies`
 * @returns one entry a layer; the last one's `y` holds the logits
 */
export function forward(network: Network, query: Uint8Array, text: string): LayerValues[] {
  const join = joinOf(network);
  const last = network.layers.length - 1;
  const values: LayerValues[] = [];
  let activations = scaled(query);
  network.layers.forEach((layer, index) => {
    const x =
      index + 1 === join?.layer ? joined(activations, encodeContext(text, join.buckets)) : activations;
    const y = forwardLayer(layer, x, index < last);
    values.push({ x, y });
    activations = y;
  });
  return values;
}

/**
 * The reply to a question: spelled character by character, at most 50, without the end mark; or, with head `replies`,
 * the answer of the largest output.
 * @param unsure what to say instead if the network is unsure; undefined: nothing
 */
export function reply(network: Network, question: string, unsure?: Unsure): string {
  const query = network.encoder.encode(question);
  return spell(network, (text) => forward(network, query, text).at(-1)!.y, { unsure });
}
