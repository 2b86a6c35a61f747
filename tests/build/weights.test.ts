/** The file of weights that the tables include. */

import { describe, expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
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
  it("are the packed columns, the question's apart or not", () => {
    for (const first of [0, 128]) {
      const { query, streams, read, code } = weightData(packed, "columns", first);
      expect([...query, ...streams]).toEqual([...packed.bytes]);
      expect(query.length).toBe(first * packed.layers[0].columnBytes);
      expect(read.length).toBe(network.layers.reduce((sum, { inputs }) => sum + inputs, -first));
      expect(read[0]).toBe(packed.layers[0].columnBytes);
      expect(read.at(-1)).toBe(streams.length);
      expect(code).toBeUndefined();
    }
  });

  it("are shorter in layout small, except those of the question, which stay packed", () => {
    const { query, streams, read } = weightData(packed, "small", 128);
    expect(query).toEqual(weightData(packed, "columns", 128).query);
    expect(streams.length).toBeLessThan(packed.bytes.length - query.length);
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
