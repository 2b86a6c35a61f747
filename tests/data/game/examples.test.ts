import { readFileSync } from "node:fs";
import { gunzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { gzip } from "../../../src/base/gzip.js";
import { makeGame } from "../../../src/data/game/game.js";
import { parseTopic } from "../../../src/data/game/topic.js";
import { lint } from "../../../src/data/lint.js";
import { distinctQuestions, formatPairs, questionKey, readPairs } from "../../../src/data/pairs.js";
import { statsOf } from "../../../src/data/stats.js";
import { encoderOf } from "../../../src/model/encoder.js";
import { repositoryPath } from "../../support/cli.js";
import { isWhole, shortOrWhole } from "../../support/length.js";

const encode = (question: string) => encoderOf("word").encode(question);
const bytesOf = (file: string) => new Uint8Array(readFileSync(repositoryPath(file)));
const textOf = (file: string) => readFileSync(repositoryPath(file), "utf8");
const topicOf = (file: string) => parseTopic(textOf(file), file);

describe("data/guess", () => {
  const file = "data/guess/pairs.txt.gz";
  const committed = bytesOf(file);
  const pairs = readPairs(new TextDecoder().decode(gunzipSync(committed)), file);
  const extra = readPairs(textOf("data/guess/extra.txt"), "data/guess/extra.txt");
  const heldOut = readPairs(textOf("data/guess/heldout.txt"), "data/guess/heldout.txt");
  const heldOut2 = readPairs(textOf("data/guess/heldout-2.txt"), "data/guess/heldout-2.txt");

  // `zmlm data game` makes it in any test run: command.test.ts
  it.runIf(isWhole)("is what the generator makes, byte for byte", () => {
    const topic = "data/guess/topic.json";
    const made = makeGame(topicOf(topic), topic, { seed: 1, encode, extra, without: heldOut });
    const text = formatPairs(made);
    expect(new TextDecoder().decode(gunzipSync(committed)) === text).toBe(true);
    const packed = gzip(text);
    expect(Buffer.compare(packed, committed)).toBe(0);
  });

  it("has enough of everything, and nothing for lint to say", () => {
    const { questions, answers } = statsOf(pairs, encode);
    expect(questions).toBeGreaterThanOrEqual(15_500);
    expect(distinctQuestions(extra).size).toBeGreaterThanOrEqual(500);
    expect(answers.map(({ answer }) => answer).sort()).toEqual(["IDK", "MAYBE", "NO", "WIN", "YES"]);
    for (const { answer, share } of answers) expect(share, answer).toBeLessThan(0.4);
    expect(lint(pairs, { encode })).toEqual([]);
  });

  it("keeps 200 questions out of training, with every answer among them", () => {
    const taught = new Set(pairs.map(({ question }) => questionKey(question)));
    expect(heldOut.filter(({ question }) => taught.has(questionKey(question)))).toEqual([]);
    expect(distinctQuestions(heldOut).size).toBe(200);
    expect(new Set(heldOut.map(({ answer }) => answer)).size).toBe(5);
  });

  it("keeps 200 more out of training, which no spelling or contraction lets in", () => {
    const long: Record<string, string> = { its: "it is", im: "i am", isnt: "is not", id: "i would" };
    const wordsOf = (question: string) =>
      question
        .toLowerCase()
        .replace(/'/g, "")
        .replace(/[^a-z0-9]+/g, " ")
        .trim()
        .split(" ")
        .map((word) => long[word] ?? word)
        .join(" ");
    const taught = new Set([...pairs, ...extra, ...heldOut].map(({ question }) => wordsOf(question)));
    expect(heldOut2.filter(({ question }) => taught.has(wordsOf(question)))).toEqual([]);
    expect(new Set(heldOut2.map(({ question }) => wordsOf(question))).size).toBe(200);
    expect(new Set(heldOut2.map(({ answer }) => answer)).size).toBe(5);
  });

  it.each([
    ["is it alive", "YES"],
    ["is it big", "YES"],
    ["does it have a trunk", "YES"],
    ["is it grey", "MAYBE"],
    ["elephant", "WIN"],
    ["is it an elephant", "WIN"],
    ["is it a mouse", "NO"],
    ["is it bigger than a car", "YES"],
    ["is it bigger than a house", "NO"],
    ["tell me a joke", "IDK"],
  ])("answers %j with %s", (question, answer) => {
    expect([...distinctQuestions(pairs).get(question)!.keys()]).toEqual([answer]);
  });
});

describe("data/bicycle", () => {
  it("is a game from its topic alone", () => {
    const file = "data/bicycle/topic.json";
    const pairs = makeGame(topicOf(file), file, { seed: 1, encode, count: 20_000 });
    const known = distinctQuestions(pairs);
    expect(known.size).toBeGreaterThanOrEqual(15_000);
    expect(lint(pairs, { encode })).toEqual([]);
    expect([...known.get("is it a bike")!.keys()]).toEqual(["WIN"]);
    expect([...known.get("does it have wheels")!.keys()]).toEqual(["YES"]);
    expect([...known.get("is it alive")!.keys()]).toEqual(["NO"]);
    expect([...known.get("is it heavier than a car")!.keys()]).toEqual(["NO"]);
  });
});

describe.each(["bicycle", "banana", "moon", "piano"].slice(shortOrWhole(3, 0)))("data/%s", (name) => {
  const file = `data/${name}/topic.json`;
  const heldOut = readPairs(textOf(`data/${name}/heldout.txt`), `data/${name}/heldout.txt`);

  it("is a game from its topic, without the questions that are kept out", () => {
    const pairs = makeGame(topicOf(file), file, { seed: 1, encode, count: 4000, without: heldOut });
    expect(lint(pairs, { encode })).toEqual([]);
    const known = distinctQuestions(pairs);
    expect([...known.get(`is it ${topicOf(file).names[0]}`)!.keys()]).toEqual(["WIN"]);
    expect(heldOut.filter(({ question }) => known.has(question))).toEqual([]);
  });

  it("keeps 38 questions out of training, with every answer among them", () => {
    expect(distinctQuestions(heldOut).size).toBe(38);
    expect(new Set(heldOut.map(({ answer }) => answer)).size).toBe(5);
  });
});
