import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/data/lint.js";
import { distinctQuestions, readPairs } from "../../src/data/pairs.js";
import { statsOf } from "../../src/data/stats.js";
import { encoderOf } from "../../src/model/encoder.js";
import { repositoryPath } from "../support/cli.js";

const file = "data/tinychat/pairs.txt";
const pairs = readPairs(readFileSync(repositoryPath(file), "utf8"), file);
const encode = (question: string) => encoderOf("word").encode(question);

describe(file, () => {
  it("has thousands of questions, tens of answers, and many phrasings of several families for each", () => {
    const { questions, answers } = statsOf(pairs, encode);
    expect(questions).toBeGreaterThanOrEqual(6000);
    expect(answers.length).toBeGreaterThanOrEqual(40);
    expect(answers.length).toBeLessThanOrEqual(80);
    for (const { answer, questions: phrasings } of answers)
      expect(phrasings, answer).toBeGreaterThanOrEqual(40);
    for (const { family, answer } of pairs)
      expect(family).toMatch(new RegExp(`^${answer.replace(/[?/]/g, "\\$&")} `));
  });

  it.each([
    ["hello", "HI"],
    ["are you a robot", "YES"],
    ["do you dream", "MAYBE"],
    ["are you a bot", "YES"],
    ["r u a robot", "YES"],
    ["are you human", "NO"],
    ["youre human", "NO"],
    ["are you alive", "MAYBE"],
    ["am i human", "R U?"],
    ["i am human", "R U?"],
  ])("answers %j with %s", (question, answer) => {
    expect([...distinctQuestions(pairs).get(question)!.keys()]).toEqual([answer]);
  });

  it("keeps 200 questions of strangers out of training, under any punctuation", () => {
    const strangers = "data/tinychat/strangers.txt";
    const asked = readPairs(readFileSync(repositoryPath(strangers), "utf8"), strangers);
    const wordsOf = (question: string) =>
      question
        .toLowerCase()
        .replace(/'/g, "")
        .replace(/[^a-z0-9]+/g, " ")
        .trim();
    const taught = new Set(pairs.map(({ question }) => wordsOf(question)).filter((words) => words !== ""));
    expect(asked.filter(({ question }) => taught.has(wordsOf(question)))).toEqual([]);
    expect(distinctQuestions(asked).size).toBe(200);
    const answers = new Set(pairs.map(({ answer }) => answer));
    expect(asked.filter(({ answer }) => !answers.has(answer))).toEqual([]);
  });

  it("gives lint nothing to say", () => {
    expect(lint(pairs, { encode, phrasings: 40 }).map(({ line, message }) => `${line}: ${message}`)).toEqual(
      [],
    );
  });
});
