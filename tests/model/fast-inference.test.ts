import { describe, expect, it } from "vitest";
import { COUNT_SCALE } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { encodeContext } from "../../src/model/context.js";
import { BUCKET_COUNTS, ENCODERS, encoderOf } from "../../src/model/encoder.js";
import { FastInference } from "../../src/model/fast-inference.js";
import { forward, inputActivations, reply } from "../../src/model/inference.js";
import { randomNetwork } from "../support/networks.js";

function randomQuestion(random: Random): string {
  return Array.from({ length: random.int(0, 130) }, () =>
    random.int(0, 4) === 0 ? " " : String.fromCharCode(random.int(0x20, 0x7e)),
  ).join("");
}

describe("fast inference", () => {
  it("replies as inference.ts does, wrapping accumulators included", () => {
    const random = new Random(11);
    let wrapped = 0;
    for (let trial = 0; trial < 60; trial++) {
      const network = randomNetwork(random, {
        hidden: Array.from({ length: random.int(0, 4) }, () => random.int(1, 256)),
        outputs: random.int(1, 60),
        encoder: random.pick(ENCODERS),
        density: random.float(),
        biasRange: random.pick([0, 500, 32767]),
        buckets: BUCKET_COUNTS[trial % BUCKET_COUNTS.length],
      });
      const fast = new FastInference(network);
      for (let q = 0; q < 4; q++) {
        const question = randomQuestion(random);
        expect(fast.reply(question)).toBe(reply(network, question));
      }
      if (fast.largestAccumulator > 32767) wrapped++;
    }
    expect(wrapped).toBeGreaterThan(5);
  });

  it("tells the largest accumulator and the active MACs", () => {
    const network = randomNetwork(new Random(5), {
      hidden: [7],
      outputs: 2,
      encoder: "word",
      density: 0.5,
      biasRange: 40,
    });
    const fast = new FastInference(network);
    // a charset whose only character is taken or not: replies are "" or 50 long
    const text = fast.reply("hello there");
    let largest = 0;
    let macs = 0;
    const steps = text.length === 50 ? 50 : text.length + 1;
    for (let step = 0; step < steps; step++) {
      let x = inputActivations(encoderOf("word").encode("hello there"), encodeContext(text.slice(0, step)));
      const outputs = forward(network, x);
      network.layers.forEach(({ inputs, outputs: width, weights, biases }, l) => {
        for (let o = 0; o < width; o++) {
          let acc = biases[o];
          for (let i = 0; i < inputs; i++) {
            acc += weights[o * inputs + i] * x[i];
            const isQuestions = l === 0 && i < network.encoder.buckets;
            if (weights[o * inputs + i] !== 0 && x[i] !== 0 && !(isQuestions && step > 0)) macs++;
          }
          largest = Math.max(largest, Math.abs(acc));
        }
        x = outputs[l];
      });
    }
    expect(fast.largestAccumulator).toBe(largest);
    expect(fast.largestAccumulator).toBeGreaterThan(COUNT_SCALE);
    expect(fast.activeMacs).toBe(macs);
    expect(fast.characters).toBe(steps);
  });
});
