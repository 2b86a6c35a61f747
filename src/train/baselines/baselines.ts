/**
 * What answers questions without a network: a model is worth its bytes only where it beats these.
 *
 * Bytes are those of the tables that the method needs on the machine; its code, which is short, isn't
 * counted, and neither is that of the network. Texts take their characters and one byte for the end, the
 * number of an answer one byte, or two where there are more than 256 answers.
 */

import type { Encoder } from "../../model/encoder.js";
import type { Network } from "../../model/network.js";
import { packedRowBytes } from "../../model/packing.js";
import { type ScoringProgress, scoringReplies, toEnd } from "../evaluate.js";
import { Listing, type Pairs } from "../listing.js";
import { fitKeywords } from "./keywords.js";
import { type Baseline, type Lessons, learn, textBytes } from "./lessons.js";
import { fitCentroids, fitNeighbours } from "./nearest.js";

export interface BaselineScores {
  readonly name: string;
  readonly bytes: number;
  /** As in ReplyScores. */
  readonly exact: number;
  readonly pairs: number;
  readonly macro: number;
}

/** Learns all baselines. Needs at least one pair. */
export function fitBaselines(pairs: Pairs, encoder: Encoder): Baseline[] {
  const lessons = learn(pairs, encoder);
  return [fitCommonest(lessons), fitKeywords(lessons), fitCentroids(lessons), fitNeighbours(lessons)];
}

/**
 * How well baselines answer: as a network is scored, in the same order.
 * @param heard what they are asked instead of each question
 */
export function scoreBaselines(
  baselines: readonly Baseline[],
  pairs: Pairs,
  heard?: (question: string) => string,
): BaselineScores[] {
  return toEnd(scoringBaselines(baselines, pairs, heard));
}

/** {@link scoreBaselines} in small steps. */
export function* scoringBaselines(
  baselines: readonly Baseline[],
  pairs: Pairs,
  heard = (question: string): string => question,
): Generator<ScoringProgress, BaselineScores[]> {
  const listing = Listing.of(pairs);
  const all: BaselineScores[] = [];
  for (const { name, bytes, reply } of baselines) {
    const {
      exact,
      pairs: lines,
      macro,
    } = yield* scoringReplies(listing, (question) => reply(heard(question)));
    all.push({ name, bytes, exact, pairs: lines, macro });
  }
  return all;
}

/** Bytes of a network's data, counted in the same way: weights at two bits, biases of two bytes, charset. */
export function networkBytes({ layers, charset }: Network): number {
  const weights = layers.reduce(
    (sum, { inputs, outputs }) => sum + outputs * (packedRowBytes(inputs) + 2),
    0,
  );
  return weights + charset.length;
}

/** The answer of most questions, whatever is asked. */
function fitCommonest({ names }: Lessons): Baseline {
  return { name: "most common answer", bytes: textBytes(names.slice(0, 1)), reply: () => names[0] };
}
