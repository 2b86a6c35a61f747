/** What baselines learn from (lessons), and the interface of a baseline. */

import type { Encoder } from "../../model/encoder.js";
import { Listing, type Pairs } from "../listing.js";
import { type MergedQuestions, mergeQuestions } from "../questions.js";

export interface Baseline {
  readonly name: string;
  /** Size of its data on the machine. */
  readonly bytes: number;
  reply(question: string): string;
}

/** What the baselines learn from: distinct questions and answers with numbers. */
export interface Lessons extends MergedQuestions {
  readonly encoder: Encoder;
  /** Distinct answers, the one with the most questions first. */
  readonly names: readonly string[];
  /** (questions) index into names */
  readonly answerOf: Uint32Array;
  /** (names) questions that have this answer */
  readonly uses: Uint32Array;
  /** Bytes of an answer's number, and of the texts of all answers. */
  readonly numberBytes: number;
  readonly namesBytes: number;
}

/** Numbers the distinct questions and answers. Needs at least one pair. */
export function learn(pairs: Pairs, encoder: Encoder): Lessons {
  const merged = mergeQuestions(Listing.of(pairs), encoder);
  const counted = new Map<string, number>();
  for (const answer of merged.answers) counted.set(answer, (counted.get(answer) ?? 0) + 1);
  const ranked = [...counted].sort(([, a], [, b]) => b - a);
  const names = ranked.map(([name]) => name);
  const numberOf = new Map(names.map((name, index) => [name, index]));
  return {
    ...merged,
    encoder,
    names,
    answerOf: Uint32Array.from(merged.answers, (answer) => numberOf.get(answer)!),
    uses: Uint32Array.from(ranked, ([, uses]) => uses),
    numberBytes: names.length > 256 ? 2 : 1,
    namesBytes: textBytes(names),
  };
}

/** Bytes of texts, each with an end byte. */
export function textBytes(texts: Iterable<string>): number {
  let bytes = 0;
  for (const text of texts) bytes += text.length + 1;
  return bytes;
}
