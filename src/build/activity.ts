/**
 * What a weight costs a character on average: T-states that its product takes, by how often its input is awake.
 *
 * Measured by asking the network ordinary questions. Which sums are worth sharing follows from it; what the
 * program computes doesn't.
 */

import { encodeContext } from "../model/context.js";
import { argmax, forward, inputActivations } from "../model/inference.js";
import type { Network } from "../model/network.js";
import { spell } from "../model/reply.js";
import { CARRY, PRODUCT, WORD_PRODUCT } from "./costs.js";
import { ORDINARY_QUESTIONS } from "./ordinary-questions.js";

/** Characters of each reply that are looked at. */
export const CHARACTERS = 4;
/** Share of a layer's mean in each input's cost: an input that slept over all questions may wake at others. */
const SMOOTHING = 0.1;

/** What products cost: each (inputs), T-states, means over characters. */
export interface ProductCosts {
  /** A product with +1 or -1. */
  readonly one: Float64Array;
  /** One with -2. */
  readonly two: Float64Array;
}

/** T-states of a product of an input with a weight that isn't zero. */
export function productCost({ one, two }: ProductCosts, weight: number, input: number): number {
  return (weight === -2 ? two : one)[input];
}

/** A layer's inputs. */
export interface Activity {
  readonly costs: ProductCosts;
  /** The same where two bytes are added at once. */
  readonly wideCosts: ProductCosts;
  /** (inputs) share of characters at which the input is above 255. */
  readonly large: Float64Array;
  /** (inputs) mean number of its two bytes that aren't zero: what layouts packed and tight run its column for. */
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
 * Each layer's inputs, for characters of the replies to some questions. The first of a reply is the work of a
 * question, and counts only where replies have no others.
 */
function activations(network: Network): Int16Array[][] {
  const [first, later]: [Int16Array[][], Int16Array[][]] = [[], []];
  for (const question of ORDINARY_QUESTIONS) {
    const query = network.encoder.encode(question);
    const next = (reply: string) => {
      const x = inputActivations(query, encodeContext(reply));
      const outputs = forward(network, x);
      (reply === "" ? first : later).push([x, ...outputs.slice(0, -1)]);
      return argmax(outputs.at(-1)!);
    };
    spell(network, next, CHARACTERS);
  }
  return later.length > 0 ? later : first;
}
