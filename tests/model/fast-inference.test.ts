import { describe, expect, it } from "vitest";
import { COUNT_SCALE } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { encodeContext } from "../../src/model/context.js";
import { BUCKET_COUNTS, ENCODERS, encoderOf } from "../../src/model/encoder.js";
import { FastInference } from "../../src/model/fast-inference.js";
import { forward, reply } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { randomKind, randomNetwork } from "../support/networks.js";

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

  it("replies as inference.ts does for every kind of network, and is as unsure", () => {
    const random = new Random(12);
    let fallbacks = 0;
    for (let trial = 0; trial < 25; trial++) {
      const network = randomNetwork(random, randomKind(random));
      const fast = new FastInference(network);
      for (let q = 0; q < 4; q++) {
        const question = randomQuestion(random);
        expect(fast.reply(question)).toBe(reply(network, question));
        const logits = forward(network, network.encoder.encode(question), "").at(-1)!.y;
        const [best, second] = [...logits].sort((a, b) => b - a);
        expect(fast.margin).toBe(logits.length === 1 ? 16384 : best - second);
        const unsure = { margin: random.int(0, 3000), reply: "HUH?" };
        const isUnsure = fast.margin < unsure.margin;
        expect(reply(network, question, unsure)).toBe(isUnsure ? "HUH?" : fast.reply(question));
        if (isUnsure) fallbacks++;
      }
    }
    expect(fallbacks).toBeGreaterThan(8);
  });

  it("sees the reply so far where it joins, in as many buckets", () => {
    const encoder = encoderOf("word", 256);
    const weights = new Int8Array(2 * 65);
    const counts = encodeContext("A", 64);
    const bucket = counts.findIndex((count, i) => count > encodeContext("", 64)[i]);
    // output 1, which ends the reply, wins as soon as the reply holds an A
    weights[65 + 1 + bucket] = 1;
    const layers = [
      { inputs: 256, outputs: 1, weights: new Int8Array(256), biases: Int16Array.of(0) },
      { inputs: 65, outputs: 2, weights, biases: Int16Array.of(COUNT_SCALE * counts[bucket] - 4, 0) },
    ];
    const network: Network = { encoder, join: { layer: 2, buckets: 64 }, charset: "A\0", layers };
    expect(reply(network, "hello")).toBe("A");
    expect(new FastInference(network).reply("hello")).toBe("A");
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
      const values = forward(network, encoderOf("word").encode("hello there"), text.slice(0, step));
      network.layers.forEach(({ inputs, outputs: width, weights, biases }, l) => {
        const { x } = values[l];
        for (let o = 0; o < width; o++) {
          let acc = biases[o];
          for (let i = 0; i < inputs; i++) {
            acc += weights[o * inputs + i] * x[i];
            const isQuestions = l === 0 && i < network.encoder.buckets;
            if (weights[o * inputs + i] !== 0 && x[i] !== 0 && !(isQuestions && step > 0)) macs++;
          }
          largest = Math.max(largest, Math.abs(acc));
        }
      });
    }
    expect(fast.largestAccumulator).toBe(largest);
    expect(fast.largestAccumulator).toBeGreaterThan(COUNT_SCALE);
    expect(fast.activeMacs).toBe(macs);
    expect(fast.characters).toBe(steps);
  });
});
