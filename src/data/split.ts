/**
 * Splits pairs into training and held-out ones, so that no held-out question is trained on in another form.
 *
 *   const { train, heldOut } = splitByQuestion(pairs, 0.1, 1);
 */

import { Random } from "../base/random.js";
import { type Pair, questionKey } from "./pairs.js";

export interface Split {
  readonly train: Pair[];
  readonly heldOut: Pair[];
}

/** Gives names for a question; two questions that share a name are alike and stay on one side. */
export type LikenessOf = (question: string) => readonly string[];

const NONE_ALIKE: LikenessOf = () => [];

/**
 * Holds out a share of the distinct questions. A question and those made from it stay on one side.
 * @param share of distinct questions to hold out, 0 to 1
 * @param likenessOf tells what else stays on one side, e.g. questions that a model can't tell apart
 */
export function splitByQuestion(
  pairs: readonly Pair[],
  share: number,
  seed: number,
  likenessOf: LikenessOf = NONE_ALIKE,
): Split {
  return splitGroups(pairs, share, new Random(seed), likenessOf, () => undefined);
}

/**
 * Holds out whole families of phrasings, together about a share of the distinct questions. A question without family
 * is a family of its own.
 * @param share of distinct questions to hold out, 0 to 1
 * @param likenessOf tells what else stays on one side
 */
export function splitByFamily(
  pairs: readonly Pair[],
  share: number,
  seed: number,
  likenessOf: LikenessOf = NONE_ALIKE,
): Split {
  return splitGroups(pairs, share, Random.scattered(seed), likenessOf, (pair) => pair.family);
}

function splitGroups(
  pairs: readonly Pair[],
  share: number,
  random: Random,
  likenessOf: LikenessOf,
  familyOf: (pair: Pair) => string | undefined,
): Split {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share ${share} is not within 0 to 1`);
  if (share === 0) return { train: [...pairs], heldOut: [] };
  const groups = groupQuestions(pairs, likenessOf, familyOf);
  const distinct = groups.reduce((sum, group) => sum + group.length, 0);
  // At least one group on each side if there are two, so that a small file still gives a score.
  const wanted = Math.max(1, Math.round(share * distinct));
  const heldOutKeys = new Set<string>();
  for (const group of random.shuffle(groups).slice(0, share < 1 ? groups.length - 1 : undefined)) {
    if (heldOutKeys.size >= wanted) break;
    for (const key of group) heldOutKeys.add(key);
  }
  const train: Pair[] = [];
  const heldOut: Pair[] = [];
  for (const pair of pairs) (heldOutKeys.has(questionKey(pair.question)) ? heldOut : train).push(pair);
  return { train, heldOut };
}

/** The distinct questions' keys in groups: those that origin, family or likeness connects are in one group. */
function groupQuestions(
  pairs: readonly Pair[],
  likenessOf: LikenessOf,
  familyOf: (pair: Pair) => string | undefined,
): string[][] {
  // Union-find: each node's parent. Keys have no newline, so other names begin with newlines to tell them apart.
  const parents = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    if (root !== node) parents.set(node, root);
    return root;
  };
  const join = (a: string, b: string): void => {
    const [rootA, rootB] = [rootOf(a), rootOf(b)];
    if (rootA !== rootB) parents.set(rootB, rootA);
  };
  const compared = new Set<string>();
  const compare = (key: string): void => {
    if (compared.has(key)) return;
    compared.add(key);
    for (const likeness of likenessOf(key)) join(`\n\n${likeness}`, key);
  };
  const keys = new Set<string>();
  for (const pair of pairs) {
    const key = questionKey(pair.question);
    compare(key);
    keys.add(key);
    if (pair.origin !== undefined) {
      const origin = questionKey(pair.origin);
      compare(origin);
      join(origin, key);
    }
    const family = familyOf(pair);
    if (family !== undefined) join(`\n${family}`, key);
  }
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const root = rootOf(key);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [key]);
    else group.push(key);
  }
  return [...groups.values()];
}
