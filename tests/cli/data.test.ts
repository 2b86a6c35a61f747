import { spawnSync } from "node:child_process";
import { existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { CLI, repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";

const at = temporaryFolder();

function write(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

const good = write(
  "good.txt",
  "hello|HI\nhey|HI\nhi there|HI\nbye|BYE\nsee you|BYE\nfarewell|BYE\nwhat|HUH?\n",
);

/** One family, four answers. */
const many = write(
  "many.txt",
  `#family: numbers\n${Array.from({ length: 4000 }, (_, i) => `what is ${i}|${i % 4}\n`).join("")}`,
);
const one = write("one.txt", "are you it|A\nare  you it|A\nit you are|A\n");

describe("zmlm data", () => {
  it("stats: a table, or one JSON object", async () => {
    const { code, stdout } = await command(["data", "stats", good]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^lines {7}7$/m);
    expect(stdout).toMatch(/^HUH\? {8}1 {10}1 {3}14\.3%/m);
    const stats = JSON.parse((await command(["data", "stats", good, "--json"])).stdout);
    expect(stats).toMatchObject({ lines: 7, questions: 7, ceiling: 1 });
  });

  it("lint: warnings pass, unless --strict; faulty lines never do", async () => {
    const bad = write("bad.txt", "hello|HI\nhello|HI\nhello|YO\nno bar\n|X\n");
    const pass = await command(["data", "lint", good, "--phrasings", "1"]);
    expect([pass.code, pass.stdout]).toEqual([0, expect.stringContaining("7 pairs, 0 faults")]);
    expect((await command(["data", "lint", good, "--phrasings", "2"])).code).toBe(0);
    const strict = await command(["data", "lint", good, "--phrasings", "2", "--strict"]);
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain(`${good}:7: few: HUH? has 1 phrasing; write at least 2`);
    const faulty = await command(["data", "lint", bad]);
    expect(faulty.code).toBe(1);
    expect(faulty.stdout).toContain(`${bad}:4: fault: no "|" in this line`);
    expect(faulty.stdout).toContain(`${bad}:5: fault: nothing before the "|"`);
    expect(faulty.stdout).toContain(`${bad}:3: contradiction: "hello" gives YO here and HI at line 1`);
    expect(JSON.parse((await command(["data", "lint", bad, "--json"])).stdout).faults).toHaveLength(2);
  });

  it("augment and balance speak by pipes, and tell on standard error", async () => {
    const augmented = await command(["data", "augment", "-", "--kinds", "typos", "--variants", "2"], {
      input: readFileSync(good),
    });
    expect(augmented.code).toBe(0);
    expect(augmented.stderr).toMatch(/^7 pairs, and \d+ made from them$/m);
    expect(augmented.stdout).toContain("#from: hello\n");
    const balanced = await command(["data", "balance", "-", "--target", "4"], { input: augmented.stdout });
    expect(balanced.stdout.match(/\|BYE$/gm)).toHaveLength(4);
    expect(balanced.stdout.match(/\|HUH\?$/gm)).toHaveLength(4);
    expect(balanced.stderr).toMatch(/^HUH\? {2,}\d {8}4$/m);
    const again = await command(["data", "augment", good, "--kinds", "typos", "--variants", "2"]);
    expect(again.stdout).toBe(augmented.stdout);
  });

  it("split: two files, gzipped if their names say so", async () => {
    const [train, test] = [at("train.txt.gz"), at("test.txt")];
    const { code, stderr } = await command([
      "data",
      "split",
      good,
      "--train",
      train,
      "--held-out",
      test,
      "--share",
      "0.3",
    ]);
    expect([code, stderr]).toEqual([0, "5 pairs to train on, 2 held out\n"]);
    const lines = [gunzipSync(readFileSync(train)).toString(), readFileSync(test, "utf8")].join("");
    expect(lines.trim().split("\n").sort()).toEqual(readFileSync(good, "utf8").trim().split("\n").sort());
  });

  it("never writes over what it reads, nor two things into one file", async () => {
    const text = readFileSync(good, "utf8");
    const topic = write("topic.json", readFileSync(repositoryPath("data/bicycle/topic.json"), "utf8"));
    for (const args of [
      ["balance", good, "-o", good],
      ["augment", good, "-o", good],
      ["split", good, "--train", good, "--held-out", at("held.txt")],
      ["split", good, "--train", at("held.txt"), "--held-out", at("held.txt")],
      ["split", good, "--train", "-", "--held-out", "-"],
      ["game", topic, "-o", topic],
      ["game", topic, good, "-o", good],
      ["game", topic, "--without", good, "-o", good],
    ]) {
      const { code, stdout, stderr } = await command(["data", ...args]);
      expect([code, stdout], args.join(" ")).toEqual([2, ""]);
      expect(stderr).toMatch(
        /which would be overwritten|two outputs have this name|can't both be standard output/,
      );
    }
    expect(readFileSync(good, "utf8")).toBe(text);
    expect(existsSync(at("held.txt"))).toBe(false);
    expect(readFileSync(topic, "utf8")).toBe(readFileSync(repositoryPath("data/bicycle/topic.json"), "utf8"));
  });

  it.skipIf(!existsSync("/dev/full"))("tells in a line that standard output can't be written", async () => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, "data", "stats", good], {
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([2, "error: standard output: no space left on this disk\n"]);
  });

  it("does what the examples of its help say", async () => {
    write("pairs.txt", readFileSync(good, "utf8"));
    for (const name of ["balance", "augment"]) {
      const help = (await command(["data", name, "--help"])).stdout;
      const commands = [...help.matchAll(/^ {2}\$ zmlm (.*?)(?: \|.*)?$/gm)];
      expect(commands).toHaveLength(2);
      for (const [, line] of commands) {
        const { code, stderr } = await command(line!.split(" "), { cwd: at(".") });
        expect([code, stderr], line).toEqual([0, expect.not.stringContaining("error")]);
      }
    }
    // no line is made here
    expect((await command(["data", "balance", many, "--target", "1000000", "--no-repeat"])).code).toBe(0);
  });

  it.each([
    [["stats", "none.txt"], "none.txt: no such file"],
    [["stats", good, "--encoder", "words"], 'unknown encoder "words"; use word, phrase'],
    [["lint", good, "--phrasings", "x"], '--phrasings "x" is out of range'],
    [["augment", good, "--kinds", "typos,puns"], 'unknown kinds "puns"'],
    [["balance", good, "--target", "0"], '--target "0" is out of range'],
    [["balance", many, "--target", "1000000"], "that makes up to 4,000,000 lines, the most is 3,000,000"],
    [["augment", many, "--variants", "1000"], "that makes up to 4,004,000 lines, the most is 3,000,000"],
    [["split", many, "--train", at("a"), "--held-out", at("b"), "--by", "family"], "all of one family"],
    [["split", one, "--train", at("a"), "--held-out", at("b")], "the encoders see only one question"],
    [["split", good, "--train", "a", "--held-out", "b", "--share", "2"], '--share "2" is out of range'],
    [["split", good, "--train", at("a"), "--held-out", at("b"), "--by", "family"], "no #family: lines"],
    [["split", good, "--train", at("none/a"), "--held-out", at("b")], "no such file or folder"],
    [["stats"], "missing required argument"],
  ])("%j is one clear line and exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await command(["data", ...args]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
