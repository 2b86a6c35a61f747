import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { layerRanges } from "../../src/build/ranges.js";
import { encoderOf } from "../../src/model/encoder.js";
import { forward } from "../../src/model/inference.js";
import { randomNetwork, randomQuestion } from "../support/networks.js";

test("no output leaves the bounds of a layer that is proven", () => {
  const random = new Random(11);
  let proven = 0;
  for (let i = 0; i < 40; i++) {
    const network = randomNetwork(random, {
      hidden: [12, 5],
      outputs: 9,
      encoder: "word",
      density: 0.3,
      biasRange: random.pick([500, 32767]),
    });
    const ranges = layerRanges(network);
    const query = network.encoder.encode(randomQuestion(random));
    const outputs = forward(network, query, "HELLO").map(({ y }) => y);
    for (const [index, { lowest, highest, neverWraps }] of ranges.entries()) {
      if (!neverWraps) continue;
      proven++;
      expect(Math.max(...outputs[index])).toBeLessThanOrEqual(Math.max(0, highest >> 2));
      if (index === 2) expect(Math.min(...outputs[index])).toBeGreaterThanOrEqual(lowest >> 2);
    }
  }
  expect(proven).toBeGreaterThan(40);
});

test("a single neuron's bounds, by hand", () => {
  const weights = new Int8Array(256);
  weights[3] = 1;
  weights[200] = -2;
  const layers = [{ inputs: 256, outputs: 1, weights, biases: Int16Array.of(100) }];
  const network = { encoder: encoderOf("word"), charset: "\u0000", layers };
  expect(layerRanges(network)).toEqual([
    { lowest: 100 - 21 * 2 * 32, highest: 100 + 126 * 32, neverWraps: true },
  ]);
  layers[0].biases[0] = 32000;
  expect(layerRanges(network)[0].neverWraps).toBe(false);
});
