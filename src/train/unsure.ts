/**
 * What it costs and gains to say nothing where a network is unsure. It is unsure where the largest output of a reply's
 * first pass is hardly above the second largest.
 *
 *   const trades = await runSteps(unsureTrades(network, heldOut), host);
 *   trades[1]; // { margin: 57, answered: 0.8, right: 0.93, caught: 0.61 }
 */

import { FastInference } from "../model/fast-inference.js";
import type { Network } from "../model/network.js";
import type { ScoringProgress } from "./evaluate.js";
import { Listing, type Pairs } from "./listing.js";

/** What a program does if it takes a network for unsure below a margin. */
export interface UnsureTrade {
  /** See `Unsure` in src/model/reply.ts. */
  readonly margin: number;
  /** Share of the questions that it still answers. */
  readonly answered: number;
  /** Share of these that it answers right. */
  readonly right: number;
  /** Share of the questions that it would answer wrong for which it says that it is unsure. */
  readonly caught: number;
}

/** Shares of the questions to answer, for each of which the margin is looked up. */
const ANSWERED = [1, 0.95, 0.9, 0.8, 0.7] as const;
/** Questions asked in one step. */
const QUESTIONS_A_STEP = 100;

/**
 * The trades of several margins, the smallest first. Choose one on questions that the network wasn't taught.
 * @param heard gives the question to ask instead of each question, e.g. misspelled
 */
export function* unsureTrades(
  network: Network,
  pairs: Pairs,
  heard = (question: string): string => question,
): Generator<ScoringProgress, UnsureTrade[]> {
  const { questions, answers } = Listing.of(pairs);
  const inference = new FastInference(network);
  const asked: { margin: number; isRight: boolean }[] = [];
  for (const [index, question] of questions.entries()) {
    const isRight = answers[index].has(inference.reply(heard(question)));
    asked.push({ margin: inference.margin, isRight });
    if (asked.length % QUESTIONS_A_STEP === 0) yield { asked: asked.length, questions: questions.length };
  }
  return tradesOf(asked);
}

/** @param asked one entry a question, at least one */
export function tradesOf(asked: readonly { margin: number; isRight: boolean }[]): UnsureTrade[] {
  const sorted = asked.map(({ margin }) => margin).sort((a, b) => a - b);
  const margins = ANSWERED.map((share) =>
    share === 1 ? 0 : sorted[Math.floor((1 - share) * sorted.length)],
  );
  const wrong = asked.filter(({ isRight }) => !isRight).length;
  return [...new Set(margins)].map((margin) => {
    const answered = asked.filter((one) => one.margin >= margin);
    const right = answered.filter(({ isRight }) => isRight).length;
    return {
      margin,
      answered: answered.length / asked.length,
      right: right / Math.max(1, answered.length),
      caught: wrong === 0 ? 0 : 1 - (answered.length - right) / wrong,
    };
  });
}
