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
  for (let seed = 1; seed <= shortOrWhole(3, 60); seed++) {
    const random = new Random(seed);
    const shape = randomKind(random);
    const density = Math.min(0.3, shape.density);
    const network = randomNetwork(random, { ...shape, hidden: shape.hidden.slice(0, 2), density });
    const program = buildProgram(network, READY);
    for (const question of ["z".repeat(126), randomQuestion(random)])
      compareQuestion(program, network, question, 6, `seed ${seed}: ${question}`);
  }
});

test.each([
  { head: "replies", outputs: 145, buckets: 128 },
  { outputs: 30, buckets: 512 },
] as const)("without a hidden layer: %j", (kind) => {
  const random = new Random(1);
  const network = randomNetwork(random, {
    ...kind,
    hidden: [],
    encoder: "word",
    density: 0.3,
    biasRange: 500,
  });
  const program = buildProgram(network, READY);
  for (const question of ["z".repeat(126), "who is there"])
    compareQuestion(program, network, question, 6, question);
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
