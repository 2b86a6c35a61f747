/** Jobs on programs: bytes and text in, results out. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildProgram } from "../../src/build/program.js";
import { programSource } from "../../src/cli/sources.js";
import { bench } from "../../src/jobs/bench.js";
import { check } from "../../src/jobs/check.js";
import { exportModel, importModel } from "../../src/jobs/convert.js";
import { CPM } from "../../src/machines/cpm.js";
import { parseModel, serializeModel } from "../../src/model/file.js";
import { reply } from "../../src/model/inference.js";
import { randomNetwork } from "../support/networks.js";

const network = randomNetwork(new Random(4), {
  hidden: [24],
  outputs: 12,
  encoder: "word",
  density: 0.4,
  biasRange: 500,
});
const built = buildProgram(network, { machine: CPM, layout: "packed", sources: programSource });
const program = { bytes: built.bytes, file: "CHAT.COM" };
const said = reply(network, "hello there");

test("a transcript is checked, and brought up to date", () => {
  const text = `# greetings\n> hello there\n${said}\n> bye\nNEVER SAID\n`;
  const { total, differing, updated } = check({ program, transcript: { text, file: "golden.txt" } });
  expect(total).toBe(2);
  expect(differing).toEqual([
    { exchange: { question: "bye", reply: "NEVER SAID", line: 4 }, reply: reply(network, "bye") },
  ]);
  expect(updated).toBe(text.replace("NEVER SAID", reply(network, "bye")));
  const again = check({ program, transcript: { text: updated, file: "golden.txt" } });
  expect([again.differing, again.updated]).toEqual([[], updated]);
});

test("a program is measured, by label if its symbols are given", () => {
  const symbols = { text: built.assembly.symbolFile(), file: "chat.sym" };
  const { figures, profile } = bench({ program, questions: ["hello there", "it’s"], profile: true, symbols });
  expect(figures).toMatchObject({ bytes: built.bytes.length, questions: 2 });
  expect(profile!.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(bench({ program, questions: [] }).profile).toBeUndefined();
  expect(() => bench({ program, questions: ["日本"] })).toThrow('the question "日本" has characters');
});

test("a file that is no program is refused by name", () => {
  const model = new TextEncoder().encode(serializeModel(network));
  const ask = (bytes: Uint8Array) => () => bench({ program: { bytes, file: "x.com" }, questions: [] });
  expect(ask(model)).toThrow("x.com: this is a model, not a program");
  expect(ask(new Uint8Array())).toThrow("x.com: the file is empty");
  expect(ask(Uint8Array.of(0x76))).toThrow("x.com: the program halted");
});

test("a model comes back from an archive as it was", () => {
  const text = serializeModel(network);
  const { bytes } = exportModel(text, "model.json");
  expect(importModel(bytes, "model.npz").text).toBe(serializeModel(parseModel(text, "model.json")));
  expect(() => importModel(bytes.subarray(9), "cut.npz")).toThrow("cut.npz: ");
});
