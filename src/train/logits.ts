/** The size of logits before training. */

import { forward, forwardLayer } from "../model/inference.js";
import type { Layer, Network } from "../model/network.js";
import type { Corpus } from "./corpus.js";
import { spread } from "./sparse.js";

/** Questions asked to estimate it. */
const SAMPLE = 64;

/**
 * Standard deviations of an untrained network's logits: their scale should start near its inverse.
 * @param naming the second head, which takes layer 1's activations
 * @returns those of the network's logits, and of the second head's
 */
export function logitDeviations(
  network: Network,
  naming: Layer | undefined,
  { questions, queries, encoder }: Pick<Corpus, "questions" | "queries" | "encoder">,
): { logits: number; naming: number } {
  const query = new Uint8Array(encoder.buckets);
  const [logits, named] = [new Deviation(), new Deviation()];
  for (let q = 0; q < Math.min(SAMPLE, questions.length); q++) {
    const layers = forward(network, spread(queries, q, query), "");
    logits.add(layers.at(-1)!.y);
    if (naming !== undefined) named.add(forwardLayer(naming, layers[0].y, false));
  }
  return { logits: logits.value, naming: named.value };
}

/** Deviation of values from the mean of their row. */
class Deviation {
  #squares = 0;
  #count = 0;

  add(row: Int16Array): void {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    for (const value of row) this.#squares += (value - mean) ** 2;
    this.#count += row.length;
  }

  /** Plus 1, so that it is never 0. */
  get value(): number {
    return Math.sqrt(this.#squares / Math.max(1, this.#count)) + 1;
  }
}
