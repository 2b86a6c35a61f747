/** A training that is killed without warning, and then resumed. */

import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { type Model, parseModel, serializeModel } from "../../src/model/file.js";
import { parseCheckpoint } from "../../src/train/checkpoint.js";
import { CLI, repositoryPath, temporaryFolder, zmlm } from "../support/cli.js";

const at = temporaryFolder();
const inFolder = { cwd: at(".") };

const LINES = 200;
const KILLS = 3;
/** Milliseconds after the first checkpoint of a process, at most, until it is killed. */
const LATEST_KILL = 200;

const modelOf = (name: string): Model => parseModel(readFileSync(at(name), "utf8"), name);

const networkOf = (name: string): string => {
  const { training: _, ...network } = modelOf(name);
  return serializeModel(network);
};

/** Trains until killed some milliseconds after the checkpoint is written anew, or to the end. */
function trainAndKill(args: readonly string[], checkpoint: string, delay: number): Promise<boolean> {
  const before = existsSync(checkpoint) ? readFileSync(checkpoint) : undefined;
  const child = spawn(process.execPath, [CLI, ...args], { ...inFolder, stdio: "ignore" });
  const isAnew = (): boolean =>
    existsSync(checkpoint) && (before === undefined || !readFileSync(checkpoint).equals(before));
  const watch = setInterval(() => {
    if (!isAnew()) return;
    clearInterval(watch);
    setTimeout(() => child.kill("SIGKILL"), delay);
  }, 20);
  return new Promise((resolve) => {
    child.once("exit", (_, signal) => {
      clearInterval(watch);
      resolve(signal === "SIGKILL");
    });
  });
}

test("killed at any moment, a training goes on from a whole checkpoint to the very same model", async () => {
  const lines = readFileSync(repositoryPath("data/tinychat/pairs.txt"), "utf8")
    .split("\n")
    .filter((line) => line.includes("|"));
  writeFileSync(at("pairs.txt"), lines.slice(0, LINES).join("\n"));
  const args = (output: string, ...more: string[]): string[] => [
    ..."train pairs.txt --epochs 400 --hidden 64,48 --threads 1 --holdout 0.1".split(" "),
    ...["-o", output, "--checkpoint-every", "0.1s", ...more],
  ];
  expect(zmlm(args("whole.json"), inFolder).code).toBe(0);

  const checkpoint = at("killed.json.checkpoint");
  const random = new Random(7);
  const steps: number[] = [];
  let command = args("killed.json");
  for (let kill = 0; kill < KILLS; kill++) {
    if (!(await trainAndKill(command, checkpoint, random.int(0, LATEST_KILL)))) break;
    steps.push(parseCheckpoint(new Uint8Array(readFileSync(checkpoint)), "checkpoint").step);
    if (existsSync(at("killed.json"))) modelOf("killed.json");
    command = args("killed.json", "--resume");
  }
  expect(steps.length).toBeGreaterThan(1);
  // each process went on where the one before it was
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(new Set(steps).size).toBe(steps.length);

  if (existsSync(checkpoint)) {
    const last = zmlm([...args("killed.json", "--resume"), "--report", "report.html"], inFolder);
    expect(last.stderr).toContain("resuming after step");
    expect(last.code).toBe(0);
    // the report shows the course from the start
    expect(readFileSync(at("report.html"), "utf8")).toMatch(/epoch 1\d?, step/);
  }
  expect(existsSync(checkpoint)).toBe(false);
  expect(networkOf("killed.json")).toBe(networkOf("whole.json"));
  expect(modelOf("killed.json").training?.scores).toEqual(modelOf("whole.json").training?.scores);
});

test("new answers with new characters extend a model, which keeps what it knows from the start", () => {
  writeFileSync(at("new.txt"), "what do you cost|$64\nhow much is it|$64\n");
  const before = modelOf("whole.json");
  writeFileSync(at("more.json"), readFileSync(at("whole.json")));
  const known = JSON.parse(zmlm(["eval", "more.json", "pairs.txt", "--json"], inFolder).stdout).exact;
  const args = "train pairs.txt new.txt -o more.json --resume --threads 1 --json".split(" ");
  // one epoch is far too few to learn it all from nothing
  const short = JSON.parse(zmlm([...args, "--epochs", "1"], inFolder).stdout);
  expect(modelOf("more.json").charset).toBe(`${before.charset.slice(0, -1)}$46\0`);
  expect(short.exact).toBeGreaterThan(0.95 * known);
  const longer = JSON.parse(zmlm([...args, "--epochs", "200"], inFolder).stdout);
  expect(longer.exact).toBeGreaterThanOrEqual(short.exact);
  const learned = JSON.parse(zmlm(["eval", "more.json", "new.txt", "--json"], inFolder).stdout);
  expect(learned.exact).toBe(1);
});
