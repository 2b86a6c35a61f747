/** The file of weights that the tables include. */

import { describe, expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
import { measureActivity } from "../../src/build/activity.js";
import { columnGroups } from "../../src/build/column-groups.js";
import { buildLayouts } from "../../src/build/program.js";
import { packLayers, weightData } from "../../src/build/weights.js";
import { unpackWeights } from "../../src/model/packing.js";
import { FOR_CPM } from "../support/builds.js";
import { randomNetwork } from "../support/networks.js";

const network = randomNetwork(new Random(5), {
  hidden: [30, 9],
  outputs: 20,
  encoder: "word",
  density: 0.3,
  biasRange: 500,
});
const packed = packLayers(network);

describe("packed layers", () => {
  it("hold a column for each input, one layer behind the other", () => {
    network.layers.forEach(({ inputs, outputs, weights }, index) => {
      const { start, columnBytes, columns } = packed.layers[index];
      expect(columns).toBe(inputs);
      const bytes = packed.bytes.subarray(start, start + columns * columnBytes);
      const unpacked = unpackWeights(bytes, inputs, outputs);
      for (let input = 0; input < inputs; input++)
        for (let n = 0; n < outputs; n++)
          expect(unpacked[input * outputs + n]).toBe(weights[n * inputs + input]);
    });
  });
});

describe("weights of layout columns", () => {
  it("are columns as runs, the question's packed or not", () => {
    const all = columnGroups(network, measureActivity(network));
    for (const first of [0, 128]) {
      const groups = first === 0 ? all : all.filter(({ role }) => role !== "query");
      const { query, streams, read, code, bits, runs } = weightData(packed, groups, "columns", first);
      expect([...query]).toEqual([...packed.bytes.subarray(0, first * packed.layers[0].columnBytes)]);
      expect(read.length).toBe(network.layers.reduce((sum, { inputs }) => sum + inputs, -first));
      expect(read.at(-1)).toBe(streams.length);
      expect(code).toBeUndefined();
      expect(streams.length).toBeLessThan(packed.bytes.length - query.length);
      expect(runs.leaves).toBeLessThanOrEqual(256);
      // a tree of n runs has (n - 1) / 3 inner nodes
      expect(bits.length).toBeLessThanOrEqual(Math.ceil((groups.length * (256 + 85)) / 8));
    }
  });

  it("are shorter in layout small, except those of the question, which stay packed", () => {
    const groups = columnGroups(network, measureActivity(network)).filter(({ role }) => role !== "query");
    const { query, streams, read } = weightData(packed, groups, "small", 128);
    const columns = weightData(packed, groups, "columns", 128);
    expect(query).toEqual(columns.query);
    expect(streams.length).toBeLessThan(columns.streams.length);
    expect(read.at(-1)).toBe(streams.length);
  });
});

describe("programs", () => {
  it.each(buildLayouts(network, FOR_CPM))("take them as bytes: $layout", ({ program }) => {
    const parts = Array.from(
      program!.source.matchAll(/^; incbin "model-weights.bin",(\d+),(\d+)$/gm),
      ([, offset, length]) => [Number(offset), Number(length)],
    );
    expect(parts[0][0]).toBe(0);
    for (const [index, [offset, length]] of parts.entries()) {
      expect(length).toBeGreaterThan(0);
      if (index > 0) expect(offset).toBe(parts[index - 1][0] + parts[index - 1][1]);
    }
  });
});
