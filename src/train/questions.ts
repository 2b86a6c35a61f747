/**
 * The distinct questions of many pairs, as a network sees them: those that encode to the same counts can't
 * be told apart, so they are one, with one answer.
 *
 * Made for half a million pairs: numbers are in typed arrays, and only one question's votes exist at a time.
 */

import type { Encoder } from "../model/encoder.js";
import type { TrainingPair } from "./corpus.js";
import { CountsBuilder, type SparseCounts } from "./sparse.js";

export interface MergedQuestions {
  /** (questions) one spelling of each question that can be told apart */
  readonly questions: readonly string[];
  /** (questions) the answer of each */
  readonly answers: readonly string[];
  /** (questions) lines that each stands for */
  readonly lines: Uint32Array;
  /** one vector a question */
  readonly counts: SparseCounts;
}

/**
 * Merges questions with equal counts. The answer is the one that serves most of the spellings merged, then
 * most lines, then the one more common in all the pairs, then the first.
 */
export function mergeQuestions(pairs: readonly TrainingPair[], encoder: Encoder): MergedQuestions {
  const overall = new Map<string, number>();
  const known = new Map<string, number>();
  const builder = new CountsBuilder(encoder.buckets);
  const questions: string[] = [];
  const mergedInto = new Uint32Array(pairs.length);
  pairs.forEach(({ question, answer }, line) => {
    overall.set(answer, (overall.get(answer) ?? 0) + 1);
    const counts = encoder.encode(question);
    const key = sparseKey(counts);
    let index = known.get(key);
    if (index === undefined) {
      index = builder.add(counts);
      known.set(key, index);
      questions.push(question);
    }
    mergedInto[line] = index;
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

/**
 * Short text that two questions share if their counts are equal: a code unit for each bucket that has any.
 * @param counts at most 126 each, in at most 516 buckets
 */
export function sparseKey(counts: Uint8Array): string {
  const units: number[] = [];
  counts.forEach((count, bucket) => {
    if (count > 0) units.push(count * counts.length + bucket);
  });
  return String.fromCharCode(...units);
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
