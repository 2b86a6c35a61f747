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
/** T-states in `asm/columns-add.asm`, and in `asm/columns-wide.asm`. */
const PRODUCT = 34;
const CARRY = 29;
const WIDE_PRODUCT = 53;
/** Share of a layer's mean in each input's cost: an input that slept over all questions may wake at others. */
const SMOOTHING = 0.1;

/** A layer's inputs: each (inputs), means over characters. */
export interface Activity {
  /** T-states of a product of each input, a weight of -2 counting as two. */
  readonly cost: Float64Array;
  /** The same where two bytes are added at once. */
  readonly wideCost: Float64Array;
  /** Share of characters at which the input is above 255. */
  readonly large: Float64Array;
}

/** Measures what the products of each layer's inputs cost. */
export function measureActivity(network: Network): Activity[] {
  const layers = network.layers.map(({ inputs }) => ({
    cost: new Float64Array(inputs),
    wideCost: new Float64Array(inputs),
    large: new Float64Array(inputs),
  }));
  const characters = activations(network);
  for (const x of characters) {
    for (const [layer, values] of x.entries()) {
      const { cost, wideCost, large } = layers[layer]!;
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!;
        if (value === 0) continue;
        cost[i]! += byteCost(value & 255) + byteCost(value >> 8);
        wideCost[i]! += WIDE_PRODUCT;
        if (value > 255) large[i]!++;
      }
    }
  }
  return layers.map(({ cost, wideCost, large }) => ({
    cost: smooth(cost, characters.length),
    wideCost: smooth(wideCost, characters.length),
    large: large.map((count) => count / characters.length),
  }));
}

/** The larger the byte, the more often it carries. */
function byteCost(byte: number): number {
  return byte > 0 ? PRODUCT + (CARRY * byte) / 256 : 0;
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
    const query = encodeQuery(question, network.encoder);
    let reply = "";
    while (reply.length < CHARACTERS) {
      const x = inputActivations(query, encodeContext(reply));
      const outputs = forward(network, x);
      (reply === "" ? first : later).push([x, ...outputs.slice(0, -1)]);
      const index = argmax(outputs.at(-1)!);
      if (index === network.charset.length - 1) break;
      reply += network.charset[index];
    }
  }
  return later.length > 0 ? later : first;
}
