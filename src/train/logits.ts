/** The size of logits before training. */

import { forward } from "../model/inference.js";
import type { Network } from "../model/network.js";
import type { Corpus } from "./corpus.js";
import { spread } from "./sparse.js";

/** Questions asked to estimate it. */
const SAMPLE = 64;

/** Standard deviation of an untrained network's logits: their scale should start near its inverse. */
export function logitDeviation(network: Network, { questions, queries, encoder }: Corpus): number {
  const query = new Uint8Array(encoder.buckets);
  let squares = 0;
  let count = 0;
  for (let q = 0; q < Math.min(SAMPLE, questions.length); q++) {
    const logits = forward(network, spread(queries, q, query), "").at(-1)!.y;
    const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
    for (const logit of logits) squares += (logit - mean) ** 2;
    count += logits.length;
  }
  return Math.sqrt(squares / count) + 1;
}
