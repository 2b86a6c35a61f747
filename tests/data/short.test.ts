/**
 * tinychat's short course, data/tinychat/short.txt, which `npm start` trains on: made from pairs.txt.
 *
 * `npm run short` makes it anew after a change of pairs.txt.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseTranscript } from "../../src/build/transcript.js";
import { lint } from "../../src/data/lint.js";
import { readPairs } from "../../src/data/pairs.js";
import { encoderOf } from "../../src/model/encoder.js";
import { repositoryPath } from "../support/cli.js";
import { isWhole } from "../support/length.js";
import { keyOf, shortCourse } from "./short-course.js";

const SHORT = "data/tinychat/short.txt";
/** A family of 150 lines gives some 12. */
const SHARE = 1;

const text = (name: string) => readFileSync(repositoryPath(name), "utf8");
const pairs = readPairs(text("data/tinychat/pairs.txt"), "pairs.txt");
const golden = parseTranscript(text("data/tinychat/golden.txt"), "golden.txt").map(({ question }) =>
  keyOf(question),
);

/** The file that the script makes. */
function chosen(): string {
  let family: string | undefined;
  const lines = shortCourse(pairs, new Set(golden), SHARE).flatMap((pair) => {
    const heading = pair.family === family ? [] : ["", `#family: ${pair.family}`];
    family = pair.family;
    return [...heading, `${pair.question}|${pair.answer}`];
  });
  const head =
    "# tinychat in short: the lines of pairs.txt that stand best for all its lines; `npm run short` chose them.";
  return `${[head, ...lines].join("\n")}\n`;
}

test.runIf(process.env.MODE === "write")("is written anew", () => {
  writeFileSync(repositoryPath(SHORT), chosen());
});

test.runIf(isWhole)("is what the script chooses", () => {
  expect(text(SHORT) === chosen(), "npm run short makes the short course anew").toBe(true);
});

test("has lines of pairs.txt only, all answers, and every golden question that is a line", () => {
  const short = readPairs(text(SHORT), "short.txt");
  const lines = new Set(pairs.map(({ question, answer, family }) => `${question}|${answer}|${family}`));
  const strange = short.filter(
    ({ question, answer, family }) => !lines.has(`${question}|${answer}|${family}`),
  );
  expect(strange, "lines that pairs.txt doesn't have: npm run short makes the short course anew").toEqual([]);
  expect(new Set(short.map(({ answer }) => answer))).toEqual(new Set(pairs.map(({ answer }) => answer)));
  const known = (list: typeof pairs) => new Set(list.map(({ question }) => keyOf(question)));
  const [all, some] = [known(pairs), known(short)];
  expect(golden.filter((question) => all.has(question) && !some.has(question))).toEqual([]);
  expect(short.length).toBeGreaterThanOrEqual(1000);
  expect(short.length).toBeLessThanOrEqual(2500);
  const { encode } = encoderOf("word");
  expect(lint(short, { encode, phrasings: 10 }).map(({ line, message }) => `${line}: ${message}`)).toEqual(
    [],
  );
});
