/** The published models through the CLI: imported, built, run. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ask, converse } from "../../src/build/ask.js";
import { temporaryFolder, zmlm } from "../support/cli.js";
import { hasReference, REFERENCE_MODELS, referencePath, referenceVectors } from "../support/reference.js";

const at = temporaryFolder();

describe.runIf(hasReference).each(REFERENCE_MODELS)("the reference model %s", (name) => {
  test("imported and built packed, answers all its vectors", () => {
    const [json, program] = [at(`${name}.json`), at(`${name}.com`)];
    expect(zmlm(["import", referencePath(`${name}.npz`), "-o", json]).code).toBe(0);
    expect(zmlm(["build", json, "-o", program, "--layout", "packed"]).code).toBe(0);
    const com = new Uint8Array(readFileSync(program));
    expect(com.length).toBeLessThanOrEqual(40_960);
    const { cases } = referenceVectors(name);
    expect(cases.length).toBe(115);
    for (const { query, reply } of cases) expect(ask(com, query).reply, query).toBe(reply);
    expect([
      ...converse(
        com,
        cases.map((one) => one.query),
      ),
    ]).toEqual(cases.map((one) => one.reply));
  });

  test("comes back from import and export as it was", () => {
    const json = at(`${name}-again.json`);
    expect(zmlm(["import", referencePath(`${name}.npz`), "-o", json]).code).toBe(0);
    expect(zmlm(["export", json, "-o", at(`${name}.npz`)]).code).toBe(0);
    expect(zmlm(["import", at(`${name}.npz`), "-o", at(`${name}-twice.json`)]).code).toBe(0);
    expect(readFileSync(at(`${name}-twice.json`), "utf8")).toBe(readFileSync(json, "utf8"));
  });
});
