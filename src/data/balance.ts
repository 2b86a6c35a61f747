/**
 * Gives all answers about the same number of lines: thins out frequent ones, repeats rare ones.
 *
 *   const { pairs, changes } = balance(unbalanced, { seed: 1 });
 */

import { Random } from "../base/random.js";
import { groupByAnswer, type Pair } from "./pairs.js";

export interface AnswerChange {
  readonly answer: string;
  /** Lines. */
  readonly before: number;
  readonly after: number;
}

export interface Balanced {
  /** In the order of the input; repeats follow their original. */
  readonly pairs: Pair[];
  /** One for each answer, most lines first. */
  readonly changes: readonly AnswerChange[];
}

export interface BalanceSettings {
  /** Lines for each answer. Default: the median of the answers' lines. */
  readonly target?: number;
  readonly seed: number;
  /** False leaves answers with more lines as they are. */
  readonly thin?: boolean;
  /** False leaves answers with fewer lines as they are. */
  readonly repeat?: boolean;
}

/** Gives each answer the target number of lines, as far as `thin` and `repeat` allow. */
export function balance(pairs: readonly Pair[], settings: BalanceSettings): Balanced {
  const { seed, thin = true, repeat = true } = settings;
  const groups = groupByAnswer(pairs);
  const target = settings.target ?? medianOf([...groups.values()].map(({ length }) => length));
  const random = new Random(seed);
  const copies = new Map<Pair, number>();
  const changes: AnswerChange[] = [];
  for (const [answer, group] of groups) {
    const before = group.length;
    const after = before > target ? (thin ? target : before) : repeat ? target : before;
    // Each line gets the same number of copies; the remainder goes to the first lines in random order.
    const shuffled = random.shuffle([...group]);
    shuffled.forEach((pair, i) => {
      copies.set(pair, Math.floor(after / before) + (i < after % before ? 1 : 0));
    });
    changes.push({ answer, before, after });
  }
  changes.sort((a, b) => b.before - a.before || (a.answer < b.answer ? -1 : 1));
  return { pairs: pairs.flatMap((pair) => Array<Pair>(copies.get(pair)!).fill(pair)), changes };
}

function medianOf(counts: number[]): number {
  counts.sort((a, b) => a - b);
  return counts[(counts.length - 1) >> 1];
}
