/**
 * Held-out questions that are really unseen: none of them encodes like a question that is trained on.
 *
 *   const { train, heldOut } = splitUnseen(pairs, 0.1, seed);
 */

import type { Pair } from "../data/pairs.js";
import { type Split, splitByFamily, splitByQuestion } from "../data/split.js";
import { BUCKET_COUNTS, ENCODERS, encoderOf } from "../model/encoder.js";
import { denseKey } from "./sparse.js";

/**
 * Splits by distinct questions, or by whole families of them. Questions that any encoder counts alike stay on
 * one side, so that the split is fair for each encoder, and the same for each.
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

/** Encoders with the fewest buckets. Other bucket counts are multiples: questions alike in them are alike here too. */
const COARSEST = ENCODERS.map((name) => encoderOf(name, Math.min(...BUCKET_COUNTS)));

function likenessOf(question: string): string[] {
  return COARSEST.map((encoder) => `${encoder.name}:${denseKey(encoder.encode(question))}`);
}
