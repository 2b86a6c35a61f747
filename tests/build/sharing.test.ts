import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { mergeOrder, shareSums } from "../../src/build/sharing.js";
import type { Layer } from "../../src/model/network.js";

/** A layer whose neurons have much in common: each is a mixture of a few patterns, some of them turned around. */
function relatedNeurons(random: Random, inputs: number, outputs: number): Layer {
  const pattern = () => Array.from({ length: inputs }, () => random.pick([-1, 0, 0, 1]));
  const patterns = [pattern(), pattern(), pattern()];
  const weights = new Int8Array(inputs * outputs);
  for (let n = 0; n < outputs; n++) {
    const sign = random.pick([-1, 1]);
    for (let i = 0; i < inputs; i++)
      weights[n * inputs + i] = random.float() < 0.1 ? random.int(-2, 1) : sign * random.pick(patterns)[i];
  }
  return { inputs, outputs, weights, biases: new Int16Array(outputs) };
}

test("merging all shared sums in their order gives the layer's weights back, for fewer products", () => {
  const random = new Random(5);
  for (let round = 0; round < 10; round++) {
    const inputs = 100;
    const filled = (cost: number) => new Float64Array(inputs).fill(cost);
    const layer = relatedNeurons(random, inputs, random.int(2, 40));
    const shared = shareSums(layer, { one: filled(20), two: filled(30) }, false);
    expect(shared.accumulators).toBe(layer.outputs + shared.sharedSums.length);
    const rows = Array.from({ length: shared.accumulators }, (_, n) =>
      shared.weights.slice(n * inputs, (n + 1) * inputs),
    );
    const merges = mergeOrder(shared.sharedSums);
    expect(new Set(merges)).toEqual(new Set(shared.sharedSums));
    for (const { from, a, b, opposite } of merges) {
      expect(a < b).toBe(!opposite);
      for (let i = 0; i < inputs; i++) {
        rows[a][i] += rows[from][i];
        rows[b][i] += (opposite ? -1 : 1) * rows[from][i];
      }
    }
    expect(Int8Array.from(rows.slice(0, layer.outputs).flatMap((row) => [...row]))).toEqual(layer.weights);
    const products = (weights: Int8Array) => weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
    if (layer.outputs > 10) expect(products(shared.weights)).toBeLessThan(0.9 * products(layer.weights));
  }
});
