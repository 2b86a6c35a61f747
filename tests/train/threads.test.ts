/** Worker threads load compiled modules only, so this tests the build. vitest makes it first. */

import { beforeAll, describe, expect, it } from "vitest";
import type { Network } from "../../src/model/network.js";
import { evaluate } from "../../src/train/evaluate.js";
import type { TrainProgress } from "../../src/train/training.js";

const PAIRS = Array.from({ length: 60 }, (_, i) => ({
  question: `question ${String.fromCharCode(97 + (i % 26))} ${i}`,
  answer: ["YES", "NO", "MAYBE", "WHY"][i % 4],
}));

type Node = typeof import("../../src/train/node.js");
type Trainer = typeof import("../../src/train/trainer.js");
type Encoders = typeof import("../../src/model/encoder.js");

describe("training threads", () => {
  let node: Node;
  let trainer: Trainer;
  let encoders: Encoders;
  beforeAll(async () => {
    const built = (name: string): string => new URL(`../../dist/${name}.js`, import.meta.url).href;
    node = (await import(built("train/node"))) as Node;
    trainer = (await import(built("train/trainer"))) as Trainer;
    encoders = (await import(built("model/encoder"))) as Encoders;
  });

  const run = async (threads: number, buckets = 128) => {
    const open = await node.openBackend("wasm");
    const encoder = encoders.encoderOf("word", buckets);
    const options = { pairs: PAIRS, seed: 1, encoder, hidden: [48, 32], until: { epochs: 60 } };
    return trainer.train(options, node.trainingHost(open, threads));
  };

  it("share each batch, learn, and give the same weights every time", async () => {
    const [first, again] = [await run(2), await run(2)];
    expect(first.threads).toBe(2);
    expect(first.backend).toBe("wasm");
    expect(first.evaluation.exact).toBeGreaterThan(0.9);
    first.network.layers.forEach(({ weights, biases }, l) => {
      expect(again.network.layers[l].weights).toEqual(weights);
      expect(again.network.layers[l].biases).toEqual(biases);
    });
  });

  it("share the checks: the score told is that of the network", async () => {
    const open = await node.openBackend("wasm");
    const told: { integer: number | undefined; exact: number; largest: number }[] = [];
    const options = {
      pairs: PAIRS,
      seed: 1,
      hidden: [24, 16],
      until: { epochs: 30 },
      onBest: (network: Network, { integerAccuracy }: TrainProgress) => {
        const { exact, largestAccumulator } = evaluate(network, PAIRS);
        told.push({ integer: integerAccuracy, exact, largest: largestAccumulator });
      },
    };
    const { history } = await trainer.train(options, node.trainingHost(open, 3));
    expect(told.length).toBeGreaterThan(2);
    expect(told.some(({ exact }) => exact > 0 && exact < 1)).toBe(true);
    for (const { integer, exact } of told) expect(integer).toBe(exact);
    const largest = history.flatMap(({ largestAccumulators }) => largestAccumulators ?? []);
    expect(largest).toContain(told.at(-1)!.largest);
  });

  it("find what one thread finds, except for the rounding of sums", async () => {
    const [one, three] = [await run(1, 384), await run(3, 384)];
    expect(three.evaluation.exact).toBeGreaterThan(0.9);
    expect(Math.abs(one.evaluation.exact - three.evaluation.exact)).toBeLessThan(0.1);
  });
});
