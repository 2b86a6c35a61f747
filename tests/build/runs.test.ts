/** Runs of weights as bytes: the trees of src/build/runs.ts, read back as asm/columns/runs.asm does. */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { encodeRuns, evenTree, type RunNode, runSizes, runTree, treeBits } from "../../src/build/runs.js";

const KINDS = [1, -1, -2, 0] as const;
const random = new Random(3);

/** Columns whose weights have these chances, in the order of KINDS. */
function columnsOf(chances: readonly number[], length: number, count = 60): Int8Array[] {
  const weight = () => {
    const at = random.float();
    const upTo = (kind: number) => chances.slice(0, kind + 1).reduce((sum, chance) => sum + chance);
    return KINDS.find((_, kind) => at < upTo(kind)) ?? 0;
  };
  return Array.from({ length: count }, () => Int8Array.from({ length }, weight));
}

/** The runs of a tree, from its bits. */
function runsOf(bits: readonly number[]): number[][] {
  const runs: number[][] = [];
  let at = 0;
  const read = (path: readonly number[]): void => {
    if (bits[at++] === 0) runs.push([...path]);
    else for (const kind of KINDS) read([...path, kind]);
  };
  read([]);
  expect(at).toBe(bits.length);
  return runs;
}

/** A column of bytes, from the last accumulator to the first. */
function decode(runs: readonly number[][], bytes: readonly number[], length: number): Int8Array {
  const weights = bytes.flatMap((byte) => runs[byte]);
  expect(weights.slice(length).every((weight) => weight === 0)).toBe(true);
  expect(weights.length - runs[bytes.at(-1)!].length).toBeLessThan(length);
  return Int8Array.from(weights.slice(0, length)).reverse();
}

const KINDS_OF_COLUMNS: [name: string, columns: Int8Array[]][] = [
  ["sparse", columnsOf([0.1, 0.08, 0.02, 0.8], 251)],
  ["dense", columnsOf([0.2, 0.2, 0.4, 0.2], 128)],
  ["all zero", columnsOf([0, 0, 0, 1], 256)],
  ["all alike", columnsOf([0, 0, 1, 0], 256)],
  ["nearly all zero", columnsOf([0.001, 0, 0, 0.999], 256)],
  ["of one accumulator", columnsOf([0.3, 0.3, 0, 0.4], 1)],
  ["missing", []],
];

describe.each(KINDS_OF_COLUMNS)("columns that are %s", (_, columns) => {
  test.each<[string, RunNode]>([
    ["their own tree", runTree(columns)],
    ["runs of four", evenTree()],
  ])("come back by %s", (_, tree) => {
    const runs = runsOf(treeBits(tree));
    for (const column of columns)
      expect(decode(runs, encodeRuns(tree, column), column.length)).toEqual(column);
    const { leaves, writes } = runSizes(tree);
    expect(leaves).toBe(runs.length);
    expect(leaves).toBeLessThanOrEqual(256);
    const nonZero = runs.map((run) => run.filter((weight) => weight !== 0).length);
    expect(writes).toBe(nonZero.reduce((sum, count) => sum + count, 0));
    // the Z80's stack has room for so many levels
    expect(Math.max(...nonZero)).toBeLessThanOrEqual(4);
  });
});

test("a step is counted before each weight that isn't first in its run", () => {
  const tree = evenTree();
  const steps = runsOf(treeBits(tree)).map((run) => run.filter((weight, n) => n > 0 && weight !== 0).length);
  expect(runSizes(tree).steps).toBe(steps.reduce((sum, count) => sum + count, 0));
});

test("sparse columns take fewer bytes than two bits a weight", () => {
  const [, columns] = KINDS_OF_COLUMNS[0];
  const tree = runTree(columns);
  const bytes = columns.reduce((sum, column) => sum + encodeRuns(tree, column).length, 0);
  expect(bytes).toBeLessThan(0.6 * columns.length * (251 / 4));
});
