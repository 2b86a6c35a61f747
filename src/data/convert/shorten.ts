/** Makes short labels for long answers: a network spells each character, so it learns long answers late or never. */

import { cleanAnswer } from "../sides.js";

/** Answers of at most this many characters stay as they are; new labels have at most this many. */
export const SHORT = 6;

/**
 * Makes short, distinct labels for long answers, in the order of the answers.
 * @returns the label by answer; a short answer is its own label
 */
export function shortLabels(answers: Iterable<string>): Map<string, string> {
  const distinct = [...new Set(answers)];
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  const isShort = (answer: string) => answer.length <= SHORT && !/[|]/.test(answer);
  for (const answer of distinct.filter(isShort)) {
    labels.set(answer, answer);
    taken.add(answer);
  }
  const uses = new Map<string, number>();
  for (const answer of distinct)
    for (const word of new Set(wordsOf(answer))) uses.set(word, (uses.get(word) ?? 0) + 1);
  const numbers = new Map<string, number>();
  for (const answer of distinct) {
    if (labels.has(answer)) continue;
    const words = wordsOf(answer);
    let label = [...wordLabels(words, uses)].find((candidate) => !taken.has(candidate));
    if (label === undefined) {
      const stem = (words.join("") || "A").slice(0, 2);
      let number = numbers.get(stem) ?? 1;
      do label = `${stem}${++number}`;
      while (taken.has(label));
      numbers.set(stem, number);
    }
    labels.set(answer, label);
    taken.add(label);
  }
  return labels;
}

/** An answer's words in capitals: those of "bookFlight", "BOOK_FLIGHT" or "Book a flight!". */
function wordsOf(answer: string): string[] {
  const parted = answer.replace(/([a-z])([A-Z])/g, "$1 $2");
  return cleanAnswer(parted).match(/[A-Z0-9]+/g) ?? [];
}

/**
 * Candidates for a label, the most distinctive first: the word that the fewest answers have, the beginnings of two
 * words, the initials.
 */
function* wordLabels(words: readonly string[], uses: ReadonlyMap<string, number>): Generator<string> {
  const [first = "", second = ""] = words;
  const telling = words
    .filter((word) => word.length > 2)
    .sort((a, b) => uses.get(a)! - uses.get(b)! || b.length - a.length);
  if (telling.length > 0) yield telling[0].slice(0, SHORT);
  if (words.length > 1) {
    for (const head of [3, 2, 4]) yield first.slice(0, head) + second.slice(0, SHORT - head);
    yield first.slice(0, 2) +
      words
        .slice(1, SHORT - 1)
        .map((word) => word[0])
        .join("");
    yield first.slice(0, 3) + words.at(-1)!.slice(0, 3);
  }
  for (const word of telling) for (let length = SHORT; length > 2; length--) yield word.slice(0, length);
}
