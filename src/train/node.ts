/**
 * What only Node has: the probe for tfjs's native backend, the place of the wasm files, and worker
 * threads that share each batch. Nothing else in src/train imports from `node:`.
 *
 * Threads. Each takes an equal part of the batch's rows and leaves its gradient in shared memory; after
 * a barrier each updates an equal part of the latents from the sum of all gradients, in the same order
 * always, so a run gives the same bytes as often as it is repeated with as many threads.
 */

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { InputError } from "../base/input-error.js";
import { type EncoderId, encoderOf } from "../model/encoder.js";
import type { Corpus } from "./corpus.js";
import { GradientEngine, type Outcomes, type Tfjs } from "./engine.js";
import { createState, type TrainingState, updateRange } from "./optimizer.js";
import type { Layout } from "./parameters.js";
import {
  createOutcomes,
  LocalStepper,
  type Stepper,
  type StepperFactory,
  type TrainingStep,
} from "./stepper.js";

export type BackendChoice = "auto" | "node" | "wasm" | "cpu";
export const BACKEND_CHOICES: readonly BackendChoice[] = ["auto", "node", "wasm", "cpu"];

/** More threads than this gain nothing at batches of a few hundred rows. */
const MAX_THREADS = 4;
/** A thread that is silent for so long (milliseconds) has died. */
const SILENCE = 120_000;

/** tfjs with its backend set. */
export interface OpenBackend {
  readonly tf: Tfjs;
  readonly backend: Exclude<BackendChoice, "auto">;
}

/** Loads tfjs with the backend chosen; `auto` takes the native one if it works, else wasm. */
export async function openBackend(choice: BackendChoice): Promise<OpenBackend> {
  const tf = await import("@tensorflow/tfjs-core");
  tf.enableProdMode();
  if (choice === "auto" || choice === "node") {
    if (await openNative(tf)) return { tf, backend: "node" };
    if (choice === "node")
      throw new InputError("@tensorflow/tfjs-node doesn't load on this machine; use --backend wasm");
  }
  if (choice === "cpu") {
    await import("@tensorflow/tfjs-backend-cpu");
    await tf.setBackend("cpu");
    return { tf, backend: "cpu" };
  }
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const main = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(dirname(main) + sep);
  if (!(await tf.setBackend("wasm")))
    throw new InputError("tfjs's wasm backend doesn't load on this machine; use --backend cpu");
  return { tf, backend: "wasm" };
}

/** Tries the native backend with a real op: a package that is there may still lack its library. */
async function openNative(tf: Tfjs): Promise<boolean> {
  // tfjs-node 4.22 calls this function, which Node 23 dropped
  (util as { isNullOrUndefined?: (value: unknown) => boolean }).isNullOrUndefined ??= (value) =>
    value === null || value === undefined;
  try {
    const name: string = "@tensorflow/tfjs-node";
    await import(name);
    await tf.setBackend("tensorflow");
    return tf.tidy(() => tf.matMul([[2]], [[3]]).dataSync()[0] === 6);
  } catch {
    return false;
  }
}

/** Threads that a backend gains from: the native one has its own. */
export function defaultThreads(backend: OpenBackend["backend"]): number {
  return backend === "node" ? 1 : Math.max(1, Math.min(MAX_THREADS, availableParallelism()));
}

/** A factory of steppers that use this backend with so many threads, this one among them. */
export function stepperFactory(open: OpenBackend, threads: number): StepperFactory {
  return async (corpus, layout, batchRows) =>
    threads === 1
      ? new LocalStepper(open.tf, corpus, layout)
      : ThreadedStepper.start(open, corpus, layout, batchRows, threads);
}

/** Memory that all threads see. */
interface SharedMemory {
  readonly threads: number;
  readonly state: TrainingState;
  readonly outcomes: Outcomes;
  /** (threads) of the layout's length each */
  readonly gradients: readonly Float32Array[];
  /** (batchRows) the batch at hand */
  readonly rows: Uint32Array;
  /** Numbers of the step at hand; see the N_ constants. */
  readonly numbers: Float64Array;
  /** [arrivals at the barrier, barriers passed, stop, failed] */
  readonly control: Int32Array;
}

const N_ROWS = 0;
const N_STEP = 1;
const N_RATE = 2;
const N_HARDNESS = 3;
const N_SMOOTHING = 4;
const N_NOISE_SEED = 5;
const N_TYPOS = 6;
const N_WORD_DROPS = 7;
const N_BUCKET_DROPS = 8;
const N_SHRINK = 9;
const NUMBERS = 10;
const C_ARRIVALS = 0;
const C_PASSED = 1;
const C_STOP = 2;
const C_FAILED = 3;

interface WorkerTask {
  readonly isTrainingThread: true;
  readonly backend: OpenBackend["backend"];
  readonly memory: SharedMemory;
  /** What threads read of the corpus and can be copied to them: no encoder, which is code. */
  readonly corpus: Omit<Corpus, "encoder" | "answers">;
  readonly encoder: EncoderId;
  readonly layout: Layout;
  readonly thread: number;
}

class ThreadedStepper implements Stepper {
  readonly backend: string;
  readonly threads: number;
  readonly state: TrainingState;
  readonly outcomes: Outcomes;
  readonly #memory: SharedMemory;
  readonly #share: ThreadShare;
  readonly #workers: readonly Worker[];

  private constructor(open: OpenBackend, memory: SharedMemory, share: ThreadShare, workers: Worker[]) {
    this.backend = open.tf.getBackend();
    this.threads = memory.threads;
    this.state = memory.state;
    this.outcomes = memory.outcomes;
    this.#memory = memory;
    this.#share = share;
    this.#workers = workers;
  }

  static async start(
    open: OpenBackend,
    corpus: Corpus,
    layout: Layout,
    batchRows: number,
    threads: number,
  ): Promise<ThreadedStepper> {
    const floats = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(4 * length));
    const doubles = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));
    const memory: SharedMemory = {
      threads,
      state: createState(layout.length, floats),
      outcomes: createOutcomes(corpus.rows.length, (bytes) => new SharedArrayBuffer(bytes)),
      gradients: Array.from({ length: threads }, () => floats(layout.length)),
      rows: new Uint32Array(new SharedArrayBuffer(4 * batchRows)),
      numbers: doubles(NUMBERS),
      control: new Int32Array(new SharedArrayBuffer(16)),
    };
    const { encoder, answers: _, ...copied } = corpus;
    const workers = await Promise.all(
      Array.from({ length: threads - 1 }, (_, i) => {
        const task: WorkerTask = {
          isTrainingThread: true,
          backend: open.backend,
          memory,
          corpus: copied,
          encoder: { name: encoder.name, buckets: encoder.buckets },
          layout,
          thread: i + 1,
        };
        const worker = new Worker(fileURLToPath(import.meta.url), { workerData: task });
        return new Promise<Worker>((resolve, reject) => {
          worker.once("message", () => resolve(worker));
          worker.once("error", reject);
        });
      }),
    );
    return new ThreadedStepper(open, memory, new ThreadShare(open.tf, memory, corpus, layout, 0), workers);
  }

  step(rows: Uint32Array, settings: TrainingStep): void {
    const { numbers, control, threads } = this.#memory;
    this.#memory.rows.set(rows);
    numbers[N_ROWS] = rows.length;
    numbers[N_STEP] = settings.step;
    numbers[N_RATE] = settings.learningRate;
    numbers[N_HARDNESS] = settings.hardness;
    numbers[N_SMOOTHING] = settings.smoothing;
    numbers[N_NOISE_SEED] = settings.noise?.seed ?? 0;
    numbers[N_TYPOS] = settings.noise?.typos ?? 0;
    numbers[N_WORD_DROPS] = settings.noise?.wordDrops ?? 0;
    numbers[N_BUCKET_DROPS] = settings.noise?.bucketDrops ?? 0;
    numbers[N_SHRINK] = settings.shrink;
    passBarrier(control, threads);
    this.#share.work();
    if (Atomics.load(control, C_FAILED) !== 0) throw new Error("a training thread failed");
  }

  async close(): Promise<void> {
    const { control } = this.#memory;
    Atomics.store(control, C_STOP, 1);
    Atomics.add(control, C_PASSED, 1);
    Atomics.notify(control, C_PASSED);
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** One thread's part of every step. */
class ThreadShare {
  readonly #memory: SharedMemory;
  readonly #layout: Layout;
  readonly #engine: GradientEngine;
  readonly #thread: number;

  constructor(tf: Tfjs, memory: SharedMemory, corpus: Corpus, layout: Layout, thread: number) {
    this.#memory = memory;
    this.#layout = layout;
    this.#engine = new GradientEngine(tf, layout, corpus, memory.outcomes);
    this.#thread = thread;
  }

  /** Between the barrier that starts a step and the one that ends it. */
  work(): void {
    const { threads, state, gradients, rows, numbers, control } = this.#memory;
    const thread = this.#thread;
    const part = (whole: number, t: number): number => Math.floor((whole * t) / threads);
    try {
      const batchRows = numbers[N_ROWS];
      const mine = rows.subarray(part(batchRows, thread), part(batchRows, thread + 1));
      const batch = {
        batchRows,
        smoothing: numbers[N_SMOOTHING],
        noise: {
          seed: numbers[N_NOISE_SEED],
          typos: numbers[N_TYPOS],
          wordDrops: numbers[N_WORD_DROPS],
          bucketDrops: numbers[N_BUCKET_DROPS],
        },
      };
      if (mine.length === 0) gradients[thread].fill(0);
      else this.#engine.gradient(state.effective, mine, batch, gradients[thread]);
    } catch (error) {
      Atomics.store(control, C_FAILED, 1);
      if (thread === 0) throw error;
    }
    passBarrier(control, threads);
    const settings = {
      step: numbers[N_STEP],
      learningRate: numbers[N_RATE],
      hardness: numbers[N_HARDNESS],
      shrink: numbers[N_SHRINK],
    };
    const { length } = this.#layout;
    updateRange(state, this.#layout, gradients, settings, part(length, thread), part(length, thread + 1));
    passBarrier(control, threads);
  }
}

/** Waits until all threads have come here. */
function passBarrier(control: Int32Array, threads: number): void {
  const passed = Atomics.load(control, C_PASSED);
  if (Atomics.add(control, C_ARRIVALS, 1) === threads - 1) {
    Atomics.store(control, C_ARRIVALS, 0);
    Atomics.add(control, C_PASSED, 1);
    Atomics.notify(control, C_PASSED);
    return;
  }
  while (Atomics.load(control, C_PASSED) === passed)
    if (Atomics.wait(control, C_PASSED, passed, SILENCE) === "timed-out" && isMainThread)
      throw new Error("a training thread is silent");
}

async function runThread(task: WorkerTask): Promise<void> {
  const { backend, memory, encoder, layout, thread } = task;
  const { tf } = await openBackend(backend);
  const corpus = { ...task.corpus, encoder: encoderOf(encoder.name, encoder.buckets), answers: [] };
  const share = new ThreadShare(tf, memory, corpus, layout, thread);
  const { parentPort } = await import("node:worker_threads");
  parentPort!.postMessage("ready");
  for (;;) {
    passBarrier(memory.control, memory.threads);
    if (Atomics.load(memory.control, C_STOP) !== 0) return;
    share.work();
  }
}

if (!isMainThread && (workerData as Partial<WorkerTask> | null)?.isTrainingThread)
  await runThread(workerData as WorkerTask);
