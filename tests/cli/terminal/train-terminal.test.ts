/** Ctrl-C in zmlm train, in a real pseudo-terminal. */

import { existsSync, readFileSync, rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseModel } from "../../../src/model/file.js";
import { CLI, repositoryPath, temporaryFolder } from "../../support/cli.js";
import { hasTmux, TestTerminal } from "../../support/tmux.js";

const at = temporaryFolder();
const PAIRS = repositoryPath("data/tinychat/short.txt");
const MODEL = at("model.json");
let terminal: TestTerminal;

beforeEach(() => {
  const train = `train "${PAIRS}" -o "${MODEL}" --time-limit 60s --threads 1 --hidden 32`;
  terminal = new TestTerminal(`"${process.execPath}" "${CLI}" ${train}`);
});

afterEach(() => {
  terminal.close();
  rmSync(MODEL, { force: true });
});

/** Waits until the file is there. */
async function saved(): Promise<void> {
  await expect.poll(() => existsSync(MODEL), { timeout: 60_000, interval: 20 }).toBe(true);
}

test.runIf(hasTmux).sequential("Ctrl-C says at once what is kept, and scores a sample", async () => {
  await terminal.shows(/\d left/);
  expect(terminal.screen()).not.toContain("1:01 left");
  await saved();
  terminal.press("C-c");
  const screen = await terminal.shows("<0>");
  expect(screen).toMatch(/stopping: keeping the best, \d+\.\d%/);
  expect(screen).toMatch(/answers \d+\.\d% of 500 questions, a sample of 2\d{3},/);
  expect(screen).toContain("--resume continues");
  const { training } = parseModel(readFileSync(MODEL, "utf8"), MODEL);
  expect(training!.scores.sample).toBe(500);
});

test.runIf(hasTmux).sequential("a second Ctrl-C ends at once, and the file is whole", async () => {
  await terminal.shows(/\d left/);
  terminal.press("C-c", "C-c");
  await terminal.shows(/<(130|0)>/);
  expect(parseModel(readFileSync(MODEL, "utf8"), MODEL).layers).toHaveLength(2);
});
