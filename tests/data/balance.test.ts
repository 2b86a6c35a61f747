import { describe, expect, it } from "vitest";
import { balance } from "../../src/data/balance.js";
import { groupByAnswer, readPairs } from "../../src/data/pairs.js";

const numbered = (answer: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${answer} question ${i}|${answer}`).join("\n");
const pairs = readPairs([numbered("A", 50), numbered("B", 7), numbered("C", 20)].join("\n"), "t");
const counts = (settings: Parameters<typeof balance>[1]) =>
  Object.fromEntries(
    Array.from(groupByAnswer(balance(pairs, settings).pairs), ([answer, group]) => [answer, group.length]),
  );

describe("balance", () => {
  it("brings each answer to the median, or to the target", () => {
    expect(counts({ seed: 1 })).toEqual({ A: 20, B: 20, C: 20 });
    expect(counts({ seed: 1, target: 33 })).toEqual({ A: 33, B: 33, C: 33 });
    expect(counts({ seed: 1, thin: false })).toEqual({ A: 50, B: 20, C: 20 });
    expect(counts({ seed: 1, repeat: false })).toEqual({ A: 20, B: 7, C: 20 });
  });

  it("tells before and after", () => {
    expect(balance(pairs, { seed: 1 }).changes).toEqual([
      { answer: "A", before: 50, after: 20 },
      { answer: "C", before: 20, after: 20 },
      { answer: "B", before: 7, after: 20 },
    ]);
  });

  it("repeats all lines of an answer as often as one another, but for the rest", () => {
    const repeats = new Map<string, number>();
    for (const { question, answer } of balance(pairs, { seed: 3 }).pairs)
      if (answer === "B") repeats.set(question, (repeats.get(question) ?? 0) + 1);
    expect([...repeats.values()].sort()).toEqual([2, 3, 3, 3, 3, 3, 3]);
  });

  it("keeps the order, thins by the seed, and drops no other question", () => {
    const { pairs: balanced } = balance(pairs, { seed: 4 });
    const lines = balanced.map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(balanced).toEqual(balance(pairs, { seed: 4 }).pairs);
    expect(balanced).not.toEqual(balance(pairs, { seed: 5 }).pairs);
    expect(new Set(balanced.map(({ question }) => question)).size).toBe(20 + 7 + 20);
  });
});
