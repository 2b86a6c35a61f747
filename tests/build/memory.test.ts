/** What a build says of memory is true: the least that a layout needs, and what lies in spare pages. */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { ask, Questioner } from "../../src/build/ask.js";
import { EngineRun } from "../../src/build/engine-run.js";
import { buildProgram, LAYOUTS, type Layout, layoutsInTurn } from "../../src/build/program.js";
import { SPECTRUM } from "../../src/machines/spectrum.js";
import { reply } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { bareMachine, forBare } from "../support/bare-machine.js";
import { FOR_CPM } from "../support/builds.js";
import { denseForQuestions, largeActivations, randomNetwork } from "../support/networks.js";

const shape = { outputs: 30, encoder: "word", density: 0.2, biasRange: 500 } as const;
const networks: [name: string, network: Network][] = [
  ["a small one", randomNetwork(new Random(1), { ...shape, hidden: [40, 30] })],
  ["a single layer", randomNetwork(new Random(2), { ...shape, hidden: [] })],
  ["one that is dense for questions", denseForQuestions(new Random(3), { ...shape, hidden: [256, 100] })],
  ["additions of two bytes", largeActivations()],
  ["512 buckets", randomNetwork(new Random(4), { ...shape, hidden: [50], buckets: 512 })],
];

/** The address that a refusal names. */
function leastMemory(network: Network, layout: Layout, memoryEnd: number): number {
  try {
    buildProgram(network, { ...FOR_CPM, layout, memoryEnd });
  } catch (error) {
    const address = /^a network of .* needs memory up to ([0-9A-F]+)h, /.exec((error as Error).message)?.[1];
    if (address === undefined) throw error;
    return Number.parseInt(address, 16);
  }
  throw new Error("it fits");
}

describe.each(networks)("of %s", (_, network) => {
  test.each(LAYOUTS)(
    "layout %s: the least memory is the same however much is there, and enough",
    (layout) => {
      const least = leastMemory(network, layout, 0x101);
      expect(leastMemory(network, layout, least - 1)).toBe(least);
      expect(leastMemory(network, layout, least - 300)).toBe(least);
      expect(buildProgram(network, { ...FOR_CPM, layout, memoryEnd: least }).memoryEnd).toBe(least);
    },
  );
});

test("a network beyond 64 KB is refused with what it needs, and lists may still hold it", () => {
  const hidden = [256, 256, 256, 200];
  const [sparse, dense] = [0.02, 0.4].map((density) =>
    randomNetwork(new Random(1), { ...shape, hidden, density }),
  );
  expect(leastMemory(sparse, "packed", 0xfc06)).toBeGreaterThan(0x10000);
  expect(leastMemory(dense, "columns", 0xfc06)).toBeGreaterThan(0x10000);
  expect(buildProgram(sparse, FOR_CPM).layout).toBe("columns");
  expect(buildProgram(sparse, { ...FOR_CPM, layout: "small" }).layout).toBe("small");
});

test("a program that needs more than the usual CP/M leaves can be asked and measured", () => {
  const network = randomNetwork(new Random(6), { ...shape, hidden: [256, 192, 64], density: 0.32 });
  const { bytes, memoryEnd } = buildProgram(network, { ...FOR_CPM, layout: "columns", memoryEnd: 0xfc06 });
  expect(memoryEnd).toBeGreaterThan(FOR_CPM.machine.memoryEnd);
  expect(ask(bytes, "hello", { memoryEnd }).reply).toBe(reply(network, "hello"));
  expect(new Questioner(bytes, { memoryEnd }).ask("hello").reply).toBe(reply(network, "hello"));
});

test("layouts slower than the first that fits aren't built", () => {
  let reads = 0;
  const sources = (name: string) => {
    if (name === FOR_CPM.machine.source) reads++;
    return FOR_CPM.sources(name);
  };
  const [first] = layoutsInTurn(networks[0][1], { ...FOR_CPM, sources });
  expect(first.layout).toBe("columns");
  // once to look how much memory it takes, once to make it
  expect(reads).toBe(2);
});

test("work pages elsewhere save the memory that they replace", () => {
  const build = (hidden: number[], layout: Layout, workPages?: number) => {
    const machine = bareMachine(0x8000, 0x10000, workPages === undefined ? {} : { workPages });
    const network = randomNetwork(new Random(1), { ...shape, hidden, density: 0.1 });
    return buildProgram(network, { ...forBare(machine), layout });
  };
  for (const [hidden, layout, label, pages] of [
    [[40, 30], "columns", "INPUT_STREAMS", 6],
    [[40, 30], "small", "INPUT_STREAMS", 6],
    [[9, 8, 7, 6, 5], "columns", "INPUT_STREAMS", 0],
    [[40, 30], "packed", "QUERY_LOW", 8],
  ] as const) {
    const [without, withPages] = [undefined, 0x5000].map((at) => build([...hidden], layout, at));
    expect(withPages.memoryEnd).toBe(without.memoryEnd - 256 * pages);
    expect(withPages.assembly.symbols.get(label) === 0x5000).toBe(pages > 0);
  }
});

test("where lower memory is slow, a program lies as high as it can, and says the same", () => {
  const machine = SPECTRUM;
  const { fastFrom: _, ...flat } = machine;
  const small = networks[0][1];
  const options = { sources: FOR_CPM.sources, layout: "columns" } as const;
  const low = buildProgram(small, { ...options, machine: flat });
  expect(low.origin).toBe(machine.origin);
  const high = buildProgram(small, { ...options, machine });
  expect(high.origin).toBe(machine.fastFrom);
  expect(high.memoryEnd - high.origin).toBe(low.memoryEnd - low.origin);
  expect(new EngineRun(high).ask("hello").reply).toBe(reply(small, "hello"));
  // with a little room, a little higher
  const memoryEnd = low.memoryEnd + 300;
  expect(buildProgram(small, { ...options, machine, memoryEnd }).origin).toBe(machine.origin + 256);
});
