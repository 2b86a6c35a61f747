/** The published models through the CLI: imported, built, run. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ask, converse, startUp } from "../../src/build/ask.js";
import { benchmark } from "../../src/build/bench.js";
import { temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { hasReference, REFERENCE_MODELS, referencePath, referenceVectors } from "../support/reference.js";

const at = temporaryFolder();

/** One case in so many is asked. */
const EVERY = shortOrWhole(8, 1);

/** 8 s at 4 MHz. */
const MOST_START_T_STATES = 32_000_000;
const MOST_CHARACTER_T_STATES = 300_000;

describe.runIf(hasReference).each(REFERENCE_MODELS)("the reference model %s", (name) => {
  test("imported and built packed, answers all its vectors", async () => {
    const [json, program] = [at(`${name}.json`), at(`${name}.com`)];
    expect((await command(["import", referencePath(`${name}.npz`), "-o", json])).code).toBe(0);
    expect((await command(["build", json, "-o", program, "--layout", "packed"])).code).toBe(0);
    const com = new Uint8Array(readFileSync(program));
    expect(com.length).toBeLessThanOrEqual(40_960);
    const { cases: all } = referenceVectors(name);
    expect(all.length).toBe(115);
    const cases = all.filter((_, index) => index % EVERY === 0);
    for (const { query, reply } of cases) expect(ask(com, query).reply, query).toBe(reply);
    expect([
      ...converse(
        com,
        cases.map((one) => one.query),
      ),
    ]).toEqual(cases.map((one) => one.reply));
  });

  test("built as columns or small, answers all its vectors, fast and from few bytes", async () => {
    const json = at(`${name}-fast.json`);
    expect((await command(["import", referencePath(`${name}.npz`), "-o", json])).code).toBe(0);
    const cases = referenceVectors(name).cases.filter((_, index) => index % EVERY === 0);
    const questions = cases.map(({ query }) => query);
    for (const [layout, mostBytes] of [
      ["columns", 45_056],
      ["small", 28_672],
    ] as const) {
      const program = at(`${name}-${layout}.com`);
      expect((await command(["build", json, "-o", program, "--layout", layout])).code).toBe(0);
      const com = new Uint8Array(readFileSync(program));
      expect(com.length).toBeLessThanOrEqual(mostBytes);
      expect([...converse(com, questions)]).toEqual(cases.map(({ reply }) => reply));
      expect(startUp(com)).toBeLessThanOrEqual(MOST_START_T_STATES);
      // a median over all the cases
      if (isWhole && layout === "columns")
        expect(benchmark(com, questions).tStatesPerChar).toBeLessThanOrEqual(MOST_CHARACTER_T_STATES);
    }
  });

  test("comes back from import and export as it was", async () => {
    const json = at(`${name}-again.json`);
    expect((await command(["import", referencePath(`${name}.npz`), "-o", json])).code).toBe(0);
    expect((await command(["export", json, "-o", at(`${name}.npz`)])).code).toBe(0);
    expect((await command(["import", at(`${name}.npz`), "-o", at(`${name}-twice.json`)])).code).toBe(0);
    expect(readFileSync(at(`${name}-twice.json`), "utf8")).toBe(readFileSync(json, "utf8"));
  });
});
