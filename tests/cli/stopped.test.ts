/** Ctrl-C at moments when a training has learned nothing yet. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { hearingStop } from "../../src/cli/early-stop.js";
import { makeCommand } from "../../src/cli/make.js";
import { trainCommand } from "../../src/cli/train.js";
import { parseModel } from "../../src/model/file.js";
import { evaluate } from "../../src/train/evaluate.js";
import { CLI, temporaryFolder } from "../support/cli.js";
import { interrupted } from "../support/interrupt.js";
import { isWhole } from "../support/length.js";

const at = temporaryFolder();
const QUICK = ["--backend", "cpu", "--threads", "1"];

/** Runs a command here, and presses Ctrl-C as soon as it listens for it after it said something. */
async function stopped(words: readonly string[], after: string): Promise<string> {
  const folder = process.cwd();
  process.chdir(at(""));
  try {
    const [name, ...rest] = words;
    const command = name === "make" ? makeCommand() : trainCommand();
    return await interrupted(after, () => command.parseAsync(rest, { from: "user" }));
  } finally {
    process.chdir(folder);
  }
}

const scoreOnDisk = (name: string, pairs: string): number => {
  const lines = readFileSync(at(pairs), "utf8").trim().split("\n");
  const listed = lines.map((line) => ({ question: line.split("|")[0], answer: line.split("|")[1] }));
  return evaluate(parseModel(readFileSync(at(name), "utf8"), name), listed).exact;
};

const scoreTold = (said: string): number => Number(/right: ([\d.]+)% of/.exec(said)![1]) / 100;

test("make, stopped before its first check, scores the model that is there and says so", async () => {
  writeFileSync(at("cats.txt"), "hello|HI\nare you a cat|YES\nare you a dog|NO\nbye|BYE\n");
  await trainCommand().parseAsync(
    [at("cats.txt"), "-o", at("cats.json"), "--epochs", "300", "--until", "100%", "--hidden", "32", ...QUICK],
    { from: "user" },
  );
  const before = readFileSync(at("cats.json"), "utf8");
  expect(scoreOnDisk("cats.json", "cats.txt")).toBe(1);
  const said = await stopped(["make", "cats.txt", "--no-chat", ...QUICK], "1 of 3");
  expect(said).toContain("stopping: keeping cats.json as it was");
  expect(said).toContain("cats.json is left as it was: the training was stopped before its first check");
  expect(said).toMatch(/right: 100(\.0)?% of the 4 questions, by the earlier model;/);
  expect(said).not.toContain("too few questions");
  expect(readFileSync(at("cats.json"), "utf8")).toBe(before);
});

test.runIf(isWhole)("make, stopped as its second training begins, scores the first one's model", async () => {
  const lines = Array.from({ length: 120 }, (_, i) => `question ${i} ${(i * 7919) % 997}|${"ABCD"[i % 4]}`);
  writeFileSync(at("many.txt"), lines.join("\n"));
  const said = await stopped(
    ["make", "many.txt", "--no-chat", "--time-limit", "6s", ...QUICK],
    "now with all questions",
  );
  expect(said).toContain("many.json is left as it was");
  expect(said).toContain("of the 120 questions, by the earlier model");
  expect(said).not.toContain("too short for an estimate");
  expect(scoreTold(said)).toBeCloseTo(scoreOnDisk("many.json", "many.txt"), 2);
});

/** Has a process press Ctrl-C on itself as soon as it listens for it. */
const PRESSES_CTRL_C = `data:text/javascript,${encodeURIComponent(`
  process.on("newListener", (event) => {
    if (event === "SIGINT") queueMicrotask(() => process.kill(process.pid, "SIGINT"));
  });
`)}`;

test.runIf(isWhole).each([
  ["while make checks the pairs", ["make", "new.txt", "--no-chat"]],
  ["while train prepares", ["train", "new.txt", "-o", "new.json"]],
])("Ctrl-C before the training begins is told, and leaves no file: %s", (_, command) => {
  rmSync(at("new.json"), { force: true });
  writeFileSync(at("new.txt"), "hello|HI\nbye|BYE\n");
  const words = ["--import", PRESSES_CTRL_C, CLI, ...command, ...QUICK];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: at(""), encoding: "utf8" });
  expect(stderr).toContain("stopped: nothing is learned yet, so no file is written");
  expect(stderr).not.toContain("training on 2 pairs");
  expect(status).toBe(130);
  expect(existsSync(at("new.json"))).toBe(false);
});

test("a Ctrl-C while pairs are checked ends the command after that, with one line", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  let cleared = 0;
  try {
    const work = (): number => {
      setImmediate(() => process.emit("SIGINT"));
      return 7;
    };
    expect(await hearingStop(work, () => cleared++)).toBe(7);
    expect(write.mock.calls.map(([text]) => text)).toEqual([
      "stopped: nothing is learned yet, so no file is written\n",
    ]);
    expect(exit).toHaveBeenCalledWith(130);
    expect(cleared).toBe(1);
  } finally {
    exit.mockRestore();
    write.mockRestore();
  }
});

test("a training from the start keeps the model that it replaces, once, and --resume replaces it", async () => {
  writeFileSync(at("birds.txt"), "hello|HI\nare you a bird|YES\nare you a fish|NO\nbye|BYE\n");
  const train = async (seed: number, ...words: string[]): Promise<string> => {
    const options = ["--epochs", "4", "--hidden", "8", "--seed", String(seed), "--threads", "1", ...words];
    await trainCommand().parseAsync([at("birds.txt"), "-o", at("birds.json"), ...options], { from: "user" });
    return readFileSync(at("birds.json"), "utf8");
  };
  const earlier = "a model of someone's\n";
  writeFileSync(at("birds.json"), earlier);
  const first = await train(1);
  expect(first).not.toBe(earlier);
  expect(readFileSync(at("birds.json.old"), "utf8")).toBe(earlier);
  // this process wrote the file itself, and needs no copy of its own step before
  await train(2);
  await train(2, "--resume");
  expect(readFileSync(at("birds.json.old"), "utf8")).toBe(earlier);
});
