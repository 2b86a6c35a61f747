/** Held-out questions that are really unseen: none is, to a network, the same as one that was trained on. */

import type { Pair } from "../data/pairs.js";
import { type Split, splitByFamily, splitByQuestion } from "../data/split.js";
import { BUCKET_COUNTS, ENCODERS, encoderOf } from "../model/encoder.js";
import { denseKey } from "./sparse.js";

/**
 * Splits by distinct questions, or by whole families of them. What any encoder counts alike stays on one
 * side, so that the split is fair for all of them, and the same for all.
 * @param share of distinct questions to hold out, 0 to 1
 */
export function splitUnseen(
  pairs: readonly Pair[],
  share: number,
  seed: number,
  by: "question" | "family" = "question",
): Split {
  return (by === "family" ? splitByFamily : splitByQuestion)(pairs, share, seed, likenessOf);
}

/** Each number of buckets is a multiple of the fewest, so what more of them count alike, these do too. */
const COARSEST = ENCODERS.map((name) => encoderOf(name, Math.min(...BUCKET_COUNTS)));

function likenessOf(question: string): string[] {
  return COARSEST.map((encoder) => `${encoder.name}:${denseKey(encoder.encode(question))}`);
}
