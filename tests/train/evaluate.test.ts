import { describe, expect, it } from "vitest";
import { encodeContext } from "../../src/model/context.js";
import { encoderOf } from "../../src/model/encoder.js";
import type { Network } from "../../src/model/network.js";
import { evaluate } from "../../src/train/evaluate.js";

/** Says "A" to everything: the first context prefers it, any further one prefers the end. */
function alwaysA(): Network {
  const weights = new Int8Array(2 * 256);
  encodeContext("A").forEach((count, bucket) => {
    const fresh = encodeContext("")[bucket];
    if (count > fresh) weights[256 + 128 + bucket] = 1;
  });
  return {
    encoder: encoderOf("word"),
    charset: "A\0",
    layers: [{ inputs: 256, outputs: 2, weights, biases: Int16Array.from([60, 0]) }],
  };
}

describe("evaluation", () => {
  it("counts questions, lines and answers apart", () => {
    const scores = evaluate(alwaysA(), [
      { question: "one", answer: "A" },
      { question: "one", answer: "A" },
      { question: "ONE ", answer: "B" },
      { question: "two", answer: "B" },
      { question: "three", answer: "A" },
    ]);
    expect(scores.queries).toBe(3);
    expect(scores.exact).toBeCloseTo(2 / 3);
    expect(scores.pairs).toBeCloseTo(3 / 5);
    expect(scores.macro).toBeCloseTo(1 / 2);
    expect(scores.perAnswer).toEqual([
      { answer: "A", lines: 3, right: 3 },
      { answer: "B", lines: 2, right: 0 },
    ]);
  });

  it("tells which answers are confused, the worst first, and the accumulators of each layer", () => {
    const scores = evaluate(alwaysA(), [
      { question: "one", answer: "C" },
      { question: "Two", answer: "B" },
      { question: "three", answer: "B" },
      { question: "three", answer: "C" },
      { question: "four", answer: "A" },
    ]);
    expect(scores.confusions).toEqual([
      { wanted: "B", given: "A", questions: 2, example: "two" },
      { wanted: "C", given: "A", questions: 1, example: "one" },
    ]);
    expect(scores.largestAccumulators).toEqual([scores.largestAccumulator]);
  });

  it("doesn't spell a reply to its end that goes on where every answer has ended", () => {
    const network = alwaysA();
    // without its bias the end mark never wins
    const endless = { ...network, layers: [{ ...network.layers[0], biases: Int16Array.from([32000, 0]) }] };
    const { confusions, exact } = evaluate(endless, [{ question: "one", answer: "AA" }]);
    expect([confusions[0].given, exact]).toEqual(["AAA…", 0]);
    const long = { question: "one", answer: "A".repeat(50) };
    expect(evaluate(endless, [long]).exact).toBe(1);
  });

  it("scores no questions without dividing by zero", () => {
    expect(evaluate(alwaysA(), [])).toMatchObject({
      queries: 0,
      exact: 0,
      pairs: 0,
      macro: 0,
      activeMacs: 0,
    });
  });
});
