/**
 * Statistics of a set of pairs: counts, each answer's share, bytes for the charset, and the best score that a model
 * can reach.
 *
 *   const { questions, ceiling } = statsOf(pairs, encoderOf("word").encode);
 */

import { DEFAULT_HIDDEN } from "../base/contract.js";
import { distinctQuestions, groupByAnswer, type Pair, questionKey } from "./pairs.js";

/** The query encoder that the model will use: from a question to its bucket counts. */
export type Encode = (question: string) => ArrayLike<number>;

export interface AnswerStats {
  readonly answer: string;
  readonly lines: number;
  /** Distinct questions with this answer. */
  readonly questions: number;
  /** Of all lines, 0 to 1. */
  readonly share: number;
}

export interface CharacterStats {
  readonly character: string;
  /** Distinct answers that hold it. */
  readonly answers: number;
  /** Number of times that it is in the answers of all lines. */
  readonly uses: number;
}

export interface Stats {
  readonly lines: number;
  readonly questions: number;
  /** Most lines first. */
  readonly answers: readonly AnswerStats[];
  /** The charset without the end of reply; most used first. */
  readonly characters: readonly CharacterStats[];
  /** Bytes, packed, of weights and bias for each character of the charset, in the default network. */
  readonly bytesPerCharacter: number;
  /** Characters of the longest question and reply, and of the mean reply. */
  readonly longestQuestion: number;
  readonly longestReply: number;
  readonly meanReply: number;
  /** Families of phrasings that the files name. */
  readonly families: number;
  /** Lines that were made from others, as `augment` makes them. */
  readonly made: number;
  /** Distinct questions with more than one answer. */
  readonly contradictions: number;
  /** Largest share of lines that a model can get right, as some questions have several answers; 0 to 1. */
  readonly ceiling: number;
  /** The same for a model that sees only bucket counts, for which more questions are alike. */
  readonly encodedCeiling: number;
}

/** The statistics of a set of pairs; there must be at least one pair. */
export function statsOf(pairs: readonly Pair[], encode: Encode): Stats {
  const questions = distinctQuestions(pairs);
  const replyLengths = pairs.map(({ answer }) => answer.length);
  return {
    lines: pairs.length,
    questions: questions.size,
    answers: answerStats(pairs),
    characters: characterStats(pairs),
    bytesPerCharacter: Math.ceil(DEFAULT_HIDDEN.at(-1)! / 4) + 2,
    longestQuestion: pairs.reduce((most, { question }) => Math.max(most, question.length), 0),
    longestReply: replyLengths.reduce((most, length) => Math.max(most, length), 0),
    meanReply: replyLengths.reduce((sum, length) => sum + length, 0) / pairs.length,
    families: new Set(pairs.flatMap(({ family }) => family ?? [])).size,
    made: pairs.filter(({ origin }) => origin !== undefined).length,
    contradictions: [...questions.values()].filter(({ size }) => size > 1).length,
    ceiling: ceiling(pairs, ({ question }) => questionKey(question)),
    encodedCeiling: ceiling(pairs, ({ question }) => encodedKey(question, encode)),
  };
}

/** A key that two questions share if the encoder can't tell them apart. */
export function encodedKey(question: string, encode: Encode): string {
  const counts = encode(question);
  // a code unit for each bucket that isn't empty, and one for its count: nine in ten are empty
  const units: number[] = [];
  for (let bucket = 0; bucket < counts.length; bucket++)
    if (counts[bucket] !== 0) units.push(bucket, counts[bucket]);
  return `=${String.fromCharCode(...units)}`;
}

function answerStats(pairs: readonly Pair[]): AnswerStats[] {
  const byAnswer = groupByAnswer(pairs);
  return Array.from(byAnswer, ([answer, group]) => ({
    answer,
    lines: group.length,
    questions: distinctQuestions(group).size,
    share: group.length / pairs.length,
  })).sort((a, b) => b.lines - a.lines || (a.answer < b.answer ? -1 : 1));
}

function characterStats(pairs: readonly Pair[]): CharacterStats[] {
  const found = new Map<string, { answers: Set<string>; uses: number }>();
  for (const { answer } of pairs)
    for (const character of answer) {
      const entry = found.get(character) ?? { answers: new Set(), uses: 0 };
      entry.answers.add(answer);
      entry.uses++;
      found.set(character, entry);
    }
  return Array.from(found, ([character, { answers, uses }]) => ({
    character,
    answers: answers.size,
    uses,
  })).sort((a, b) => b.uses - a.uses || (a.character < b.character ? -1 : 1));
}

/** Share of lines that are right if each key gets its most frequent answer. */
function ceiling(pairs: readonly Pair[], keyOf: (pair: Pair) => string): number {
  const counts = new Map<string, Map<string, number>>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const answers = counts.get(key) ?? new Map<string, number>();
    counts.set(key, answers.set(pair.answer, (answers.get(pair.answer) ?? 0) + 1));
  }
  let right = 0;
  for (const answers of counts.values()) right += Math.max(...answers.values());
  return right / pairs.length;
}
