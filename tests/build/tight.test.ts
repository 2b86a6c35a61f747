/** Layout tight: as many handlers as memory has room for, none perhaps; every byte is right with and without. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { benchmark } from "../../src/build/bench.js";
import { chooseHandlers, templatesOf } from "../../src/build/handlers.js";
import { buildProgram } from "../../src/build/program.js";
import { readModel } from "../../src/cli/model-file.js";
import { FOR_CPM } from "../support/builds.js";
import { shortOrWhole } from "../support/length.js";
import { randomNetwork, randomQuestion, randomShape } from "../support/networks.js";
import { compareQuestion } from "./differential.js";

const TIGHT = { ...FOR_CPM, layout: "tight" } as const;

test("agrees with inference on every bit of every layer, with a few handlers and with all", () => {
  const counts = new Set<string>();
  for (let seed = 7000; seed < 7000 + shortOrWhole(24, 400); seed++) {
    const random = new Random(seed);
    const network = randomNetwork(random, randomShape(random));
    const largest = buildProgram(network, TIGHT);
    const { symbols } = largest.assembly;
    // without handlers, nor the list of them
    const end = symbols.get("HANDLERS_CODE")! - symbols.get("HANDLERS_MADE")!;
    const least = largest.memoryEnd - symbols.get("PAGES")! + Math.ceil(end / 256) * 256;
    for (const room of [0, random.int(300, 1500)]) {
      const memoryEnd = Math.min(least + room, FOR_CPM.machine.memoryEnd);
      const program = buildProgram(network, { ...TIGHT, memoryEnd });
      const handlers = program.assembly.symbols.get("HANDLERS_MADE")!;
      counts.add(handlers === 0 ? "none" : handlers === symbols.get("HANDLERS_MADE") ? "all" : "some");
      expect(program.memoryEnd).toBeLessThanOrEqual(memoryEnd);
      compareQuestion(program, network, randomQuestion(random), 4, `seed ${seed}, ${handlers} handlers`);
    }
  }
  expect([...counts].sort()).toEqual(expect.arrayContaining(["all", "some"]));
});

test("handlers are made for the bytes that save most for the memory they take", () => {
  const heat = new Float64Array(256);
  heat[0b10101010] = 100; // four zeros
  heat[0b11101010] = 90; // one +1
  heat[0b00000000] = 95; // four -2
  expect([0b10101010, 0b11101010, 0].map(templatesOf)).toEqual([0, 1, 8]);
  const sizes = { least: 13, template: 8 };
  expect(chooseHandlers(heat, 1000, sizes)).toEqual([0b10101010, 0b11101010, 0]);
  expect(chooseHandlers(heat, 13 + 77, sizes)).toEqual([0b10101010, 0b11101010]);
  expect(chooseHandlers(heat, 12, sizes)).toEqual([]);
});

test("42 KB are enough for tinychat, at 750,000 T-states a character at most", () => {
  const network = readModel(new URL("../../data/tinychat/model.json", import.meta.url).pathname);
  const program = buildProgram(network, { ...TIGHT, memoryEnd: 0x100 + 42.5 * 1024 });
  expect(benchmark(program.bytes, ["hello", "are you a robot", "do you dream"]).tStatesPerChar).toBeLessThan(
    750_000,
  );
});
