/**
 * The mean T-states that a weight's product takes in a character. They depend on how often its input is active, which
 * means not zero.
 *
 * This is measured by asking the network ordinary questions. It decides which sums are worth sharing, but it never
 * changes what the program computes.
 */

import { forward } from "../model/inference.js";
import type { Network } from "../model/network.js";
import { spell } from "../model/reply.js";
import { CARRY, PRODUCT, WORD_PRODUCT } from "./costs.js";
import { ORDINARY_QUESTIONS } from "./ordinary-questions.js";

/** Number of characters of each reply that are measured. */
export const CHARACTERS = 4;
/** Share of the layer's mean in each input's cost, since an input that is 0 for all these questions may not be for others. */
const SMOOTHING = 0.1;

/** T-states of products, means over characters. */
export interface ProductCosts {
  /** (inputs) a product with +1 or -1. */
  readonly one: Float64Array;
  /** (inputs) a product with -2. */
  readonly two: Float64Array;
}

/** T-states of a product of an input with a weight that isn't zero. */
export function productCost({ one, two }: ProductCosts, weight: number, input: number): number {
  return (weight === -2 ? two : one)[input];
}

/** How active a layer's inputs are, and what their products cost. */
export interface Activity {
  /** Costs if bytes are added one at a time. */
  readonly costs: ProductCosts;
  /** Costs if two bytes are added at once. */
  readonly wideCosts: ProductCosts;
  /** (inputs) share of characters at which the input is above 255. */
  readonly large: Float64Array;
  /** (inputs) mean number of the input's non-zero bytes: how often layouts packed and tight run its column. */
  readonly runs: Float64Array;
}

/** Measures what the products of each layer's inputs cost. */
export function measureActivity(network: Network): Activity[] {
  const layers = network.layers.map(({ inputs }) => ({
    one: new Float64Array(inputs),
    two: new Float64Array(inputs),
    wide: new Float64Array(inputs),
    large: new Float64Array(inputs),
    runs: new Float64Array(inputs),
  }));
  const characters = activations(network);
  for (const x of characters) {
    for (const [layer, values] of x.entries()) {
      const { one, two, wide, large, runs } = layers[layer];
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (value === 0) continue;
        for (const byte of [value & 255, value >> 8]) {
          if (byte === 0) continue;
          // the larger the byte, the more often it carries
          one[i] += PRODUCT + (CARRY * byte) / 256;
          two[i] += WORD_PRODUCT;
          runs[i]++;
        }
        wide[i] += WORD_PRODUCT;
        if (value > 255) large[i]++;
      }
    }
  }
  return layers.map(({ one, two, wide, large, runs }) => {
    const wideCost = smooth(wide, characters.length);
    return {
      costs: { one: smooth(one, characters.length), two: smooth(two, characters.length) },
      wideCosts: { one: wideCost, two: wideCost },
      large: large.map((count) => count / characters.length),
      runs: smooth(runs, characters.length),
    };
  });
}

function smooth(sums: Float64Array, characters: number): Float64Array {
  const mean = sums.reduce((total, sum) => total + sum, 0) / sums.length / characters;
  return sums.map((sum) => (1 - SMOOTHING) * (sum / characters) + SMOOTHING * mean);
}

/**
 * Each layer's inputs, for characters of the replies to ordinary questions. A reply's first character is left out,
 * unless all replies have only that.
 */
function activations(network: Network): Int16Array[][] {
  const [first, later]: [Int16Array[][], Int16Array[][]] = [[], []];
  for (const question of ORDINARY_QUESTIONS) {
    const query = network.encoder.encode(question);
    const next = (reply: string) => {
      const layers = forward(network, query, reply);
      (reply === "" ? first : later).push(layers.map(({ x }) => x));
      return layers.at(-1)!.y;
    };
    spell(network, next, { most: CHARACTERS });
  }
  return later.length > 0 ? later : first;
}
