/** Held-out questions that are really unseen: none is, to a network, the same as one that was trained on. */

import type { Pair } from "../data/pairs.js";
import { type Split, splitByFamily, splitByQuestion } from "../data/split.js";
import { encodeQuery } from "../model/encoder.js";
import { ENCODERS } from "../model/network.js";
import { sparseKey } from "./questions.js";

/**
 * Splits by distinct questions, or by whole families of them. What either encoder counts alike stays on one
 * side, so that the split is fair for both, and the same for both.
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

function likenessOf(question: string): string[] {
  return ENCODERS.map((encoder) => `${encoder}:${sparseKey(encodeQuery(question, encoder))}`);
}
