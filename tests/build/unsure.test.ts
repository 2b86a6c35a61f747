/** Programs that say a text of their own where the network is unsure. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { converse } from "../../src/build/ask.js";
import { buildLayouts, buildProgram } from "../../src/build/program.js";
import { encoderOf } from "../../src/model/encoder.js";
import { forward, MOST_MARGIN, marginOf, reply } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { type NetworkShape, randomKind, randomNetwork } from "../support/networks.js";

const QUESTIONS = ["hello", "who are you", "a", "tell me a joke", "z z z"];
const FALLBACK = "HUH?";

function margins(network: Network): number[] {
  return QUESTIONS.map((question) =>
    marginOf(forward(network, network.encoder.encode(question), "").at(-1)!.y),
  );
}

/** Compares replies at thresholds that are just met by a question, and just not. */
function compare(network: Network, name: string): void {
  const [margin] = margins(network);
  for (const threshold of [margin, margin + 1]) {
    if (threshold < 1 || threshold > MOST_MARGIN) continue;
    const unsure = { margin: threshold, reply: FALLBACK };
    const expected = QUESTIONS.map((question) => reply(network, question, unsure));
    expect(expected[0] === FALLBACK, name).toBe(threshold > margin);
    for (const { layout, program } of buildLayouts(network, { ...FOR_CPM, talk: { unsure } }))
      if (program !== undefined)
        expect([...converse(program.bytes, QUESTIONS)], `${name}, ${layout}`).toEqual(expected);
  }
}

test("a program is unsure exactly where the network is, of any kind", () => {
  for (let seed = 1; seed <= shortOrWhole(1, 30); seed++) {
    const random = new Random(seed);
    const shape = randomKind(random);
    compare(randomNetwork(random, { ...shape, outputs: Math.max(2, shape.outputs) }), `seed ${seed}`);
  }
});

test("of 1 and of 256 answers", () => {
  const shape: NetworkShape = {
    hidden: [12],
    outputs: 256,
    head: "replies",
    encoder: "word",
    density: 0.5,
    biasRange: 32767,
  };
  compare(randomNetwork(new Random(1), shape), "256 answers");
  // with one output there is no second: the margin is the largest there is
  const single = randomNetwork(new Random(2), { ...shape, outputs: 1 });
  compare(single, "1 answer");
  expect(margins(single)[0]).toBe(MOST_MARGIN);
});

test("the first of equal answers among 256 is chosen, and the margin is 0", () => {
  const layer = {
    inputs: 128,
    outputs: 256,
    weights: new Int8Array(128 * 256),
    biases: new Int16Array(256),
  };
  const answers = Array.from({ length: 256 }, (_, n) => `ANSWER ${n}`);
  for (const best of [[255], [3, 255], ...(isWhole ? [[0], [254, 255], [7, 9]] : [])]) {
    for (const value of [32767, 4, -4]) {
      const biases = layer.biases.map((_, n) => (best.includes(n) ? value : value - 4));
      const network = { encoder: encoderOf("word"), charset: "", answers, layers: [{ ...layer, biases }] };
      const unsure = { margin: 1, reply: FALLBACK };
      const { bytes } = buildProgram(network, { ...FOR_CPM, layout: "packed", talk: { unsure } });
      const said = [...converse(bytes, ["x"])];
      expect(said, `${best} of ${value}`).toEqual([best.length > 1 ? FALLBACK : answers[best[0]]]);
      const plain = buildProgram(network, { ...FOR_CPM, layout: "columns" });
      expect([...converse(plain.bytes, ["x"])], `${best} of ${value}`).toEqual([answers[best[0]]]);
    }
  }
});
