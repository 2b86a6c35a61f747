/** The examples under data/: their models, built, still say what their golden transcripts say. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { formatPairs, readPairs } from "../../src/data/pairs.js";
import { parseModel } from "../../src/model/file.js";
import { type Finished, repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { isWhole } from "../support/length.js";

/** 0.06 s at 4 MHz. */
const MOST_CHARACTER_T_STATES = 250_000;

/** One pair in so many is asked by `npm test`. */
const EVERY = 8;

const at = temporaryFolder();
const examples = readdirSync(repositoryPath("data")).filter((name) =>
  existsSync(repositoryPath(`data/${name}/golden.txt`)),
);

function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}

describe.each(examples)("%s", (name) => {
  const file = (kind: string) => repositoryPath(`data/${name}/${kind}`);
  const pairs = ["pairs.txt", "pairs.txt.gz"].map(file).find((path) => existsSync(path))!;

  const program = at(`${name}.com`);
  let built: Finished;

  beforeAll(async () => {
    built = await command(["build", file("model.json"), "-o", program]);
    expect(built.code).toBe(0);
  });

  test("replays its golden transcript", async () => {
    const check = await command(["check", program, file("golden.txt")]);
    expect(check.stdout).toMatch(/: (\d+) of \1 replies agree\n$/);
    expect(check.code).toBe(0);
  });

  test("is fast where it fits", async () => {
    expect(built.stdout).toContain("layout columns");
    const { tStatesPerChar } = JSON.parse((await command(["bench", program, "--json"])).stdout);
    expect(tStatesPerChar).toBeLessThan(MOST_CHARACTER_T_STATES);
  });

  test("scores what its model file says", async () => {
    const scores = JSON.parse((await command(["eval", file("model.json"), asked(), "--json"])).stdout);
    const { training } = parseModel(readFileSync(file("model.json"), "utf8"), name);
    expect(training!.scores.exact).toBeGreaterThanOrEqual(0.97);
    if (isWhole) {
      expect(scores.exact).toBe(training!.scores.exact);
      expect(scores.macro).toBe(training!.scores.macro);
    } else expect(scores.exact).toBeGreaterThanOrEqual(0.96);
  });

  /** The file of all pairs, or of some. */
  function asked(): string {
    if (isWhole) return pairs;
    const lines = readPairs(textOf(pairs), pairs).filter((_, index) => index % EVERY === 0);
    writeFileSync(at(`${name}.txt`), formatPairs(lines));
    return at(`${name}.txt`);
  }
});
