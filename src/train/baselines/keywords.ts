/**
 * The keyword table, which a programmer might write by hand, here learned: a list of words, each with an answer.
 * The first word that the question has decides; without any, the reply is the most common answer (a decision list:
 * Rivest, 1987; ranked as in Yarowsky, 1994).
 */

import { type Baseline, type Lessons, textBytes } from "./lessons.js";

/** A word and its answer. */
interface Rule {
  readonly word: string;
  /** Index into the lessons' names. */
  readonly answer: number;
  /** Estimated share of questions with this word that have this answer, 0 to 1. */
  readonly confidence: number;
  /** Questions that have the word. */
  readonly uses: number;
}

/** Learns the table: words by confidence, and only those that decide a question of the lessons. */
export function fitKeywords(lessons: Lessons): Baseline {
  const { questions, names, numberBytes, namesBytes } = lessons;
  const ranked = rankRules(lessons);
  const rankOf = new Map(ranked.map(({ word }, rank) => [word, rank]));
  const firstRank = (question: string): number | undefined => {
    let first: number | undefined;
    for (const word of wordsOf(question)) {
      const rank = rankOf.get(word);
      if (rank !== undefined && (first === undefined || rank < first)) first = rank;
    }
    return first;
  };
  const needed = new Set<number>();
  for (const question of questions) {
    const rank = firstRank(question);
    if (rank !== undefined) needed.add(rank);
  }
  ranked.forEach(({ word }, rank) => {
    if (!needed.has(rank)) rankOf.delete(word);
  });
  return {
    name: "keyword table",
    bytes: textBytes(rankOf.keys()) + rankOf.size * numberBytes + namesBytes,
    reply(question) {
      const rank = firstRank(question);
      return names[rank === undefined ? 0 : ranked[rank].answer];
    },
  };
}

function rankRules({ questions, answerOf, names, uses }: Lessons): Rule[] {
  const counted = new Map<string, Map<number, number>>();
  questions.forEach((question, index) => {
    const answer = answerOf[index];
    for (const word of wordsOf(question)) {
      const counts = counted.get(word) ?? new Map<number, number>();
      counted.set(word, counts.set(answer, (counts.get(answer) ?? 0) + 1));
    }
  });
  const rules = Array.from(counted, ([word, counts]): Rule => {
    let total = 0;
    let answer = names.length;
    let most = 0;
    for (const [candidate, count] of counts) {
      total += count;
      // in a draw, the answer that is more common overall
      if (count < most || (count === most && candidate > answer)) continue;
      most = count;
      answer = candidate;
    }
    // as if one more question with the average answers had the word: so a word seen once is not fully trusted
    const confidence = (most + uses[answer] / questions.length) / (total + 1);
    return { word, answer, confidence, uses: total };
  });
  return rules.sort((a, b) => b.confidence - a.confidence || b.uses - a.uses || (a.word < b.word ? -1 : 1));
}

/** The different words of a question: letters, digits and apostrophes, in lower case. */
function wordsOf(question: string): Set<string> {
  return new Set(question.toLowerCase().match(/[a-z0-9']+/g) ?? []);
}
