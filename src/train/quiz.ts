/**
 * Questions of a training's checks, as plain data: they can be sent to the workers that share the checks.
 *
 *   const quiz = quizOf(listing, sample, encoder);
 *   rightOf(new FastInference(network), quiz, 0, quiz.answers.length); // how many it has right
 */

import { MAX_REPLY } from "../base/contract.js";
import type { Encoder } from "../model/encoder.js";
import type { FastInference } from "../model/fast-inference.js";
import type { Listing } from "./listing.js";
import { CountsBuilder, type SparseCounts, spread } from "./sparse.js";

export interface Quiz {
  /** (questions) */
  readonly counts: SparseCounts;
  /** (questions) the answers listed for each */
  readonly answers: readonly ReadonlySet<string>[];
  /** Characters of a reply that decide whether it is listed. */
  readonly most: number;
}

/** Characters of a reply that decide whether it is a listed answer: a longer reply is not one. */
export function charactersToTell(answers: Iterable<ReadonlySet<string>>): number {
  let longest = 0;
  for (const listed of answers) for (const answer of listed) longest = Math.max(longest, answer.length);
  return Math.min(MAX_REPLY, longest + 1);
}

/** @param sample indices into the listing's questions */
export function quizOf(listing: Listing, sample: Uint32Array, encoder: Encoder): Quiz {
  const encoded = listing.encoded(encoder);
  const builder = new CountsBuilder(encoder.buckets);
  const counts = new Uint8Array(encoder.buckets);
  for (const question of sample) builder.add(spread(encoded, question, counts));
  const answers = Array.from(sample, (question) => listing.answers[question]);
  return { counts: builder.finish(), answers, most: charactersToTell(answers) };
}

/** How many of the questions from … to - 1 are answered with one of their answers. */
export function rightOf(inference: FastInference, quiz: Quiz, from: number, to: number): number {
  const counts = new Uint8Array(inference.encoder.buckets);
  let right = 0;
  for (let question = from; question < to; question++) {
    const reply = inference.replyTo(spread(quiz.counts, question, counts), quiz.most);
    if (quiz.answers[question].has(reply)) right++;
  }
  return right;
}
