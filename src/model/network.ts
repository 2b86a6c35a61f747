/** The network: dense layers with weights of two bits and biases of sixteen. */

import { isPrintableAscii } from "../base/ascii.js";
import { CONTEXT_BUCKETS, MAX_CHARSET, MAX_WEIGHT, MAX_WIDTH, MIN_WEIGHT } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import type { Encoder } from "./encoder.js";

export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** (outputs, inputs), row-major, each -2, -1, 0 or +1. */
  readonly weights: Int8Array;
  /** (outputs) */
  readonly biases: Int16Array;
}

export interface Network {
  /** How a question becomes counts, and how many: layer 1's inputs are these, then those of the reply so far. */
  readonly encoder: Encoder;
  /** One character per output of the last layer; the last of them ends the reply. */
  readonly charset: string;
  readonly layers: readonly Layer[];
}

/** Inputs of layer 1: the question's buckets, then those of the reply so far. */
export function inputWidth({ buckets }: Pick<Encoder, "buckets">): number {
  return buckets + CONTEXT_BUCKETS;
}

/** Widths from input to output, e.g. [256, 256, 192, 128, 40]. */
export function widths(network: Network): number[] {
  return [network.layers[0].inputs, ...network.layers.map((layer) => layer.outputs)];
}

/** Share of the weights that are not zero. */
export function density({ layers }: Network): number {
  let [nonZero, all] = [0, 0];
  for (const { weights } of layers) {
    for (const weight of weights) if (weight !== 0) nonZero++;
    all += weights.length;
  }
  return nonZero / all;
}

/**
 * Throws an InputError that names the first part of the network that breaks the contract.
 * @param file the name to give in the error
 */
export function checkNetwork(network: Network, file?: string): void {
  const place = file === undefined ? {} : { file };
  const fail = (what: string): never => {
    throw new InputError(what, place);
  };
  const { layers, charset } = network;
  if (layers.length === 0) fail("the network has no layers");
  if (charset.length < 1 || charset.length > MAX_CHARSET)
    fail(`the charset has ${charset.length} entries; 1 to ${MAX_CHARSET} are possible`);
  if (new Set(charset).size !== charset.length) fail("the charset names a character twice");
  if (!isPrintableAscii(charset.slice(0, -1))) fail("the charset has a character that CP/M can't print");
  let inputs = inputWidth(network.encoder);
  layers.forEach((layer, index) => {
    const name = `layer ${index + 1}`;
    if (layer.inputs !== inputs) fail(`${name} takes ${layer.inputs} inputs where ${inputs} come in`);
    if (layer.outputs < 1 || layer.outputs > MAX_WIDTH)
      fail(`${name} is ${layer.outputs} wide; 1 to ${MAX_WIDTH} are possible`);
    if (layer.weights.length !== layer.inputs * layer.outputs)
      fail(`${name} has ${layer.weights.length} weights where ${layer.inputs * layer.outputs} belong`);
    if (layer.biases.length !== layer.outputs)
      fail(`${name} has ${layer.biases.length} biases where ${layer.outputs} belong`);
    if (layer.weights.some((weight) => weight < MIN_WEIGHT || weight > MAX_WEIGHT))
      fail(`${name} has a weight outside ${MIN_WEIGHT} to +${MAX_WEIGHT}`);
    inputs = layer.outputs;
  });
  if (inputs !== charset.length)
    fail(`the last layer is ${inputs} wide and the charset has ${charset.length} entries`);
}
