/** What a network knows: its replies against the listed answers, by exact integer inference. */

import { MAX_REPLY } from "../base/contract.js";
import { questionKey } from "../data/pairs.js";
import { FastInference } from "../model/fast-inference.js";
import type { Network } from "../model/network.js";
import type { TrainingPair } from "./corpus.js";

/** Confusions that are told. */
const WORST_CONFUSIONS = 40;

export interface AnswerScore {
  readonly answer: string;
  /** Lines that give this answer. */
  readonly lines: number;
  /** Of these, lines answered so. */
  readonly right: number;
}

/** Questions that should have got one answer and got another reply. */
export interface Confusion {
  /** Of the answers listed for the question, the first. */
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
  /** Mean over distinct answers of the share of their lines answered so. */
  readonly macro: number;
  /** Most lines first. */
  readonly perAnswer: readonly AnswerScore[];
  /** The worst of them, most questions first. */
  readonly confusions: readonly Confusion[];
}

export interface Evaluation extends ReplyScores {
  /** Largest |accumulator| met, of 32,767 before it wraps. */
  readonly largestAccumulator: number;
  /** (layers) the same of each layer */
  readonly largestAccumulators: readonly number[];
  /** Non-zero weights met by non-zero activations, per character. */
  readonly activeMacs: number;
}

/** Distinct questions, in any case, each with its listed answers. */
export function listAnswers(pairs: readonly TrainingPair[]): Map<string, ReadonlySet<string>> {
  const listed = new Map<string, ReadonlySet<string>>();
  // most questions have one answer, and share the set of it: half a million sets would take much memory
  const alone = new Map<string, ReadonlySet<string>>();
  for (const { question, answer } of pairs) {
    const key = questionKey(question);
    const answers = listed.get(key);
    if (answers === undefined) {
      const only = alone.get(answer) ?? new Set([answer]);
      alone.set(answer, only);
      listed.set(key, only);
    } else if (!answers.has(answer)) listed.set(key, new Set([...answers, answer]));
  }
  return listed;
}

/** Characters of a reply that tell whether it is a listed answer: a reply that goes on after them is none. */
function charactersToTell(listed: ReadonlyMap<string, ReadonlySet<string>>): number {
  let longest = 0;
  for (const answers of listed.values())
    for (const answer of answers) longest = Math.max(longest, answer.length);
  return Math.min(MAX_REPLY, longest + 1);
}

/** Share of the questions answered with one of their listed answers. */
export function exactShare(
  inference: FastInference,
  listed: ReadonlyMap<string, ReadonlySet<string>>,
): number {
  const most = charactersToTell(listed);
  let right = 0;
  for (const [question, answers] of listed) if (answers.has(inference.reply(question, most))) right++;
  return listed.size === 0 ? 0 : right / listed.size;
}

/**
 * Everything that `zmlm eval` tells.
 * @param heard what the network is asked instead of each question
 */
export function evaluate(
  network: Network,
  pairs: readonly TrainingPair[],
  heard?: (question: string) => string,
): Evaluation {
  return toEnd(evaluation(network, pairs, heard));
}

/** {@link evaluate} in small steps, for many questions: yields after each. */
export function* evaluation(
  network: Network,
  pairs: readonly TrainingPair[],
  heard = (question: string): string => question,
): Generator<ScoringProgress, Evaluation> {
  const inference = new FastInference(network);
  return {
    ...(yield* scoring(pairs, (question, most) => cut(inference.reply(heard(question), most), most))),
    largestAccumulator: inference.largestAccumulator,
    largestAccumulators: inference.largestAccumulators,
    activeMacs: share(inference.activeMacs, inference.characters),
  };
}

/**
 * Scores whatever answers questions: a network, or a program in the emulator.
 * @param replyTo is asked each distinct question once
 */
export function scoreReplies(
  pairs: readonly TrainingPair[],
  replyTo: (question: string) => string,
): ReplyScores {
  return toEnd(scoring(pairs, replyTo));
}

export interface ScoringProgress {
  /** Questions asked so far, and all that will be. */
  readonly asked: number;
  readonly questions: number;
}

/** Questions asked from one step to the next: some milliseconds' work. */
const QUESTIONS_A_STEP = 100;

function toEnd<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value as T;
  }
}

/** A network that knows nothing yet babbles on to the 50th character; that would be most of the work. */
function cut(reply: string, most: number): string {
  return reply.length === most && most < MAX_REPLY ? `${reply}…` : reply;
}

/** @param replyTo may cut replies after as many characters as are told */
function* scoring(
  pairs: readonly TrainingPair[],
  replyTo: (question: string, most: number) => string,
): Generator<ScoringProgress, ReplyScores> {
  const replies = new Map<string, string>();
  const confusions = new Map<string, { -readonly [K in keyof Confusion]: Confusion[K] }>();
  let rightQuestions = 0;
  const listed = listAnswers(pairs);
  const most = charactersToTell(listed);
  for (const [question, answers] of listed) {
    const reply = replyTo(question, most);
    replies.set(question, reply);
    if (replies.size % QUESTIONS_A_STEP === 0) yield { asked: replies.size, questions: listed.size };
    if (answers.has(reply)) {
      rightQuestions++;
      continue;
    }
    const [wanted] = answers;
    const key = `${wanted}|${reply}`;
    const known = confusions.get(key);
    if (known !== undefined) known.questions++;
    else confusions.set(key, { wanted: wanted!, given: reply, questions: 1, example: question });
  }
  const scores = new Map<string, { answer: string; lines: number; right: number }>();
  let rightLines = 0;
  for (const { question, answer } of pairs) {
    const score = scores.get(answer) ?? { answer, lines: 0, right: 0 };
    scores.set(answer, score);
    score.lines++;
    if (replies.get(questionKey(question)) !== answer) continue;
    score.right++;
    rightLines++;
  }
  const perAnswer = [...scores.values()].sort((a, b) => b.lines - a.lines);
  return {
    queries: replies.size,
    exact: share(rightQuestions, replies.size),
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
