/** The examples under data/: their models, built, still say what their golden transcripts say. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseModel } from "../../src/model/file.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";

/** 0.06 s at 4 MHz. */
const MOST_CHARACTER_T_STATES = 250_000;

const at = temporaryFolder();
const examples = readdirSync(repositoryPath("data")).filter((name) =>
  existsSync(repositoryPath(`data/${name}/golden.txt`)),
);

describe.each(examples)("%s", (name) => {
  const file = (kind: string) => repositoryPath(`data/${name}/${kind}`);
  const pairs = ["pairs.txt", "pairs.txt.gz"].map(file).find((path) => existsSync(path))!;

  test("replays its golden transcript", async () => {
    expect((await command(["build", file("model.json"), "-o", at(`${name}.com`)])).code).toBe(0);
    const check = await command(["check", at(`${name}.com`), file("golden.txt")]);
    expect(check.stdout).toMatch(/: (\d+) of \1 replies agree\n$/);
    expect(check.code).toBe(0);
  });

  test("is fast where it fits", async () => {
    const program = at(`${name}-fast.com`);
    const built = await command(["build", file("model.json"), "-o", program]);
    expect(built.stdout).toContain("layout columns");
    const { tStatesPerChar } = JSON.parse((await command(["bench", program, "--json"])).stdout);
    expect(tStatesPerChar).toBeLessThan(MOST_CHARACTER_T_STATES);
  });

  test("scores what its model file says", async () => {
    const scores = JSON.parse((await command(["eval", file("model.json"), pairs, "--json"])).stdout);
    const { training } = parseModel(readFileSync(file("model.json"), "utf8"), name);
    expect(scores.exact).toBe(training!.scores.exact);
    expect(scores.macro).toBe(training!.scores.macro);
    expect(scores.exact).toBeGreaterThanOrEqual(0.97);
  });
});
