/**
 * Benchmark: the machine against the bare CPU package, each in a process of its own, as the engine slows down
 * what runs second in one. Takes a quiet machine, so it runs only when asked for: ZMLM_BENCH=1.
 */

import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CLI } from "../support/cli.js";

const WANTED = 0.85;
const ROUNDS = 3;

function megahertz(which: "bare" | "machine"): number {
  const script = fileURLToPath(new URL("speed-run.mjs", import.meta.url));
  const built = join(dirname(CLI), "../cpm/index.js");
  return Number(execFileSync(process.execPath, [script, which, built], { encoding: "utf8" }));
}

test.runIf(process.env.ZMLM_BENCH)(
  `the machine runs at ${WANTED} of the bare package's speed or more`,
  () => {
    const rounds = Array.from({ length: ROUNDS }, () => [megahertz("bare"), megahertz("machine")]);
    const [bare, machine] = [0, 1].map((i) => Math.max(...rounds.map((round) => round[i])));
    console.log(`bare package ${bare.toFixed(0)} MHz, machine ${machine.toFixed(0)} MHz`);
    expect(machine / bare).toBeGreaterThan(WANTED);
  },
  120_000,
);
