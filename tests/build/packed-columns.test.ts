/** Layouts columns and small where memory is short: some columns stay packed. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildProgram } from "../../src/build/program.js";
import type { Network } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { type NetworkShape, randomNetwork, randomQuestion } from "../support/networks.js";
import { compareQuestion } from "./differential.js";

const shape = { encoder: "word", density: 0.65, biasRange: 300, outputs: 33 } as const;
const KINDS: [name: string, kind: Partial<NetworkShape> & Pick<NetworkShape, "hidden">][] = [
  ["the reply joins layer 2", { hidden: [80, 105], join: { layer: 2, buckets: 64 }, buckets: 256 }],
  ["the reply joins layer 1", { hidden: [150, 75] }],
  ["whole replies", { hidden: [120], outputs: 90, head: "replies", buckets: 256 }],
];

/** The least memory that a layout needs, from its refusal. */
function leastMemory(network: Network, layout: "columns" | "small"): number {
  try {
    buildProgram(network, { ...FOR_CPM, layout, memoryEnd: 0x200 });
  } catch (error) {
    return Number.parseInt(/memory up to ([0-9A-F]+)h/.exec((error as Error).message)![1], 16);
  }
  throw new Error("it fits");
}

test.each(KINDS.slice(0, shortOrWhole(1, KINDS.length)))(
  "%s: every layer is exact with few packed columns and with many",
  (_, kind) => {
    const random = new Random(3);
    const network = randomNetwork(random, { ...shape, ...kind });
    for (const layout of isWhole ? (["columns", "small"] as const) : (["columns"] as const)) {
      const all = buildProgram(network, { ...FOR_CPM, layout });
      expect(all.assembly.symbols.get("PACKED_COLUMNS")).toBe(0);
      const least = leastMemory(network, layout);
      for (const memoryEnd of [least, least + 700]) {
        const program = buildProgram(network, { ...FOR_CPM, layout, memoryEnd });
        expect(program.memoryEnd).toBeLessThanOrEqual(memoryEnd);
        expect(program.assembly.symbols.get("PACKED_COLUMNS")).toBe(1);
        for (const question of ["z".repeat(126), randomQuestion(random)])
          compareQuestion(program, network, question, 6, `${layout} to ${memoryEnd}: ${question}`);
      }
    }
  },
);
