/** From pairs to a chat, as a user would go: train, eval, build, run, check, bench. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { parseModel } from "../../src/model/file.js";
import { reply } from "../../src/model/inference.js";
import { repositoryPath, temporaryFolder, zmlm } from "../support/cli.js";
import { command } from "../support/command.js";

const at = temporaryFolder();
const inFolder = { cwd: at(".") };

/** Some of tinychat's pairs: few enough for a small network to learn in seconds. */
const ANSWERS = /\|(HI|BYE|NITE)$/;
const EVERY = 4;

beforeAll(async () => {
  const all = readFileSync(repositoryPath("data/tinychat/pairs.txt"), "utf8").split("\n");
  const lines = all.filter((line) => ANSWERS.test(line)).filter((_, index) => index % EVERY === 0);
  writeFileSync(at("pairs.txt"), `${lines.join("\n")}\nare you a robot|YES\ndo you dream|MAYBE\n`);
  const trained = await command(
    [
      "train",
      "pairs.txt",
      "-o",
      "model.json",
      "--epochs",
      "60",
      "--hidden",
      "64,48",
      "--spelling",
      "free",
      "--typos",
      "0.4",
      "--json",
    ],
    inFolder,
  );
  expect(trained.stderr).toMatch(/backend (wasm|node)/);
  expect(trained.code).toBe(0);
  const built = await command(
    ["build", "model.json", "--emit-asm", "chat.asm", "--symbols", "chat.sym"],
    inFolder,
  );
  expect([built.code, built.stderr]).toEqual([0, ""]);
  expect(built.stdout).toMatch(/^CHAT\.COM: [\d,]+ bytes, layout \w+, 512 -> 64 \+ 64 -> 48 -> \d+$/m);
});

describe("the chain", () => {
  test("the model file tells how it was trained, and what it scores", async () => {
    const model = parseModel(readFileSync(at("model.json"), "utf8"), "model.json");
    expect(model.training?.epochs).toBe(60);
    expect(model.training?.command).toContain("--hidden 64,48");
    expect(model.training?.settings).toMatchObject({ typos: 0.4, wordDrops: 0, density: 1 });
    const scores = JSON.parse(
      (await command(["eval", "model.json", "pairs.txt", "--json"], inFolder)).stdout,
    );
    expect(scores.exact).toBe(model.training?.scores.exact);
    expect(scores.exact).toBeGreaterThan(0.9);
    expect(scores.largestAccumulator).toBe(model.training?.scores.largestAccumulator);
  });

  test("eval --baselines scores what needs no network beside the model, on the training's own split", async () => {
    const scores = JSON.parse(
      (await command(["eval", "model.json", "pairs.txt", "--baselines", "--json"], inFolder)).stdout,
    );
    expect(scores.baselinesLearnedFrom).toEqual({ pairs: expect.any(Number), scored: true });
    expect(scores.baselines.map(({ name }: { name: string }) => name)).toEqual([
      "most common answer",
      "keyword table",
      "nearest centroid",
      "nearest neighbour",
    ]);
    const split = ["eval", "model.json", "pairs.txt", "--holdout", "0.25", "--seed", "3", "--baselines"];
    const held = await command(split, inFolder);
    expect(held.stderr).toContain("it may know these questions");
    expect(held.stdout).toMatch(
      /^unseen +no: the model was trained with these questions, or may have been$/m,
    );
    expect(held.stdout).toMatch(/^nearest neighbour +[\d.]+% +[\d.]+% +[\d.]+% +[\d,]+$/m);
    expect(held.stdout).toMatch(/learned from \d+ other lines/);
    const own = ["--train-pairs", "pairs.txt"];
    expect((await command(["eval", "model.json", "pairs.txt", ...own], inFolder)).stdout).toContain(
      "keyword table",
    );
    const ofProgram = await command(["eval", "CHAT.COM", "pairs.txt", "--baselines"], inFolder);
    expect([ofProgram.code, ofProgram.stderr]).toEqual([
      2,
      "error: CHAT.COM: --baselines needs the encoder of a model; name the model file\n",
    ]);
  });

  test("eval --typos asks a model and its program the same misspelled questions", async () => {
    const typed = ["pairs.txt", "--typos", "--seed", "4", "--json"];
    const ofModel = JSON.parse((await command(["eval", "model.json", ...typed], inFolder)).stdout);
    const ofProgram = JSON.parse((await command(["eval", "CHAT.COM", ...typed], inFolder)).stdout);
    expect(ofProgram.perAnswer).toEqual(ofModel.perAnswer);
    const plain = JSON.parse((await command(["eval", "model.json", "pairs.txt", "--json"], inFolder)).stdout);
    expect(ofModel.queries).toBe(plain.queries);
    expect(ofModel.exact).toBeLessThan(plain.exact);
  });

  test("the program knows exactly what the model knows", async () => {
    const ofModel = JSON.parse(
      (await command(["eval", "model.json", "pairs.txt", "--json"], inFolder)).stdout,
    );
    const ofProgram = JSON.parse(
      (await command(["eval", "CHAT.COM", "pairs.txt", "--json"], inFolder)).stdout,
    );
    expect(ofProgram.queries).toBe(ofModel.queries);
    expect(ofProgram.exact).toBe(ofModel.exact);
    expect(ofProgram.perAnswer).toEqual(ofModel.perAnswer);
  });

  test("chats through a pipe, and answers its command tail", () => {
    const model = parseModel(readFileSync(at("model.json"), "utf8"), "model.json");
    const chat = zmlm(["run", "CHAT.COM"], {
      ...inFolder,
      input: "hello\n\nAre you a robot?\n!\nnever asked\n",
    });
    expect(chat.stdout).toBe(
      `> hello\n${reply(model, "hello")}\n> \n> Are you a robot?\n${reply(model, "are you a robot?")}\n> !\n`,
    );
    expect(chat.code).toBe(0);
    const once = zmlm(["run", "CHAT.COM", "do", "you", "dream"], inFolder);
    expect(once.stdout).toBe(`${reply(model, "do you dream")}\n`);
    expect(once.code).toBe(0);
  });

  test("a golden transcript agrees, differs with exit code 1, and is updated on request", async () => {
    writeFileSync(at("golden.txt"), "# greetings\n> hello\n> are you a robot\nNO WAY\n");
    expect((await command(["check", "CHAT.COM", "golden.txt"], inFolder)).code).toBe(1);
    expect((await command(["check", "CHAT.COM", "golden.txt", "--update"], inFolder)).code).toBe(0);
    const model = parseModel(readFileSync(at("model.json"), "utf8"), "model.json");
    expect(readFileSync(at("golden.txt"), "utf8")).toBe(
      `# greetings\n> hello\n${reply(model, "hello")}\n> are you a robot\n${reply(model, "are you a robot")}\n`,
    );
    expect((await command(["check", "CHAT.COM", "golden.txt"], inFolder)).code).toBe(0);
    writeFileSync(at("golden.txt"), "> hello\nGO AWAY\n");
    const failed = await command(["check", "CHAT.COM", "golden.txt"], inFolder);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain("golden.txt:1: > hello");
    expect(failed.stdout).toContain("- GO AWAY");
  });

  test("a transcript whose last line has no end agrees", async () => {
    const model = parseModel(readFileSync(at("model.json"), "utf8"), "model.json");
    writeFileSync(at("endless.txt"), `> hello\n${reply(model, "hello")}`);
    expect((await command(["check", "CHAT.COM", "endless.txt"], inFolder)).code).toBe(0);
  });

  test("bench asks with plain quotes what was typed with typographic ones", async () => {
    const typographic = await command(["bench", "CHAT.COM", "what’s up", "hello", "--json"], inFolder);
    expect(typographic.code).toBe(0);
    expect(typographic.stdout).toBe(
      (await command(["bench", "CHAT.COM", "what's up", "hello", "--json"], inFolder)).stdout,
    );
  });

  test("bench counts T-states, and twice the same", async () => {
    const args = ["bench", "CHAT.COM", "hello", "are you a robot", "--json"];
    const first = await command(args, inFolder);
    expect(first.code).toBe(0);
    const result = JSON.parse(first.stdout);
    expect(result.bytes).toBe(readFileSync(at("CHAT.COM")).length);
    expect(result.tStatesPerChar).toBeGreaterThan(10_000);
    expect(result.secondsPerCharAt4MHz).toBe(result.tStatesPerChar / 4e6);
    expect((await command(args, inFolder)).stdout).toBe(first.stdout);
  });
});

test("more buckets come with the model, through resuming and building", async () => {
  const train = "train pairs.txt -o wide.json --hidden 32 --json".split(" ");
  expect((await command([...train, "--epochs", "20", "--buckets", "384"], inFolder)).code).toBe(0);
  const resumed = await command([...train, "--epochs", "3", "--resume"], inFolder);
  expect([resumed.code, JSON.parse(resumed.stdout).widths[0]]).toEqual([0, 384]);
  expect(readFileSync(at("wide.json"), "utf8")).toContain('"buckets": 384');
  expect((await command(["build", "wide.json", "-o", "WIDE.COM"], inFolder)).code).toBe(0);
  const scores = async (name: string) =>
    JSON.parse((await command(["eval", name, "pairs.txt", "--json"], inFolder)).stdout);
  const [ofModel, ofProgram] = [await scores("wide.json"), await scores("WIDE.COM")];
  expect(ofModel.exact).toBeGreaterThan(0.5);
  expect(ofProgram.perAnswer).toEqual(ofModel.perAnswer);
});

test("whole answers come with the model, and its program says them", async () => {
  const train =
    "train pairs.txt -o book.json --head replies --hidden 24 --epochs 20 --buckets 256 --json".split(" ");
  expect((await command(train, inFolder)).code).toBe(0);
  expect((await command(["build", "book.json", "-o", "BOOK.COM"], inFolder)).code).toBe(0);
  const scores = async (name: string) =>
    JSON.parse((await command(["eval", name, "pairs.txt", "--json"], inFolder)).stdout);
  const [ofModel, ofProgram] = [await scores("book.json"), await scores("BOOK.COM")];
  expect(ofModel.exact).toBeGreaterThan(0.8);
  expect(ofProgram.perAnswer).toEqual(ofModel.perAnswer);
});

test("import and export tell on standard output what they wrote", async () => {
  const train =
    "train pairs.txt -o plain.json --hidden 64,48 --epochs 1 --buckets 128 --join 1 --spelling free".split(
      " ",
    );
  expect((await command(train, inFolder)).code).toBe(0);
  for (const args of [
    ["export", "plain.json", "-o", "model.npz"],
    ["import", "model.npz", "-o", "again.json"],
  ]) {
    const { code, stdout, stderr } = await command(args, inFolder);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^(model\.npz|again\.json): 256 -> 64 -> 48 -> \d+, encoder \w+\n$/);
  }
});

const peers: [name: string, assemble: (source: string, output: string) => string[]][] = [
  ["pasmo", (source, output) => [source, output]],
  ["z80asm", (source, output) => [source, "-o", output]],
];

describe.each(peers)("%s", (peer, args) => {
  const missing = spawnSync(peer, ["--version"]).error !== undefined;
  if (missing) console.warn(`skipped: ${peer} is not installed`);

  test.skipIf(missing)("makes the very same program of --emit-asm", () => {
    const output = at(`${peer}.com`);
    const made = spawnSync(peer, args(at("chat.asm"), output), { encoding: "utf8" });
    expect(made.stderr).toBe("");
    expect(existsSync(output)).toBe(true);
    expect(readFileSync(output).equals(readFileSync(at("CHAT.COM")))).toBe(true);
  });
});
