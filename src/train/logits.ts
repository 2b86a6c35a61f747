/** How large logits are before anything is trained. */

import { encodeContext } from "../model/context.js";
import { forward, inputActivations } from "../model/inference.js";
import type { Network } from "../model/network.js";
import type { Corpus } from "./corpus.js";

/** Standard deviation of an untrained network's logits: their scale should start near its inverse. */
export function logitDeviation(network: Network, corpus: Corpus): number {
  const context = encodeContext("");
  let squares = 0;
  let count = 0;
  for (const question of corpus.questions.slice(0, 64)) {
    const logits = forward(network, inputActivations(network.encoder.encode(question), context)).at(-1)!;
    const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
    for (const logit of logits) squares += (logit - mean) ** 2;
    count += logits.length;
  }
  return Math.sqrt(squares / count) + 1;
}
