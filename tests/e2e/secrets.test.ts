/** The games under data/ whose secrets come with zmlm: their models, and the programs of them. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { converse } from "../../src/build/ask.js";
import { buildProgram } from "../../src/build/program.js";
import { exampleNames, secretFolders } from "../../src/cli/examples.js";
import { readModel } from "../../src/cli/model-file.js";
import { parseTopic } from "../../src/data/game/topic.js";
import { readPairs } from "../../src/data/pairs.js";
import { MACHINES } from "../../src/machines/machines.js";
import { reply } from "../../src/model/inference.js";
import { FOR_CPM } from "../support/builds.js";
import { shortOrWhole } from "../support/length.js";

const SECRETS = ["banana", "bicycle", "guess", "moon", "piano"];
/** Questions that were kept out: at least this share is right. */
const HELD_OUT = 0.8;

test("five come with zmlm, and chat doesn't tell their names", () => {
  expect([...secretFolders().keys()]).toEqual(SECRETS);
  expect(exampleNames()).toEqual(["guess", "tinychat"]);
});

/** Those asked, the elephant aside, which has tests of its own. */
const ASKED = SECRETS.filter((name) => name !== "guess").slice(0, shortOrWhole(1, 4));

describe.each(ASKED)("%s", (name) => {
  const file = (kind: string) => `${secretFolders().get(name)}/${kind}`;
  const model = readModel(file("model.json"));
  const topic = parseTopic(readFileSync(file("topic.json"), "utf8"), name);
  const heldOut = readPairs(readFileSync(file("heldout.txt"), "utf8"), name);

  test("is won by each of its names, and not by another thing", () => {
    const answersTo = (names: readonly string[]) => names.map((each) => reply(model, `is it ${each}`));
    expect(new Set(answersTo(topic.names))).toEqual(new Set(["WIN"]));
    const others = answersTo(topic.others);
    expect(others.filter((answer) => answer !== "NO").length).toBeLessThanOrEqual(others.length / 50);
  });

  test("answers most of the questions that were kept out of its training", () => {
    const right = heldOut.filter(({ question, answer }) => reply(model, question) === answer);
    expect(right.length / heldOut.length).toBeGreaterThanOrEqual(HELD_OUT);
  });

  test("is a program that says what the model says, and fits every machine", () => {
    const questions = heldOut.slice(0, 10).map(({ question }) => question);
    const { bytes } = buildProgram(model, FOR_CPM);
    expect([...converse(bytes, questions)]).toEqual(questions.map((question) => reply(model, question)));
    for (const machine of MACHINES)
      expect(buildProgram(model, { ...FOR_CPM, machine, talk: { questions: 20 } }).layout).toBe("columns");
  });
});
