/**
 * npm run bench:train [-- pair files]: the cost of a training step, as a Markdown table, with one thread and
 * with as many as zmlm train takes.
 *
 * A step is a batch's gradient and Adam, at the default batch, network, spelling and noise; the median over the steps. A
 * batch has whole questions, as in the first epoch of a training. CPU time is that of all threads together, and on a busy
 * machine says more than the time by the clock. Memory is the process's high-water mark.
 *
 * Environment: BACKEND (auto, node, wasm, cpu), SECONDS to measure for.
 */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEFAULT_BUCKETS, DEFAULT_HIDDEN } from "../../dist/base/contract.js";
import { Random } from "../../dist/base/random.js";
import { loadPairs } from "../../dist/cli/pairs.js";
import { encoderOf } from "../../dist/model/encoder.js";
import { DEFAULT_JOIN } from "../../dist/model/network.js";
import { buildCorpus, DEFAULT_SPELLING } from "../../dist/train/corpus.js";
import { defaultThreads, openBackend, trainingHost } from "../../dist/train/node.js";
import { refreshEffective } from "../../dist/train/optimizer.js";
import { initialize, layOut } from "../../dist/train/parameters.js";
import { DEFAULT_RECIPE, noiseOf } from "../../dist/train/schedule.js";
import { CountsBuilder } from "../../dist/train/sparse.js";

const WARM_UP_STEPS = 20;
const NO_QUIZ = { counts: new CountsBuilder(DEFAULT_BUCKETS).finish(), answers: [], most: 1 };
const NO_QUIZZES = [NO_QUIZ, NO_QUIZ];
const SECONDS = Number(process.env.SECONDS ?? 8);

const root = new URL("../../", import.meta.url);
const reference = new URL("../shared/reference/guess-pairs.txt.gz", root);
const fallback = new URL("data/tinychat/pairs.txt", root);

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function measure(files, threads) {
  const open = await openBackend(process.env.BACKEND ?? "auto");
  const corpus = buildCorpus(loadPairs(files), {
    encoder: encoderOf("word", DEFAULT_BUCKETS),
    join: DEFAULT_JOIN,
    spelling: DEFAULT_SPELLING,
  });
  const layout = layOut(corpus.shape, DEFAULT_HIDDEN, corpus.replies);
  const { batchRows, learningRate, smoothing, naming } = DEFAULT_RECIPE;
  const stepper = await trainingHost(open, threads).makeStepper(corpus, layout, batchRows, NO_QUIZZES);
  const random = new Random(1);
  initialize(stepper.state.latent, layout, random);
  stepper.state.latent.fill(-Math.log(200), layout.logScale);
  refreshEffective(stepper.state, layout, 1);
  const rows = new Uint32Array(batchRows);
  const times = [];
  let used;
  const end = performance.now() + 1000 * SECONDS;
  for (let step = 1; performance.now() < end || times.length < WARM_UP_STEPS; step++) {
    for (let i = 0; i < batchRows; ) {
      const question = random.int(0, corpus.questions.length - 1);
      const end = corpus.rowStarts[question + 1];
      for (let row = corpus.rowStarts[question]; row < end && i < batchRows; row++) rows[i++] = row;
    }
    const noise = noiseOf(DEFAULT_RECIPE, 1, step);
    const start = performance.now();
    stepper.step(rows, { step, smoothing, naming, noise, shrink: 0, learningRate, hardness: 1 });
    const took = performance.now() - start;
    if (step === WARM_UP_STEPS) used = process.cpuUsage();
    if (step > WARM_UP_STEPS) times.push(took);
  }
  const { user, system } = process.cpuUsage(used);
  await stepper.close();
  const milliseconds = median(times);
  return {
    backend: stepper.backend,
    threads,
    milliseconds,
    cpu: (user + system) / 1000 / times.length,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

const args = process.argv.slice(2);
if (args[0] === "--threads") {
  console.log(JSON.stringify(await measure(args.slice(2), Number(args[1]))));
} else {
  const files = args.length > 0 ? args : [fileURLToPath(existsSync(reference) ? reference : fallback)];
  const { backend } = await openBackend(process.env.BACKEND ?? "auto");
  console.log(`${files.join(" ")}, ${DEFAULT_RECIPE.batchRows} rows a step\n`);
  console.log("| backend | threads | ms a step | CPU ms a step | characters a second | MB, high water |");
  console.log("|---|--:|--:|--:|--:|--:|");
  for (const threads of new Set([1, defaultThreads(backend)])) {
    // a process each: the high-water mark never falls
    const script = fileURLToPath(import.meta.url);
    const child = spawnSync(process.execPath, [script, "--threads", String(threads), ...files], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.status !== 0) process.exit(1);
    const result = JSON.parse(child.stdout);
    const cells = [
      result.backend,
      threads,
      result.milliseconds.toFixed(1),
      result.cpu.toFixed(1),
      Math.round((1000 * DEFAULT_RECIPE.batchRows) / result.milliseconds).toLocaleString("en"),
      result.megabytes.toFixed(0),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
