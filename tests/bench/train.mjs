/**
 * npm run bench:train [-- pair files]: the cost of a training step, as a Markdown table, with one thread and
 * with as many as zmlm train takes.
 *
 * A step is a batch's gradient and Adam, at the default batch, network and noise; the median over the steps. A batch has
 * whole questions, as in the first epoch of a training. Products of tfjs are timed where the engine calls them, in the
 * main thread; what is outside of them is encoding, layers of counts, uploads, softmax, Adam and waiting for the other
 * threads. Memory is the process's high-water mark.
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
import { buildCorpus } from "../../dist/train/corpus.js";
import { defaultThreads, openBackend, trainingHost } from "../../dist/train/node.js";
import { refreshEffective } from "../../dist/train/optimizer.js";
import { initialize, layOut } from "../../dist/train/parameters.js";
import { DEFAULT_RECIPE, noiseOf } from "../../dist/train/schedule.js";

const WARM_UP_STEPS = 20;
const SECONDS = Number(process.env.SECONDS ?? 8);

const root = new URL("../../", import.meta.url);
const reference = new URL("../shared/reference/guess-pairs.txt.gz", root);
const fallback = new URL("data/tinychat/pairs.txt", root);

/** tfjs with a clock on its products. */
function clocked(tf) {
  const spent = { milliseconds: 0 };
  const clock =
    (product) =>
    (...args) => {
      const start = performance.now();
      const result = product(...args);
      spent.milliseconds += performance.now() - start;
      return result;
    };
  const timed = { ...tf, matMul: clock(tf.matMul), fused: { ...tf.fused, matMul: clock(tf.fused.matMul) } };
  return { tf: timed, spent };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function measure(files, threads) {
  const open = await openBackend(process.env.BACKEND ?? "auto");
  const { tf, spent } = clocked(open.tf);
  const corpus = buildCorpus(loadPairs(files), {
    encoder: encoderOf("word", DEFAULT_BUCKETS),
    join: DEFAULT_JOIN,
  });
  const layout = layOut(corpus.shape, DEFAULT_HIDDEN, corpus.replies);
  const { batchRows, learningRate, smoothing, naming } = DEFAULT_RECIPE;
  const stepper = await trainingHost({ ...open, tf }, threads).makeStepper(corpus, layout, batchRows);
  const random = new Random(1);
  initialize(stepper.state.latent, layout, random);
  stepper.state.latent.fill(-Math.log(200), layout.logScale);
  refreshEffective(stepper.state, layout, 1);
  const rows = new Uint32Array(batchRows);
  const times = [];
  const products = [];
  const tensors = [];
  const end = performance.now() + 1000 * SECONDS;
  for (let step = 1; performance.now() < end || times.length < WARM_UP_STEPS; step++) {
    for (let i = 0; i < batchRows; ) {
      const question = random.int(0, corpus.questions.length - 1);
      const end = corpus.rowStarts[question + 1];
      for (let row = corpus.rowStarts[question]; row < end && i < batchRows; row++) rows[i++] = row;
    }
    const noise = noiseOf(DEFAULT_RECIPE, 1, step);
    spent.milliseconds = 0;
    const start = performance.now();
    stepper.step(rows, { step, smoothing, naming, noise, shrink: 0, learningRate, hardness: 1 });
    const took = performance.now() - start;
    tensors.push(open.tf.memory().numTensors);
    if (step <= WARM_UP_STEPS) continue;
    times.push(took);
    products.push(spent.milliseconds / took);
  }
  await stepper.close();
  const milliseconds = median(times);
  return {
    backend: stepper.backend,
    threads,
    milliseconds,
    outside: 1 - median(products),
    megabytes: process.resourceUsage().maxRSS / 1024,
    tensors: tensors.at(-1) - tensors[WARM_UP_STEPS - 1],
  };
}

const args = process.argv.slice(2);
if (args[0] === "--threads") {
  console.log(JSON.stringify(await measure(args.slice(2), Number(args[1]))));
} else {
  const files = args.length > 0 ? args : [fileURLToPath(existsSync(reference) ? reference : fallback)];
  const { backend } = await openBackend(process.env.BACKEND ?? "auto");
  console.log(`${files.join(" ")}, ${DEFAULT_RECIPE.batchRows} rows a step\n`);
  console.log(
    "| backend | threads | ms a step | characters a second | outside products | MB, high water | tensors left |",
  );
  console.log("|---|--:|--:|--:|--:|--:|--:|");
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
      Math.round((1000 * DEFAULT_RECIPE.batchRows) / result.milliseconds).toLocaleString("en"),
      `${(100 * result.outside).toFixed(0)} %`,
      result.megabytes.toFixed(0),
      result.tensors,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
