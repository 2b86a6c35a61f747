/** zmlm chat: on pipes, and in a real pseudo-terminal. */

import { copyFileSync, writeFileSync } from "node:fs";
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

test("without a name it is tinychat, which says how to leave and which other examples there are", () => {
  const { code, stdout, stderr } = zmlm(["chat"], { input: "hello\nare you a robot\n!\n" });
  expect(code).toBe(0);
  expect(stdout).toContain("> hello\nHI\n> are you a robot\nYES\n");
  expect(stderr).toBe("tinychat: a line of ! leaves; there is also zmlm chat guess\n");
});

test("an example by name, and a model file by its path, answer the same", () => {
  copyFileSync(repositoryPath("data/guess/model.json"), at("mine.json"));
  const input = "is it an elephant\n";
  const example = zmlm(["chat", "guess"], { input });
  const mine = zmlm(["chat", at("mine.json")], { input });
  expect(example.stdout).toContain("> is it an elephant\nWIN\n");
  expect(mine.stdout).toBe(example.stdout);
  // in any case it is the same example, with the game's hint, and doesn't list itself
  const capital = zmlm(["chat", "Guess"], { input });
  expect(capital).toEqual(example);
  expect(capital.stderr).toContain(
    "guess: a line of ! leaves; there is also zmlm chat tinychat, and zmlm game",
  );
});

test("a name that is nothing is one line that tells the examples", () => {
  const { code, stdout, stderr } = zmlm(["chat", "tinychta"]);
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^error: tinychta: no example and no such file; examples are guess, tinychat.*\n$/);
});

test("a file that is no model is one line", () => {
  writeFileSync(at("pairs.txt"), "hello|HI\n");
  const { code, stderr } = zmlm(["chat", at("pairs.txt")]);
  expect(code).toBe(2);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test.skipIf(!hasTmux)("on a terminal, at 4 MHz, the prompt comes at once, and ! leaves", async () => {
  terminal = new TestTerminal(`"${process.execPath}" "${CLI}" chat guess --clock 4`);
  await terminal.shows(/^>$/m);
  await terminal.isRaw();
  terminal.type("is it a mouse");
  terminal.press("Enter");
  await terminal.shows("> is it a mouse\nNO\n>");
  terminal.type("!");
  terminal.press("Enter");
  await terminal.shows("<0>");
});

test.runIf(hasTmux && isWhole)("bye is answered, and leaves; so does Ctrl-D on an empty line", async () => {
  const start = `"${process.execPath}" "${CLI}" chat tinychat`;
  terminal = new TestTerminal(start);
  await terminal.shows(/^>$/m);
  terminal.type("bye");
  terminal.press("Enter");
  await terminal.shows(/> bye\nBYE\n>\n<0>/);
  terminal.close();
  terminal = new TestTerminal(start);
  await terminal.shows(/^>$/m);
  terminal.press("C-d");
  await terminal.shows(/>\n<0>/);
});
