/**
 * npm run bench:tools: the assembler on 50,000 lines, its memory on more and more of them, the emulator against
 * the bare CPU package, and how well it keeps a clock. Wants a quiet machine; each figure is the best of a few
 * processes, as the engine slows down what runs second in one.
 */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROUNDS = 3;
const LINES = [12_500, 25_000, 50_000];
/** T-states of 10 s at 4 MHz. */
const CLOCKED_TSTATES = 40_000_000;

function node(script, ...args) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return JSON.parse(execFileSync(process.execPath, ["--expose-gc", path, ...args], { encoding: "utf8" }));
}

function bestOf(rounds, measure, better) {
  return Array.from({ length: rounds }, measure).reduce((best, one) => (better(one, best) ? one : best));
}

for (const lines of LINES) {
  const { seconds, cpuSeconds, megabytes } = bestOf(
    ROUNDS,
    () => node("assembler-speed.mjs", String(lines)),
    (one, best) => one.seconds < best.seconds,
  );
  const wanted = lines === 50_000 ? " (wanted: under 2)" : "";
  console.log(
    `assembler, ${lines.toLocaleString("en")} lines: ${seconds.toFixed(2)} s${wanted}, ` +
      `${cpuSeconds.toFixed(2)} s of processor time, ` +
      `${megabytes.toFixed(1)} MB, ${((megabytes * 2 ** 20) / lines).toFixed(0)} bytes a line`,
  );
}

// in turns, so that what else the host does weighs on both
const rounds = Array.from({ length: ROUNDS }, () =>
  ["bare", "machine"].map((which) => node("emulator-speed.mjs", which)),
);
const [bare, machine] = [0, 1].map((which) => Math.max(...rounds.map((round) => round[which])));
console.log(
  `emulator: ${machine.toFixed(0)} MHz, bare package ${bare.toFixed(0)} MHz: ` +
    `${(machine / bare).toFixed(2)} of it (wanted: 0.85)`,
);

const { seconds, cpu } = node("clock.mjs", String(CLOCKED_TSTATES));
console.log(
  `--clock 4: ${seconds.toFixed(3)} s for 10 s (wanted: within 2 %), ${(cpu * 100).toFixed(1)} % of a core`,
);
