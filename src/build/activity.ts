/**
 * What a weight costs a character on average: T-states that its product takes, by how often its input is awake.
 *
 * Measured by asking the network ordinary questions. Which sums are worth sharing follows from it; what the
 * program computes doesn't.
 */

import { encodeContext, encodeQuery } from "../model/encoder.js";
import { argmax, forward, inputActivations } from "../model/inference.js";
import type { Network } from "../model/network.js";
import { ORDINARY_QUESTIONS } from "./ordinary-questions.js";

/** Characters of each reply that are looked at. */
const CHARACTERS = 4;
/** Of the T-states in `asm/columns-add.asm`. */
const PRODUCT = 34;
const CARRY = 29;
/** Share of a layer's mean in each input's cost: an input that slept over all questions may wake at others. */
const SMOOTHING = 0.1;

/**
 * Measures what the products of each input cost.
 * @returns for each layer (inputs) mean T-states a character and non-zero weight, a weight of -2 counting as two
 */
export function productCosts(network: Network): Float64Array[] {
  const costs = network.layers.map(({ inputs }) => new Float64Array(inputs));
  let characters = 0;
  for (const x of activations(network)) {
    characters++;
    x.forEach((values, layer) => {
      const sums = costs[layer]!;
      for (let i = 0; i < values.length; i++) sums[i]! += activationCost(values[i]!);
    });
  }
  for (const sums of costs) {
    const mean = sums.reduce((total, cost) => total + cost, 0) / sums.length / characters;
    sums.forEach((sum, i) => {
      sums[i] = (1 - SMOOTHING) * (sum / characters) + SMOOTHING * mean;
    });
  }
  return costs;
}

/** Each layer's inputs, for each character of the replies to some questions. */
function* activations(network: Network): Generator<Int16Array[]> {
  for (const question of ORDINARY_QUESTIONS) {
    const query = encodeQuery(question, network.encoder);
    let reply = "";
    while (reply.length < CHARACTERS) {
      const x = inputActivations(query, encodeContext(reply));
      const outputs = forward(network, x);
      yield [x, ...outputs.slice(0, -1)];
      const index = argmax(outputs.at(-1)!);
      if (index === network.charset.length - 1) break;
      reply += network.charset[index];
    }
  }
}

/** T-states of one product: the low byte's, and the high byte's; the larger the byte, the more often it carries. */
function activationCost(x: number): number {
  const byte = (value: number) => (value > 0 ? PRODUCT + (CARRY * value) / 256 : 0);
  return byte(x & 255) + byte(x >> 8);
}
