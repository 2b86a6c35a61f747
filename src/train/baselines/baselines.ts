/**
 * Baselines: methods that answer questions without a network. A model is worth its bytes only if it beats them.
 *
 *   const baselines = fitBaselines(pairs, encoder);
 *   const [{ name, exact, bytes }] = scoreBaselines(baselines, heldOut);
 *
 * Bytes count the tables that a method needs on the machine, not its code; a network's code isn't counted either.
 * A text takes one byte a character and one for its end, an answer's number one byte, or two if there are more
 * than 256 answers.
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

/** Fits all baselines to pairs. Needs at least one pair. */
export function fitBaselines(pairs: Pairs, encoder: Encoder): Baseline[] {
  const lessons = learn(pairs, encoder);
  return [fitCommonest(lessons), fitKeywords(lessons), fitCentroids(lessons), fitNeighbours(lessons)];
}

/**
 * Scores baselines as a network is scored.
 * @param heard gives the question to ask instead of each question, e.g. misspelled
 * @returns scores in the order of the baselines
 */
export function scoreBaselines(
  baselines: readonly Baseline[],
  pairs: Pairs,
  heard?: (question: string) => string,
): BaselineScores[] {
  return toEnd(scoringBaselines(baselines, pairs, heard));
}

/**
 * Share of questions that get a listed answer from the most similar one of the lessons' questions: what one can expect
 * of a method that understands nothing.
 */
export function neighbourShare(lessons: Pairs, asked: Pairs, encoder: Encoder): number {
  return scoreBaselines([fitNeighbours(learn(lessons, encoder))], asked)[0].exact;
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

/** Bytes of a network's data, counted in the same way: weights at two bits, biases of two bytes, charset or answers. */
export function networkBytes({ layers, charset, answers = [] }: Network): number {
  const weights = layers.reduce(
    (sum, { inputs, outputs }) => sum + outputs * (packedRowBytes(inputs) + 2),
    0,
  );
  return weights + charset.length + textBytes(answers);
}

/** Always gives the answer that most questions have. */
function fitCommonest({ names }: Lessons): Baseline {
  return { name: "most common answer", bytes: textBytes(names.slice(0, 1)), reply: () => names[0] };
}
