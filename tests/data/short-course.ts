/**
 * Chooses tinychat's short course: the lines of a pair file that stand best for all its lines.
 *
 *   const lines = shortCourse(pairs, new Set(["hello"]), 4);
 */

import { foldToAscii } from "../../src/base/ascii.js";
import type { Pair } from "../../src/data/pairs.js";
import { encoderOf } from "../../src/model/encoder.js";

const { encode } = encoderOf("word", 512);

/**
 * Takes from each family the lines to which the family's other lines are most alike (greedy facility location over
 * the cosine of trigram counts), in the order of the file.
 * @param wanted questions that are taken in any case
 * @param share a family of n lines gives `share * sqrt(n)` of them
 */
export function shortCourse(pairs: readonly Pair[], wanted: ReadonlySet<string>, share: number): Pair[] {
  const families = new Map<string, Pair[]>();
  for (const pair of distinct(pairs)) {
    const family = families.get(pair.family ?? pair.answer);
    if (family === undefined) families.set(pair.family ?? pair.answer, [pair]);
    else family.push(pair);
  }
  const taken = new Set<Pair>();
  for (const family of families.values())
    for (const pair of representatives(family, wanted, Math.round(share * Math.sqrt(family.length))))
      taken.add(pair);
  return pairs.filter((pair) => taken.has(pair));
}

/** The key by which golden questions are found: in any case, without punctuation around. */
export function keyOf(question: string): string {
  return foldToAscii(question).toLowerCase().trim();
}

function distinct(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((pair) => [keyOf(pair.question), pair])).values()];
}

/** The family's first line, the wanted ones, and then one at a time the line that the rest is most alike to. */
function representatives(family: readonly Pair[], wanted: ReadonlySet<string>, size: number): Pair[] {
  const vectors = family.map(({ question }) => normalized(encode(question)));
  const likeness = vectors.map((a) => vectors.map((b) => cosine(a, b)));
  /** (lines) how alike each line is to the taken line that it is most alike to */
  const covered = new Float64Array(family.length);
  const taken = new Set<number>();
  const take = (index: number): void => {
    taken.add(index);
    likeness[index].forEach((alike, other) => {
      covered[other] = Math.max(covered[other], alike);
    });
  };
  family.forEach(({ question }, index) => {
    if (index === 0 || wanted.has(keyOf(question))) take(index);
  });
  while (taken.size < Math.min(size, family.length)) {
    let best = -1;
    let bestGain = -1;
    likeness.forEach((alike, index) => {
      if (taken.has(index)) return;
      const gain = alike.reduce((sum, value, other) => sum + Math.max(0, value - covered[other]), 0);
      if (gain <= bestGain) return;
      best = index;
      bestGain = gain;
    });
    take(best);
  }
  return family.filter((_, index) => taken.has(index));
}

/** (buckets) counts of unit length, as pairs of bucket and value: most buckets are empty. */
type Sparse = ReadonlyMap<number, number>;

function normalized(counts: Uint8Array): Sparse {
  const length = Math.hypot(...counts);
  const entries = [...counts.entries()].filter(([, count]) => count > 0);
  return new Map(entries.map(([bucket, count]) => [bucket, count / length]));
}

function cosine(a: Sparse, b: Sparse): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [bucket, value] of small) sum += value * (large.get(bucket) ?? 0);
  return sum;
}
