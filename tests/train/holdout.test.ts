import { describe, expect, it } from "vitest";
import { readPairs } from "../../src/data/pairs.js";
import { ENCODERS, encoderOf } from "../../src/model/encoder.js";
import { splitUnseen } from "../../src/train/holdout.js";

describe("held-out questions", () => {
  // every question in three orders and cases, of which `word` sees no difference
  const lines = Array.from({ length: 40 }, (_, i) =>
    [`is it thing${i}|A`, `thing${i} is it|A`, `It  is thing${i}|B`].join("\n"),
  );

  it("never include one that an encoder counts like a question trained on", () => {
    const pairs = readPairs(lines.join("\n"), "t");
    for (let seed = 0; seed < 10; seed++) {
      const { train, heldOut } = splitUnseen(pairs, 0.2, seed);
      expect(heldOut.length).toBe(24);
      for (const encoder of ENCODERS) {
        const trained = new Set(train.map(({ question }) => encoderOf(encoder).encode(question).join()));
        for (const { question } of heldOut)
          expect(trained.has(encoderOf(encoder).encode(question).join())).toBe(false);
      }
    }
  });

  it("stay on one side with questions made from them and questions counted alike", () => {
    const made = lines.map((line, i) => `${line}\n#from: thing${i} it is\nis it thign${i}|A\n`);
    const pairs = readPairs(made.join("\n"), "t");
    const number = ({ question }: { question: string }): string => question.replace(/\D/g, "");
    for (let seed = 0; seed < 10; seed++) {
      const { train, heldOut } = splitUnseen(pairs, 0.2, seed);
      const trained = new Set(train.map(number));
      expect(heldOut.length).toBeGreaterThan(0);
      for (const pair of heldOut) expect(trained.has(number(pair))).toBe(false);
    }
  });

  it("are the same ones for the same seed, and whole families if wished", () => {
    const pairs = readPairs(lines.map((line, i) => `#family: f${i >> 2}\n${line}`).join("\n"), "t");
    expect(splitUnseen(pairs, 0.2, 3)).toEqual(splitUnseen(pairs, 0.2, 3));
    const { train, heldOut } = splitUnseen(pairs, 0.2, 3, "family");
    const trained = new Set(train.map(({ family }) => family));
    expect(heldOut.length).toBeGreaterThan(0);
    for (const { family } of heldOut) expect(trained.has(family)).toBe(false);
  });
});
