/**
 * The distinct questions of many pairs, as a network sees them: a network can't tell questions apart that encode
 * to the same counts, so these are merged into one, with one answer.
 *
 *   const { questions, answers } = mergeQuestions(Listing.of(pairs), encoder);
 *
 * Made for half a million pairs: numbers are in typed arrays, and only one question's votes exist at a time.
 */

import type { Encoder } from "../model/encoder.js";
import type { Listing, TrainingPair } from "./listing.js";
import { CountsBuilder, denseKey, type SparseCounts, sparseKey, spread } from "./sparse.js";

export interface MergedQuestions {
  /** (questions) one spelling of each distinguishable question */
  readonly questions: readonly string[];
  /** (questions) the answer of each */
  readonly answers: readonly string[];
  /** (questions) number of lines merged into each */
  readonly lines: Uint32Array;
  /** one vector per question */
  readonly counts: SparseCounts;
}

/**
 * Merges questions with equal counts. The answer is the one listed for the most of the merged spellings; in a draw
 * the one of the most lines, then the one most common in all pairs, then the first.
 */
export function mergeQuestions(listing: Listing, encoder: Encoder): MergedQuestions {
  const { pairs, questionOf } = listing;
  const encoded = listing.encoded(encoder);
  const overall = new Map<string, number>();
  const known = new Map<string, number>();
  const builder = new CountsBuilder(encoder.buckets);
  const questions: string[] = [];
  /** Index of the vector with these counts; adds it if it is new. */
  const merge = (key: string, counts: () => Uint8Array, question: string): number => {
    let index = known.get(key);
    if (index === undefined) {
      index = builder.add(counts());
      known.set(key, index);
      questions.push(question);
    }
    return index;
  };
  const scratch = new Uint8Array(encoder.buckets);
  const mergedInto = new Uint32Array(pairs.length);
  /** (listed questions) 1 + index of the question that each was merged into, or 0 */
  const merged = new Uint32Array(listing.questions.length);
  pairs.forEach(({ question, answer }, line) => {
    overall.set(answer, (overall.get(answer) ?? 0) + 1);
    const listed = questionOf[line];
    if (question.trim().toLowerCase() !== listing.questions[listed]) {
      // the key has one blank where the question has several, and the encoder may count them all
      const counts = encoder.encode(question);
      mergedInto[line] = merge(denseKey(counts), () => counts, question);
      return;
    }
    merged[listed] ||=
      1 +
      merge(sparseKey(encoded, listed, encoder.buckets), () => spread(encoded, listed, scratch), question);
    mergedInto[line] = merged[listed] - 1;
  });
  const { starts, order } = groupLines(mergedInto, questions.length);
  const lines = new Uint32Array(questions.length);
  const answers = questions.map((_, index) => {
    const own = order.subarray(starts[index], starts[index + 1]);
    lines[index] = own.length;
    return own.length === 1 ? pairs[own[0]].answer : elect(pairs, own, overall);
  });
  return { questions, answers, lines, counts: builder.finish() };
}

/** The lines of each group, in their order: group g has order[starts[g]] … order[starts[g + 1] - 1]. */
function groupLines(groupOf: Uint32Array, groups: number): { starts: Uint32Array; order: Uint32Array } {
  const starts = new Uint32Array(groups + 1);
  for (const group of groupOf) starts[group + 1]++;
  for (let group = 0; group < groups; group++) starts[group + 1] += starts[group];
  const next = starts.slice();
  const order = new Uint32Array(groupOf.length);
  groupOf.forEach((group, line) => {
    order[next[group]++] = line;
  });
  return { starts, order };
}

interface Votes {
  /** Different spellings of the question that list this answer. */
  readonly spellings: Set<string>;
  lines: number;
}

function elect(
  pairs: readonly TrainingPair[],
  lines: Uint32Array,
  overall: ReadonlyMap<string, number>,
): string {
  const answers = new Map<string, Votes>();
  for (const line of lines) {
    const { question, answer } = pairs[line];
    let votes = answers.get(answer);
    if (votes === undefined) {
      votes = { spellings: new Set(), lines: 0 };
      answers.set(answer, votes);
    }
    votes.spellings.add(question);
    votes.lines++;
  }
  const ranked = [...answers].sort(
    ([a, votesA], [b, votesB]) =>
      votesB.spellings.size - votesA.spellings.size ||
      votesB.lines - votesA.lines ||
      overall.get(b)! - overall.get(a)!,
  );
  return ranked[0][0];
}
