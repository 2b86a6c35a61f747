/**
 * The conversations and figures in README.md: what the examples' programs say and take in the emulator.
 *
 * `npm run transcripts` writes them anew.
 */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { percentOf } from "../../src/base/percent.js";
import { converse } from "../../src/build/ask.js";
import { BENCH_QUESTIONS, benchmark } from "../../src/build/bench.js";
import { buildProgram, type Program } from "../../src/build/program.js";
import { parseTranscript, updateTranscript } from "../../src/build/transcript.js";
import { type Model, parseModel } from "../../src/model/file.js";
import { shapeText } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { repositoryPath } from "../support/cli.js";

const README = repositoryPath("README.md");
/** A comment that names the example, and the code block behind it. */
const TRANSCRIPT = /(<!-- transcript: data\/(\w+) -->\n+```\n)([^`]*)(```)/g;

/** The table of figures between two comments. */
const FIGURES = /(<!-- figures -->\n)[^<]*(<!-- \/figures -->)/;

test("README's conversations and figures are true", async () => {
  const told: string[] = [];
  const text = readFileSync(README, "utf8").replace(
    TRANSCRIPT,
    (_, before: string, name: string, transcript: string, after: string) => {
      told.push(name);
      return before + replay(name, transcript) + after;
    },
  );
  expect(told).toEqual(["tinychat", "guess"]);
  expect(text).toMatch(FIGURES);
  const measured = text.replace(
    FIGURES,
    (_, before: string, after: string) => before + figures(told) + after,
  );
  await expect(measured).toMatchFileSnapshot(README);
});

/** An example's model and program, built once. */
function example(name: string) {
  const known = EXAMPLES.get(name);
  if (known !== undefined) return known;
  const file = repositoryPath(`data/${name}/model.json`);
  const model = parseModel(readFileSync(file, "utf8"), file);
  const made = { model, program: buildProgram(model, FOR_CPM) };
  EXAMPLES.set(name, made);
  return made;
}

const EXAMPLES = new Map<string, { model: Model; program: Program }>();

/** The same questions with the replies of the example's program. */
function replay(name: string, transcript: string): string {
  const { bytes } = example(name).program;
  const exchanges = parseTranscript(transcript, README);
  const replies = [
    ...converse(
      bytes,
      exchanges.map(({ question }) => question),
    ),
  ];
  return updateTranscript(transcript, exchanges, replies);
}

/** A table of what the examples were taught, what they score, and what their programs take. */
function figures(names: readonly string[]): string {
  const columns = names.map((name) => {
    const { model, program } = example(name);
    const { questions, scores } = model.training!;
    const cost = benchmark(program.bytes, BENCH_QUESTIONS);
    const length = cost.chars / cost.questions;
    const weights = model.layers.reduce((sum, layer) => sum + layer.weights.length, 0);
    const seconds = (tStates: number) => `${(tStates / 4e6).toFixed(2)} s`;
    return {
      "questions taught": count(questions),
      "of these answered right": `${percentOf(scores.exact)} %`,
      network: shapeText(model, "→"),
      "weights of two bits": count(weights),
      program: `${Math.round(program.bytes.length / 1024)} KB`,
      "a reply at 4 MHz": seconds(cost.tStatesToFirstChar + length * cost.tStatesPerChar),
    };
  });
  const rows = Object.keys(columns[0]) as (keyof (typeof columns)[0])[];
  const lines = [
    `| | ${names.join(" | ")} |`,
    `|---|${"--:|".repeat(names.length)}`,
    ...rows.map((row) => `| ${row} | ${columns.map((column) => column[row]).join(" | ")} |`),
  ];
  return `${lines.join("\n")}\n`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
