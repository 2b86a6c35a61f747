/** Programs of networks with known replies: only these come out, and letters that can follow in one way need no pass. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { Questioner } from "../../src/build/ask.js";
import { benchmark } from "../../src/build/bench.js";
import { buildLayouts } from "../../src/build/program.js";
import { reply } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { shortOrWhole } from "../support/length.js";
import { randomNetwork, randomQuestion } from "../support/networks.js";
import { compareQuestion } from "./differential.js";

const SHAPE = { encoder: "word", density: 0.4, biasRange: 500, known: true } as const;
const JOINED = {
  ...SHAPE,
  hidden: [40, 20],
  outputs: 30,
  buckets: 256,
  join: { layer: 2, buckets: 64 },
} as const;
const QUESTIONS = ["hello there", "what is the use of that", "x"];

test("every layout agrees on every bit of every layer, and spells the same known replies", () => {
  for (let seed = 0; seed < shortOrWhole(2, 40); seed++) {
    const random = new Random(seed);
    const network = randomNetwork(random, seed % 3 === 2 ? { ...SHAPE, hidden: [30], outputs: 12 } : JOINED);
    for (const { layout, program } of buildLayouts(network, FOR_CPM))
      for (const question of [...QUESTIONS, randomQuestion(random)])
        compareQuestion(program!, network, question, 50, `${layout}, seed ${seed}`);
  }
});

test.each([
  ["of different beginnings", ["NO", "YES", "MAYBE"]],
  ["that all begin alike, one of them as another ends", ["YES", "YESNT", "YES SIR", "YEP"]],
  ["of which there is one", ["HELLO"]],
  ["of fifty characters", ["A".repeat(50), `${"A".repeat(49)}B`]],
])("replies %s come out, or the fallback if the first pass is unsure", (_, replies) => {
  const letters = [...new Set(replies.join(""))].sort().join("");
  const charset = `${letters}\0`;
  const network: Network = {
    ...randomNetwork(new Random(5), { ...JOINED, known: false, outputs: charset.length }),
    charset,
    // without a shorter one's end, the longer comes first
    known: [...replies].sort((a, b) => (`${a}~` < `${b}~` ? -1 : 1)),
  };
  const random = new Random(6);
  const questions = Array.from({ length: shortOrWhole(5, 30) }, () =>
    randomQuestion(random).replace(/[^a-z ]/gi, "a"),
  ).filter((question) => question.trim() !== "");
  const said = new Set<string>();
  for (const unsure of [undefined, { margin: 60, reply: "HUH?" }])
    for (const { layout, program } of buildLayouts(network, { ...FOR_CPM, talk: { unsure } })) {
      const questioner = new Questioner(program!.bytes);
      for (const question of questions) {
        const wanted = reply(network, question, unsure);
        expect(questioner.ask(question).reply, `${layout}: ${question}`).toBe(wanted);
        said.add(wanted);
      }
    }
  expect([...said].every((one) => replies.includes(one) || one === "HUH?")).toBe(true);
  expect(said.has("HUH?")).toBe(true);
});

test("a reply that is the only one takes no pass", () => {
  const shape = { ...JOINED, known: false, outputs: 6 };
  const free = randomNetwork(new Random(5), shape);
  const only: Network = { ...free, known: [free.charset.slice(0, 5)] };
  const [{ program: one }] = buildLayouts(only, FOR_CPM);
  const { tStatesPerChar } = benchmark(one!.bytes, ["hello"]);
  expect(tStatesPerChar).toBeLessThan(2000);
});
