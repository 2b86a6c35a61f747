/** Chooses the answer of questions that a file answers in several ways: one, or all. */

import { questionKey } from "../pairs.js";

export const ANSWER_CHOICES = ["first", "most", "all"] as const;
export type AnswerChoice = (typeof ANSWER_CHOICES)[number];

export interface Candidate {
  readonly question: string;
  readonly answer: string;
  readonly place: string;
  readonly family?: string;
  readonly origin?: string;
}

export const DUPLICATE = "the same pair again";
export const OTHER_ANSWER = "another answer to a question that has one";

/**
 * @param choice first: the answer that comes first; most: the one that most lines give, the first of equals; all
 * @param leave is called for each pair that is left out, with the reason
 */
export function chooseAnswers(
  candidates: readonly Candidate[],
  choice: AnswerChoice,
  leave: (why: string, place: string) => void,
): Candidate[] {
  const votes = new Map<string, Map<string, number>>();
  for (const { question, answer } of candidates) {
    const key = questionKey(question);
    const answers = votes.get(key) ?? new Map<string, number>();
    votes.set(key, answers.set(answer, (answers.get(answer) ?? 0) + 1));
  }
  const taken = new Set<string>();
  return candidates.filter(({ question, answer, place }) => {
    const key = questionKey(question);
    const answers = votes.get(key)!;
    if (choice !== "all" && answer !== chosen(answers, choice)) {
      leave(OTHER_ANSWER, place);
      return false;
    }
    const pair = `${key}|${answer}`;
    if (taken.has(pair)) {
      leave(DUPLICATE, place);
      return false;
    }
    taken.add(pair);
    return true;
  });
}

function chosen(answers: ReadonlyMap<string, number>, choice: "first" | "most"): string {
  const entries = [...answers];
  // a map keeps the order of arrival, and sorting keeps it among equals
  return (choice === "first" ? entries : entries.sort((a, b) => b[1] - a[1]))[0][0];
}
