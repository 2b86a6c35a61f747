/** The context: the reply so far as counts, which are inputs of the network. */

import {
  CONTEXT_BUCKETS,
  CONTEXT_MAX_NGRAM,
  CONTEXT_POSITION_SEED,
  CONTEXT_WINDOW,
} from "../base/contract.js";
import { foldCode, hash } from "./ngrams.js";

/**
 * Counts the n-grams, n = 1 to 3, of the last 8 characters of the reply so far, each hashed with its
 * position in that window.
 *
 * @param buckets one of CONTEXT_BUCKET_COUNTS
 * @returns (buckets) counts, at most 21 each
 */
export function encodeContext(reply: string, buckets: number = CONTEXT_BUCKETS): Uint8Array {
  const window = reply.slice(-CONTEXT_WINDOW).padStart(CONTEXT_WINDOW, " ");
  const codes = Array.from(window, (character) => foldCode(character.charCodeAt(0)));
  const counts = new Uint8Array(buckets);
  for (let n = 1; n <= CONTEXT_MAX_NGRAM; n++)
    for (let i = 0; i + n <= CONTEXT_WINDOW; i++)
      counts[hash(codes, i, n, i * CONTEXT_POSITION_SEED) % buckets]++;
  return counts;
}
