/** Options about what a program says beside its replies. */

import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { repositoryPath, temporaryFolder, zmlm } from "../support/cli.js";
import { command } from "../support/command.js";

const at = temporaryFolder();
const model = repositoryPath("data/moon/model.json");

test("a model file's banner is its program's first line, unless build has another", async () => {
  const json = readFileSync(model, "utf8").replace('"encoder"', '"banner": "MOON. ! LEAVES.",\n  "encoder"');
  writeFileSync(at("moon.json"), json);
  for (const [options, first] of [
    [[], "MOON. ! LEAVES."],
    [["--banner", "“Zed”"], '"Zed"'],
  ] as const) {
    expect((await command(["build", at("moon.json"), ...options, "-o", at("moon.com")])).code).toBe(0);
    expect(zmlm(["run", at("moon.com")], { input: "!\n" }).stdout).toBe(`${first}\n> !\n`);
  }
  expect(zmlm(["chat", at("moon.json")], { input: "!\n" }).stdout).toBe("MOON. ! LEAVES.\n> !\n");
});

test.each([
  [["build", model, "--banner", ""], '--banner "" is not possible; give 1 to 60 plain characters'],
  [["build", model, "--banner", "日"], "--banner"],
  [
    ["build", model, "--questions", "many"],
    '--questions "many" is out of range; give a whole number from 1 to 98',
  ],
  [["build", model, "--secret", "x"], "a secret is for a game; give the number of questions, too"],
  [
    ["build", repositoryPath("data/tinychat/model.json"), "--hex", "--machine", "msx"],
    "--hex is for CP/M only",
  ],
  [
    ["train", repositoryPath("data/tinychat/short.txt"), "--banner", "x".repeat(61)],
    "give 1 to 60 plain characters",
  ],
])("%j is one line", async (args, message) => {
  const { code, stderr } = await command([...args, "-o", at("never.com")]);
  expect(code).toBe(2);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain(message);
});
