/** The question's columns in banks of memory, on machines that have such. */

import { expect, test } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { Random } from "../../src/base/random.js";
import { EngineRun } from "../../src/build/engine-run.js";
import { buildProgram } from "../../src/build/program.js";
import { programSource } from "../../src/cli/sources.js";
import { SPECTRUM, SPECTRUM_128 } from "../../src/machines/spectrum.js";
import { reply } from "../../src/model/inference.js";
import { packedRowBytes, packWeights, transpose } from "../../src/model/packing.js";
import { shortOrWhole } from "../support/length.js";
import { denseForQuestions, type NetworkShape } from "../support/networks.js";

const SHAPE = { outputs: 20, encoder: "word", density: 0.2, biasRange: 500 } as const;
const FOR_128 = { machine: SPECTRUM_128, sources: programSource } as const;

function network(buckets: number, hidden: number[], others: Partial<NetworkShape> = {}) {
  return denseForQuestions(new Random(buckets), { ...SHAPE, hidden, buckets, ...others });
}

const NETWORKS: [number, number[], number][] = [
  [512, [192, 128], 2],
  [384, [90, 30], 2],
  [256, [256], 1],
];

test.each(NETWORKS.slice(0, shortOrWhole(1, 3)))(
  "%s buckets, %j: 256 columns a bank",
  (buckets, hidden, banks) => {
    const dense = network(buckets, hidden, { join: { layer: 2, buckets: 64 } });
    const { layers } = dense;
    const program = buildProgram(dense, FOR_128);
    expect(program.layout).toBe("columns");
    const { contents } = program.banks!;
    const columnBytes = packedRowBytes(hidden[0]);
    expect(contents.map((bank) => bank.length)).toEqual(Array(banks).fill(256 * columnBytes));
    const packed = packWeights(transpose(layers[0].weights, hidden[0], buckets), buckets, hidden[0]);
    expect(Buffer.concat(contents).subarray(0, packed.length).equals(packed)).toBe(true);
    const run = new EngineRun(program);
    for (const question of ["hello", "what is in the last bucket of them all", "?"])
      expect(run.ask(question).reply).toBe(reply(dense, question));
  },
);

test("columns in banks take no memory of the program, whose source would lack them", () => {
  const dense = network(512, [192, 128], { join: { layer: 2, buckets: 64 } });
  const program = buildProgram(dense, FOR_128);
  const unbanked = () =>
    buildProgram(dense, { machine: SPECTRUM, sources: programSource, layout: "columns" });
  const missing = /needs memory up to ([0-9A-F]+)h/;
  expect(unbanked).toThrow(missing);
  try {
    unbanked();
  } catch (error) {
    const end = Number.parseInt(missing.exec((error as Error).message)![1], 16);
    const size = program.memoryEnd - program.origin;
    expect(end - SPECTRUM.origin - size).toBeGreaterThan(512 * 48 - 4096);
  }
  expect(() => program.source).toThrow(InputError);
});

test("a program that would reach into the banks' window before its tables end is refused", () => {
  const window = { ...SPECTRUM_128.paging!, window: 0x6800 };
  const machine = { ...SPECTRUM_128, paging: window };
  const dense = network(512, [192, 128], { join: { layer: 2, buckets: 64 } });
  expect(() => buildProgram(dense, { ...FOR_128, machine, layout: "columns" })).toThrow("doesn't fit");
});

test("networks whose question isn't packed need no banks", () => {
  const small = network(128, [20, 10], { density: 0.1 });
  expect(buildProgram(small, FOR_128).banks).toBeUndefined();
  expect(buildProgram(network(512, [64], { head: "replies" }), { ...FOR_128, layout: "tight" }).banks).toBe(
    undefined,
  );
});
