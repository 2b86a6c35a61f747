/**
 * npm run bench:scale [-- sizes]: what a training costs as its pairs grow, as a Markdown table.
 *
 * For each size a process of its own makes pairs (always the same ones), writes and reads them as a file, trains
 * the default network for a while and is done: reading, time until the first step, ms a step (median), a check
 * on the way, a checkpoint, the last scores over all pairs, and the process's high-water mark.
 *
 * Environment: BACKEND (auto, node, wasm, cpu), SECONDS of training for each size.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Random } from "../../dist/base/random.js";
import { writeWhole } from "../../dist/cli/files.js";
import { loadPairs } from "../../dist/cli/pairs.js";
import { serializeCheckpoint } from "../../dist/train/checkpoint.js";
import { defaultThreads, openBackend, trainingHost } from "../../dist/train/node.js";
import { train } from "../../dist/train/trainer.js";

const SECONDS = Number(process.env.SECONDS ?? 20);
const DEFAULT_SIZES = [1000, 10_000, 100_000, 500_000];
const WORDS = 4000;
const ANSWERS = 200;

const SYLLABLES =
  "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so".split(
    " ",
  );

/** So many different questions of three to seven words, each answered after the words it has. */
function makePairs(size) {
  const random = new Random(1);
  const word = (syllables) => Array.from({ length: syllables }, () => random.pick(SYLLABLES)).join("");
  const words = Array.from({ length: WORDS }, () => word(random.int(1, 4)));
  const answers = Array.from({ length: ANSWERS }, () => `${word(2)} ${word(random.int(1, 3))}`.toUpperCase());
  const lines = new Set();
  while (lines.size < size) {
    const picked = Array.from({ length: random.int(3, 7) }, () => random.int(0, WORDS - 1));
    const answer = answers[Math.max(...picked) % ANSWERS];
    lines.add(`${picked.map((index) => words[index]).join(" ")}|${answer}`);
  }
  return `${[...lines].join("\n")}\n`;
}

/** Seconds that preparing so many pairs may take on a slow machine. */
function preparingShare(size) {
  return size / 10_000;
}

async function measure(size, folder) {
  const path = join(folder, "pairs.txt");
  const text = makePairs(size);
  writeFileSync(path, text);
  const before = process.resourceUsage().maxRSS / 1024;
  const seconds = (from) => (performance.now() - from) / 1000;
  let at = performance.now();
  const pairs = loadPairs([path]);
  const reading = seconds(at);

  const open = await openBackend(process.env.BACKEND ?? "auto");
  const steps = [];
  const checks = [];
  let firstStep;
  let lastStep;
  let preparing;
  let rows;
  at = performance.now();
  const host = trainingHost(open, defaultThreads(open.backend));
  const timed = async (corpus, ...rest) => {
    preparing = seconds(at);
    rows = corpus.rows.length;
    const stepper = await host.makeStepper(corpus, ...rest);
    const { step } = stepper;
    stepper.step = (...args) => {
      firstStep ??= seconds(at);
      const start = performance.now();
      step.apply(stepper, args);
      lastStep = performance.now();
      steps.push(lastStep - start);
    };
    return stepper;
  };
  const checkpoint = { seconds: 0, bytes: 0 };
  let checkpoints = 0;
  const result = await train(
    {
      pairs,
      seed: 1,
      // preparing counts as time as well
      until: { seconds: preparingShare(size) + SECONDS },
      onCheckpoint: (saved) => {
        const start = performance.now();
        const file = join(folder, "checkpoint");
        writeWhole(file, serializeCheckpoint(saved));
        checkpoint.seconds = seconds(start);
        checkpoint.bytes = statSync(file).size;
        checkpoints++;
      },
      onProgress: ({ integerAccuracy }) => checks.push(integerAccuracy),
    },
    { ...host, makeStepper: timed },
  );
  const scoring = seconds(lastStep);
  return {
    size,
    questions: result.questions,
    rows,
    before,
    reading,
    preparing,
    firstStep,
    step: steps.toSorted((a, b) => a - b)[steps.length >> 1],
    steps: steps.length,
    epochs: result.epochs,
    busy: steps.reduce((sum, step) => sum + step, 0) / 1000 / (result.seconds - scoring - firstStep),
    checkpoint,
    checkpoints,
    scoring,
    exact: result.evaluation.exact,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

const args = process.argv.slice(2);
if (args[0] === "--measure") {
  const folder = mkdtempSync(join(tmpdir(), "zmlm-scale-"));
  try {
    console.log(JSON.stringify(await measure(Number(args[1]), folder)));
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  console.log(
    "| pairs | characters to learn | reading | first step after | ms a step | time in steps | epochs | checkpoint | last scores | MB, high water |",
  );
  console.log("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const size of args.length > 0 ? args.map(Number) : DEFAULT_SIZES) {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--measure", String(size)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.status !== 0) process.exit(1);
    const result = JSON.parse(child.stdout);
    if (process.env.VERBOSE) console.error(result);
    const { checkpoint } = result;
    const cells = [
      size.toLocaleString("en"),
      result.rows.toLocaleString("en"),
      `${result.reading.toFixed(1)} s`,
      `${result.firstStep.toFixed(1)} s`,
      result.step.toFixed(1),
      `${(100 * result.busy).toFixed(0)} %`,
      result.epochs,
      checkpoint.bytes > 0
        ? `${(checkpoint.bytes / 1e6).toFixed(1)} MB in ${checkpoint.seconds.toFixed(2)} s`
        : "none yet",
      `${result.scoring.toFixed(1)} s`,
      result.megabytes.toFixed(0),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
