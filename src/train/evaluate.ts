/**
 * Scores a network's replies against the listed answers, by exact integer inference.
 *
 *   const { exact, perAnswer } = evaluate(network, pairs);
 */

import { MAX_REPLY } from "../base/contract.js";
import { FastInference } from "../model/fast-inference.js";
import type { Network } from "../model/network.js";
import { Listing, type Pairs } from "./listing.js";
import { charactersToTell } from "./quiz.js";
import { spread } from "./sparse.js";

/** Most confusions listed. */
const WORST_CONFUSIONS = 40;

export interface AnswerScore {
  readonly answer: string;
  /** Lines that give this answer. */
  readonly lines: number;
  /** Lines of these whose question gets this answer. */
  readonly right: number;
}

/** Questions with the same wanted answer and the same wrong reply. */
export interface Confusion {
  /** The first answer listed for the question. */
  readonly wanted: string;
  readonly given: string;
  readonly questions: number;
  /** One of them. */
  readonly example: string;
}

export interface ReplyScores {
  /** Distinct questions. */
  readonly queries: number;
  /** Share of distinct questions answered with one of their listed answers. */
  readonly exact: number;
  /** Share of lines answered as that line says. */
  readonly pairs: number;
  /** Share of lines answered right of each distinct answer, averaged over these answers. */
  readonly macro: number;
  /** Most lines first. */
  readonly perAnswer: readonly AnswerScore[];
  /** The worst of them, most questions first. */
  readonly confusions: readonly Confusion[];
}

export interface Evaluation extends ReplyScores {
  /** Largest |accumulator| met; it wraps above 32,767. */
  readonly largestAccumulator: number;
  /** (layers) the same of each layer */
  readonly largestAccumulators: readonly number[];
  /** Non-zero weights met by non-zero activations, per character. */
  readonly activeMacs: number;
}

/** @returns a function that asks a network a listing's questions by their encoded counts */
function asker(inference: FastInference, listing: Listing): (question: number, most: number) => string {
  const { encoder } = inference;
  const encoded = listing.encoded(encoder);
  const counts = new Uint8Array(encoder.buckets);
  return (question, most) => inference.replyTo(spread(encoded, question, counts), most);
}

/**
 * Share of some of the questions that are answered with one of their listed answers.
 * @param sample indices into the listing's questions
 */
export function exactShare(inference: FastInference, listing: Listing, sample: Uint32Array): number {
  const most = charactersToTell(Array.from(sample, (index) => listing.answers[index]));
  const replyTo = asker(inference, listing);
  let right = 0;
  for (const index of sample) if (listing.answers[index].has(replyTo(index, most))) right++;
  return share(right, sample.length);
}

/**
 * Computes all scores of a network.
 * @param heard gives the question to ask instead of each question, e.g. misspelled
 */
export function evaluate(network: Network, pairs: Pairs, heard?: (question: string) => string): Evaluation {
  return toEnd(evaluation(network, pairs, heard));
}

/** {@link evaluate} in small steps, for many questions: yields after each. */
export function* evaluation(
  network: Network,
  pairs: Pairs,
  heard?: (question: string) => string,
): Generator<ScoringProgress, Evaluation> {
  const listing = Listing.of(pairs);
  const inference = new FastInference(network);
  const replyTo = heard
    ? (question: number, most: number) => inference.reply(heard(listing.questions[question]), most)
    : asker(inference, listing);
  return {
    ...(yield* scoring(listing, (question, most) => cut(replyTo(question, most), most))),
    largestAccumulator: inference.largestAccumulator,
    largestAccumulators: inference.largestAccumulators,
    activeMacs: share(inference.activeMacs, inference.characters),
  };
}

/**
 * Scores anything that answers questions, such as a network or a program in the emulator.
 * @param replyTo called once for each distinct question
 */
export function scoreReplies(pairs: Pairs, replyTo: (question: string) => string): ReplyScores {
  return toEnd(scoringReplies(pairs, replyTo));
}

/** {@link scoreReplies} in small steps. */
export function* scoringReplies(
  pairs: Pairs,
  replyTo: (question: string) => string,
): Generator<ScoringProgress, ReplyScores> {
  const listing = Listing.of(pairs);
  return yield* scoring(listing, (question) => replyTo(listing.questions[question]));
}

export interface ScoringProgress {
  /** Questions asked so far, and their total number. */
  readonly asked: number;
  readonly questions: number;
}

/** Questions asked in one step, which takes some milliseconds. */
const QUESTIONS_A_STEP = 100;

/** Runs a generator to its end at once. */
export function toEnd<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
  }
}

/** Marks a cut reply with "…". An untrained network would write 50 characters, so cutting saves most of the work. */
function cut(reply: string, most: number): string {
  return reply.length === most && most < MAX_REPLY ? `${reply}…` : reply;
}

/**
 * @param replyTo gives the reply to a question, by its index in the listing; it may be cut after `most`
 *   characters
 */
function* scoring(
  listing: Listing,
  replyTo: (question: number, most: number) => string,
): Generator<ScoringProgress, ReplyScores> {
  const { pairs, questions, answers, questionOf } = listing;
  const replies: string[] = [];
  const confusions = new Map<string, { -readonly [K in keyof Confusion]: Confusion[K] }>();
  let rightQuestions = 0;
  const most = charactersToTell(answers);
  for (const [index, question] of questions.entries()) {
    const reply = replyTo(index, most);
    replies.push(reply);
    if (replies.length % QUESTIONS_A_STEP === 0) yield { asked: replies.length, questions: questions.length };
    if (answers[index].has(reply)) {
      rightQuestions++;
      continue;
    }
    const [wanted] = answers[index];
    const key = `${wanted}|${reply}`;
    const known = confusions.get(key);
    if (known !== undefined) known.questions++;
    else confusions.set(key, { wanted: wanted!, given: reply, questions: 1, example: question });
  }
  const scores = new Map<string, { answer: string; lines: number; right: number }>();
  let rightLines = 0;
  pairs.forEach(({ answer }, line) => {
    const score = scores.get(answer) ?? { answer, lines: 0, right: 0 };
    scores.set(answer, score);
    score.lines++;
    if (replies[questionOf[line]] !== answer) return;
    score.right++;
    rightLines++;
  });
  const perAnswer = [...scores.values()].sort((a, b) => b.lines - a.lines);
  return {
    queries: questions.length,
    exact: share(rightQuestions, questions.length),
    pairs: share(rightLines, pairs.length),
    macro: share(
      perAnswer.reduce((sum, { right, lines }) => sum + right / lines, 0),
      perAnswer.length,
    ),
    perAnswer,
    confusions: [...confusions.values()].sort((a, b) => b.questions - a.questions).slice(0, WORST_CONFUSIONS),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
