import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { ask, converse } from "../../src/build/ask.js";
import { buildProgram, LAYOUTS } from "../../src/build/program.js";
import { programSource } from "../../src/cli/sources.js";
import { reply } from "../../src/model/inference.js";
import { randomNetwork } from "../support/networks.js";

// What is left over from one question would show in the next: short after long, the same twice.
const QUESTIONS = [
  "A",
  "the quick brown fox ".repeat(6).trim(),
  "A",
  "zz",
  "aaa ".repeat(31).trim(),
  "HELLO",
  "HELLO",
];

test.each(LAYOUTS)("layout %s: several questions in one chat, and each on its own", (layout) => {
  for (let seed = 1; seed <= 6; seed++) {
    const random = new Random(seed);
    const network = randomNetwork(random, {
      hidden: random.pick([[], [40], [64, 48], [256, 30]]),
      outputs: 30,
      encoder: random.pick(["word", "phrase"] as const),
      density: 0.3,
      biasRange: 500,
    });
    const { com } = buildProgram(network, { layout, sources: programSource });
    const expected = QUESTIONS.map((question) => reply(network, question));
    expect([...converse(com, QUESTIONS)]).toEqual(expected);
    expect(QUESTIONS.map((question) => ask(com, question).reply)).toEqual(expected);
  }
});
