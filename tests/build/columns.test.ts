import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { ask } from "../../src/build/ask.js";
import { buildProgram } from "../../src/build/program.js";
import { encoderOf } from "../../src/model/encoder.js";
import { reply } from "../../src/model/inference.js";
import type { Layer, Network } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { denseForQuestions, randomNetwork, randomQuestion } from "../support/networks.js";
import { compareQuestion } from "./differential.js";

function layer(inputs: number, outputs: number, weight: number, bias: number): Layer {
  return {
    inputs,
    outputs,
    weights: new Int8Array(inputs * outputs).fill(weight),
    biases: new Int16Array(outputs).fill(bias),
  };
}

test.each([-1, 1])("chains that add two bytes at once work where all weights are %d", (weight) => {
  const last = layer(3, 2, weight, 9000);
  last.biases[1] = -9000;
  const layers = [layer(256, 4, 0, 8000), layer(4, 3, 1, 8000), last];
  const network: Network = { encoder: encoderOf("word"), charset: "A\u0000", layers };
  const { bytes, assembly } = buildProgram(network, { ...FOR_CPM, layout: "columns" });
  expect(assembly.symbols.get("WIDE_LAYERS")).toBe(1);
  expect(ask(bytes, "x").reply).toBe(reply(network, "x"));
});

describe("if memory is short, the question's columns stay packed", () => {
  const random = new Random(11);

  test("and only there", () => {
    const shape = { hidden: [256, 192], outputs: 9, encoder: "word", density: 0.1, biasRange: 500 } as const;
    const { assembly } = buildProgram(randomNetwork(random, shape), {
      ...FOR_CPM,
      layout: "columns",
    });
    expect(assembly.symbols.get("QUERY_AT_ONCE")).toBe(0);
  });

  test.each([
    [[256, 192, 128], 2000],
    [[253, 249, 101], 32767],
    [[255, 256], 500],
  ])("%j neurons", (hidden, biasRange) => {
    const network = denseForQuestions(random, {
      hidden,
      outputs: 33,
      encoder: "word",
      density: 0.15,
      biasRange,
    });
    for (const layout of ["columns", "small"] as const) {
      const program = buildProgram(network, { ...FOR_CPM, layout });
      expect(program.assembly.symbols.get("QUERY_AT_ONCE")).toBe(1);
      for (let i = 0; i < 4; i++) {
        const question = i === 0 ? "z".repeat(126) : randomQuestion(random);
        compareQuestion(program, network, question, 8, `${layout}: ${question}`);
      }
    }
  });
});

test("weights of -2 have a list of their own in columns of many, and none in columns of few", () => {
  for (const twos of [0, 1, 3, 4, 5, 100, 255, 256]) {
    const first = layer(256, 256, 0, 900);
    const second = layer(256, 256, 0, 12_000);
    for (const { inputs, weights } of [first, second])
      for (let n = 0; n < 256; n++)
        for (const i of [7, 50, 133, 200]) weights[n * inputs + i] = n < twos ? -2 : 0;
    const last = layer(256, 2, 1, 0);
    const network: Network = {
      encoder: encoderOf("word"),
      charset: "A\u0000",
      layers: [first, second, last],
    };
    const program = buildProgram(network, { ...FOR_CPM, layout: "columns" });
    compareQuestion(program, network, "what is it you want of me, my friend", 4, `${twos} of -2`);
  }
});
