/**
 * Integer inference: the definition of what a model says.
 *
 * FastInference, tested equal to this, computes the trainer's accuracy, and the Z80 program agrees with it
 * on every bit.
 */

import { ACTIVATION_SHIFT, COUNT_SCALE } from "../base/contract.js";
import { encodeContext } from "./context.js";
import type { Layer, Network } from "./network.js";
import { spell } from "./reply.js";

/**
 * The network's input: query counts, then context counts, each times 32.
 * @param query (buckets) counts
 * @param context (CONTEXT_BUCKETS) counts
 * @returns (inputs of layer 1) activations
 */
export function inputActivations(query: Uint8Array, context: Uint8Array): Int16Array {
  const x = new Int16Array(query.length + context.length);
  for (let i = 0; i < query.length; i++) x[i] = query[i] * COUNT_SCALE;
  for (let i = 0; i < context.length; i++) x[query.length + i] = context[i] * COUNT_SCALE;
  return x;
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
 * Every layer's output for one character of a reply.
 * @param x (inputs of layer 1) activations
 * @returns one (outputs) array a layer; the last holds the logits
 */
export function forward(network: Network, x: Int16Array): Int16Array[] {
  const last = network.layers.length - 1;
  const outputs: Int16Array[] = [];
  network.layers.forEach((layer, index) => {
    outputs.push(forwardLayer(layer, outputs.at(-1) ?? x, index < last));
  });
  return outputs;
}

/** Index of the largest value; the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** The reply to a question, spelled character by character: at most 50, without the end mark. */
export function reply(network: Network, question: string): string {
  const query = network.encoder.encode(question);
  return spell(network, (text) =>
    argmax(forward(network, inputActivations(query, encodeContext(text))).at(-1)!),
  );
}
