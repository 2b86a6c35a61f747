/** zmlm game: on pipes, and in a real pseudo-terminal. */

import { copyFileSync, mkdirSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { CLI, repositoryPath, temporaryFolder, zmlm } from "../../support/cli.js";
import { isWhole } from "../../support/length.js";
import { hasTmux, TestTerminal } from "../../support/tmux.js";

const at = temporaryFolder();
let terminal: TestTerminal | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

const INTRO = "I HAVE A SECRET. ! LEAVES.\n20 QUESTIONS AND A LAST GUESS.\n";

test.runIf(isWhole)("a game is won at WIN, and what is typed after it isn't asked", () => {
  const input = "is it alive\nis it an elephant\nis it big\n";
  const { code, stdout } = zmlm(["game", repositoryPath("data/guess")], { input });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^1> is it alive\nYES\n2> is it an elephant\nWIN\nYOU GOT IT!\n$/m);
  expect(stdout.startsWith(INTRO)).toBe(true);
});

test("it is lost after twenty questions and a wrong guess, and names the secret", () => {
  const { code, stdout } = zmlm(["game", "guess"], { input: "is it a mouse\n".repeat(30) });
  expect(code).toBe(0);
  expect(stdout.match(/> is it a mouse\nNO$/gm)).toHaveLength(21);
  expect(stdout).toMatch(/20> is it a mouse\nNO\nLAST GUESS> is it a mouse\nNO\nIT IS AN ELEPHANT\.\n$/);
});

test.runIf(isWhole)("without a name it has any of the secrets, and doesn't tell which", () => {
  const { code, stdout, stderr } = zmlm(["game", "--questions", "2"], { input: "!\n" });
  expect(code).toBe(0);
  expect(stdout).toBe("I HAVE A SECRET. ! LEAVES.\n2 QUESTIONS AND A LAST GUESS.\n1> !\n");
  expect(stderr).toBe("");
});

test.runIf(isWhole)("a model file without a topic is a game whose secret has no name", () => {
  mkdirSync(at("mine"));
  copyFileSync(repositoryPath("data/guess/model.json"), at("mine/model.json"));
  const input = "is it a mouse\n".repeat(2);
  for (const name of [at("mine"), at("mine/model.json")])
    expect(zmlm(["game", name, "--questions", "1"], { input }).stdout).toMatch(/NO\nYOU LOSE\.\n$/);
});

test.runIf(isWhole)("what is no game is one line", () => {
  mkdirSync(at("empty"));
  for (const [name, message] of [
    [at("empty"), "there is no model.json in it; zmlm data game and zmlm train make one of topic.json"],
    [at("none"), "no such folder; give one with model.json and topic.json, or no name at all"],
    [repositoryPath("data/guess/topic.json"), "this is not a zmlm model file"],
  ] as const) {
    const { code, stderr } = zmlm(["game", name]);
    expect({ code, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toContain(message);
  }
  expect(zmlm(["game", "--questions", "99"]).stderr).toContain('--questions "99" is out of range');
});

test.skipIf(!hasTmux)("on a terminal, the line behind the count is edited as others are", async () => {
  terminal = new TestTerminal(`"${process.execPath}" "${CLI}" game "${repositoryPath("data/guess")}"`);
  await terminal.shows(`${INTRO}1>`);
  terminal.type("is it a moose");
  terminal.press("BSpace", "BSpace", "BSpace");
  terminal.type("use");
  terminal.press("Enter");
  await terminal.shows("1> is it a mouse\nNO\n2>");
  terminal.press("Up");
  terminal.press("C-u");
  terminal.type("is it an elephant");
  terminal.press("Enter");
  await terminal.shows("2> is it an elephant\nWIN\nYOU GOT IT!\n<0>");
});
