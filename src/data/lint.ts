/**
 * Finds faults in a set of pairs, line by line, to mend before training on it.
 *
 *   for (const { file, line, message } of lint(pairs, { encode })) console.log(`${file}:${line}: ${message}`);
 */

import { longAnswers, longAnswersText } from "./long-answers.js";
import { groupByAnswer, type Pair, questionKey } from "./pairs.js";
import { plainKey } from "./spellings.js";
import { type Encode, encodedKey } from "./stats.js";

export const LINT_RULES = [
  "header",
  "letters",
  "quotes",
  "long",
  "duplicate",
  "contradiction",
  "near-duplicate",
  "collision",
  "dominant",
  "few",
] as const;
export type LintRule = (typeof LINT_RULES)[number];

export interface Finding {
  readonly rule: LintRule;
  readonly file: string;
  readonly line: number;
  /** What is wrong, a semicolon, what to do. */
  readonly message: string;
}

export interface LintSettings {
  /** The query encoder that the model will use. */
  readonly encode: Encode;
  /** Least number of distinct questions that an answer should have. */
  readonly phrasings?: number;
  /** Largest share of the lines that one answer should have, 0 to 1. */
  readonly dominant?: number;
}

export const DEFAULT_PHRASINGS = 5;
export const DEFAULT_DOMINANT = 0.4;

/** Finds faults, in the order of the files' lines. */
export function lint(pairs: readonly Pair[], settings: LintSettings): Finding[] {
  const order = new Map(pairs.map((pair, i) => [pair, i]));
  const found = [
    ...repeated(pairs),
    ...lookalikes(
      pairs,
      "near-duplicate",
      ({ question }) => plainKey(question),
      (now, before) => [
        `"${now.question}" gives ${now.answer}, and "${before.question}" at ${place(before, now)} gives ${before.answer}`,
        "give both one answer, or make them differ by a word",
      ],
    ),
    ...lookalikes(
      pairs,
      "collision",
      ({ question }) => encodedKey(question, settings.encode),
      (now, before) => [
        `"${now.question}" gives ${now.answer}, and falls into the same buckets as "${before.question}" at ${place(before, now)}, which gives ${before.answer}`,
        "give both one answer, or reword one",
      ],
    ),
    ...long(pairs),
    ...unbalanced(pairs, settings.phrasings ?? DEFAULT_PHRASINGS, settings.dominant ?? DEFAULT_DOMINANT),
  ];
  return found
    .sort((a, b) => order.get(a.pair)! - order.get(b.pair)!)
    .map(({ rule, pair, what, todo }) => ({
      rule,
      file: pair.file,
      line: pair.line,
      message: `${what}; ${todo}`,
    }));
}

interface Found {
  readonly rule: LintRule;
  readonly pair: Pair;
  readonly what: string;
  readonly todo: string;
}

/** Repeated questions: with the same answer (duplicate), or another (contradiction). */
function repeated(pairs: readonly Pair[]): Found[] {
  const found: Found[] = [];
  const firsts = new Map<string, Map<string, Pair>>();
  for (const pair of pairs) {
    const key = questionKey(pair.question);
    const answers = firsts.get(key);
    if (answers === undefined) {
      firsts.set(key, new Map([[pair.answer, pair]]));
      continue;
    }
    const same = answers.get(pair.answer);
    const other = [...answers.values()][0];
    if (same !== undefined)
      found.push({
        rule: "duplicate",
        pair,
        what: `"${pair.question}" is at ${place(same, pair)} too`,
        todo: "remove one",
      });
    else {
      answers.set(pair.answer, pair);
      found.push({
        rule: "contradiction",
        pair,
        what: `"${pair.question}" gives ${pair.answer} here and ${other.answer} at ${place(other, pair)}`,
        todo: "choose one",
      });
    }
  }
  return found;
}

/**
 * Different questions with the same key and another answer. Each is reported once, with the first question of its key.
 * {@link repeated} finds equal questions.
 */
function lookalikes(
  pairs: readonly Pair[],
  rule: LintRule,
  keyOf: (pair: Pair) => string,
  tell: (now: Pair, before: Pair) => [what: string, todo: string],
): Found[] {
  const found: Found[] = [];
  const firsts = new Map<string, Pair>();
  const told = new Set<string>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    if (key === "") continue;
    const question = questionKey(pair.question);
    const before = firsts.get(key);
    if (before === undefined) firsts.set(key, pair);
    else if (
      before.answer !== pair.answer &&
      questionKey(before.question) !== question &&
      !told.has(question)
    ) {
      told.add(question);
      const [what, todo] = tell(pair, before);
      found.push({ rule, pair, what, todo });
    }
  }
  return found;
}

/** Long answers: one finding, at the first answer of at least the mean length. */
function long(pairs: readonly Pair[]): Found[] {
  const found = longAnswers(pairs);
  if (found === undefined) return [];
  const [what, todo] = longAnswersText(found).split(/; (?=shorten)/);
  return [{ rule: "long", pair: pairs.find(({ answer }) => answer.length >= found.length)!, what, todo }];
}

function unbalanced(pairs: readonly Pair[], phrasings: number, dominant: number): Found[] {
  const found: Found[] = [];
  for (const [answer, group] of groupByAnswer(pairs)) {
    const share = group.length / pairs.length;
    const questions = new Set(group.map(({ question }) => questionKey(question))).size;
    if (share > dominant)
      found.push({
        rule: "dominant",
        pair: group[0],
        what: `${(100 * share).toFixed(0)} % of the lines have the answer ${answer}`,
        todo: "write more for the other answers, or use zmlm data balance",
      });
    if (questions < phrasings)
      found.push({
        rule: "few",
        pair: group[0],
        what: `${answer} has ${questions} ${questions === 1 ? "phrasing" : "phrasings"}`,
        todo: `write at least ${phrasings}, or use another answer`,
      });
  }
  return found;
}

function place(pair: Pair, from: Pair): string {
  return pair.file === from.file ? `line ${pair.line}` : `${pair.file}:${pair.line}`;
}
