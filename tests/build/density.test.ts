import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { densityThatFits, thinned } from "../../src/build/density.js";
import { buildProgram } from "../../src/build/program.js";
import { FOR_CPM } from "../support/builds.js";
import { isWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";

const SHAPE = { outputs: 30, encoder: "word", density: 0.8, biasRange: 500 } as const;

/** Share of weights that aren't zero among those that a character of a reply meets. */
function density(network: ReturnType<typeof randomNetwork>): number {
  const counted = network.layers.flatMap(({ inputs, weights }, layer) =>
    Array.from(weights).filter((_, at) => layer > 0 || at % inputs >= network.encoder.buckets),
  );
  return counted.filter((weight) => weight !== 0).length / counted.length;
}

test("a thinned network has the density asked for, and all of its question weights", () => {
  const network = randomNetwork(new Random(1), { ...SHAPE, hidden: [64, 48] });
  const thin = thinned(network, 0.25);
  expect(density(thin)).toBeCloseTo(0.25, 1);
  expect(thin.layers[0].weights.subarray(0, 128)).toEqual(network.layers[0].weights.subarray(0, 128));
  expect(thinned(thin, 0.9)).toEqual(thin);
});

test.runIf(isWhole)("a large one fits with the density found", () => {
  const network = randomNetwork(new Random(1), { ...SHAPE, hidden: [256, 192, 128] });
  const found = densityThatFits(network, "columns", FOR_CPM)!;
  expect(found).toBeGreaterThan(0.15);
  expect(found).toBeLessThan(0.6);
  expect(buildProgram(thinned(network, found), { ...FOR_CPM, layout: "columns" }).layout).toBe("columns");
  expect(() => buildProgram(thinned(network, found * 1.5), { ...FOR_CPM, layout: "columns" })).toThrow(
    "doesn't fit",
  );
});
