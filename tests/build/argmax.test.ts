import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { ask } from "../../src/build/ask.js";
import { buildProgram, LAYOUTS } from "../../src/build/program.js";
import { reply } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { shortOrWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";

// Logits are the biases here: the ends of int16, either side of 0, and numbers that are equal but for the two
// bits that the shift drops.
const BIASES = [-32768, -32767, -32765, -32764, -257, -256, -4, -1, 0, 3, 4, 255, 256, 32763, 32764, 32767];

test.each(LAYOUTS)("layout %s: the largest logit of all of int16, the first of equals", (layout) => {
  const random = new Random(3);
  for (let i = 0; i < shortOrWhole(8, 24); i++) {
    const shape = {
      outputs: random.pick([1, 2, 3, 5, 70]),
      encoder: "word" as const,
      density: 0,
      biasRange: 0,
    };
    const network: Network = randomNetwork(random, { ...shape, hidden: random.pick([[], [1]]) });
    const few = Array.from({ length: random.int(1, 4) }, () => random.pick(BIASES));
    network.layers.at(-1)!.biases.forEach((_, n, biases) => {
      biases[n] = random.pick(few);
    });
    const { bytes } = buildProgram(network, { ...FOR_CPM, layout });
    expect(ask(bytes, "x").reply).toBe(reply(network, "x"));
  }
});
