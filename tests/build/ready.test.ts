/** Layout ready: the memory of layout columns after its start, as a file. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { Questioner } from "../../src/build/ask.js";
import { buildProgram } from "../../src/build/program.js";
import { FOR_CPM } from "../support/builds.js";
import { shortOrWhole } from "../support/length.js";
import { largeActivations, randomKind, randomNetwork, randomQuestion } from "../support/networks.js";
import { compareQuestion } from "./differential.js";

const READY = { ...FOR_CPM, layout: "ready" } as const;

test("agrees with inference on every bit of every layer, for networks of all kinds", () => {
  let built = 0;
  for (let seed = 1; seed <= shortOrWhole(3, 60); seed++) {
    const random = new Random(seed);
    const shape = randomKind(random);
    const density = Math.min(0.3, shape.density);
    const network = randomNetwork(random, { ...shape, hidden: shape.hidden.slice(0, 2), density });
    if (network.layers.length === 1) {
      expect(() => buildProgram(network, READY)).toThrow("needs a network with a hidden layer");
      continue;
    }
    const program = buildProgram(network, READY);
    built++;
    for (const question of ["z".repeat(126), randomQuestion(random)])
      compareQuestion(program, network, question, 6, `seed ${seed}: ${question}`);
  }
  expect(built).toBeGreaterThan(0);
});

test("with chains that add words; starts at once; has no source of its own", () => {
  const network = largeActivations();
  const program = buildProgram(network, READY);
  compareQuestion(program, network, "who is there", 6, "large activations");
  const questioner = new Questioner(program.bytes);
  expect(questioner.startUpTStates).toBeLessThan(5000);
  const columns = new Questioner(buildProgram(network, { ...FOR_CPM, layout: "columns" }).bytes);
  const tStates = (asked: Questioner) => {
    const { asked: from, done } = asked.ask("who is there");
    return done - from;
  };
  expect(tStates(questioner)).toBe(tStates(columns));
  expect(() => program.source).toThrow("layout ready has no source of its own");
});
