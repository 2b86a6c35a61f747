import { expect, test } from "vitest";
import { INPUT_WIDTH } from "../../src/base/contract.js";
import { ask } from "../../src/build/ask.js";
import { buildProgram } from "../../src/build/program.js";
import { programSource } from "../../src/cli/sources.js";
import { reply } from "../../src/model/inference.js";
import type { Layer, Network } from "../../src/model/network.js";

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
  const layers = [layer(INPUT_WIDTH, 4, 0, 8000), layer(4, 3, 1, 8000), last];
  const network: Network = { encoder: "word", charset: "A\u0000", layers };
  const { com, assembly } = buildProgram(network, { layout: "columns", sources: programSource });
  expect(assembly.symbols.get("WIDE_LAYERS")).toBe(1);
  expect(ask(com, "x").reply).toBe(reply(network, "x"));
});
