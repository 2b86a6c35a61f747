import { describe, expect, it } from "vitest";
import { distinctQuestions, type Pair, questionKey, readPairs } from "../../src/data/pairs.js";
import { splitByFamily, splitByQuestion } from "../../src/data/split.js";

const keys = (pairs: readonly Pair[]) => new Set(pairs.map((pair) => questionKey(pair.question)));

/** 200 questions of one to three lines each, some in another case. */
const text = Array.from({ length: 200 }, (_, i) =>
  [`what is ${i}|A${i % 7}`, `What  is ${i}|B`, `WHAT IS ${i}|A1`].slice(0, 1 + (i % 3)).join("\n"),
).join("\n");
const pairs = readPairs(text, "t");

describe("splitByQuestion", () => {
  it("holds out the share of distinct questions, and no question is on both sides", () => {
    const { train, heldOut } = splitByQuestion(pairs, 0.1, 1);
    expect(distinctQuestions(heldOut).size).toBe(20);
    expect(train.length + heldOut.length).toBe(pairs.length);
    for (const key of keys(heldOut)) expect(keys(train).has(key)).toBe(false);
  });

  it("keeps the order of the file on both sides", () => {
    const { train, heldOut } = splitByQuestion(pairs, 0.3, 2);
    for (const side of [train, heldOut])
      expect(side.map(({ line }) => line)).toEqual(side.map(({ line }) => line).sort((a, b) => a - b));
  });

  it("is the same for the same seed and another for another", () => {
    expect(splitByQuestion(pairs, 0.1, 5)).toEqual(splitByQuestion(pairs, 0.1, 5));
    expect(keys(splitByQuestion(pairs, 0.1, 5).heldOut)).not.toEqual(
      keys(splitByQuestion(pairs, 0.1, 6).heldOut),
    );
  });

  it("leaves both sides something, unless asked for none or all", () => {
    const two = readPairs("a|A\nb|B", "t");
    expect(splitByQuestion(two, 0.01, 1).heldOut).toHaveLength(1);
    expect(splitByQuestion(two, 0.99, 1).train).toHaveLength(1);
    expect(splitByQuestion(two, 0, 1).heldOut).toHaveLength(0);
    expect(splitByQuestion(two, 1, 1).train).toHaveLength(0);
    expect(() => splitByQuestion(two, 1.5, 1)).toThrow(RangeError);
    expect(() => splitByQuestion(two, Number.NaN, 1)).toThrow(RangeError);
  });

  it("never parts a question from what was made from it", () => {
    const made = readPairs(
      Array.from({ length: 60 }, (_, i) => `word${i}|A\n#from: Word${i}\nwrod${i}|A\nwor${i}|A\n`).join("\n"),
      "t",
    );
    for (let seed = 0; seed < 20; seed++) {
      const { train, heldOut } = splitByQuestion(made, 0.2, seed);
      const number = (pair: Pair) => pair.question.replace(/\D/g, "");
      const trained = new Set(train.map(number));
      expect(heldOut.length).toBeGreaterThan(0);
      for (const pair of heldOut) expect(trained.has(number(pair))).toBe(false);
    }
  });
});

describe("splitByFamily", () => {
  it("can hold out any family, whatever the seed", () => {
    const four = readPairs("#family: a\na|A\n#family: b\nb|A\n#family: c\nc|A\n#family: d\nd|A\n", "t");
    const seeds = Array.from({ length: 40 }, (_, seed) => splitByFamily(four, 0.25, seed).heldOut[0].family);
    expect(new Set(seeds)).toEqual(new Set(["a", "b", "c", "d"]));
  });

  it("holds out whole families", () => {
    const families = readPairs(
      Array.from({ length: 20 }, (_, f) =>
        [`#family: f${f}`, ...Array.from({ length: 10 }, (_, i) => `q ${f} ${i}|A`)].join("\n"),
      ).join("\n"),
      "t",
    );
    const { train, heldOut } = splitByFamily(families, 0.25, 3);
    const trained = new Set(train.map((pair) => pair.family));
    expect(heldOut).toHaveLength(50);
    for (const pair of heldOut) expect(trained.has(pair.family)).toBe(false);
  });
});
