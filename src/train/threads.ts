/**
 * Threads that share each batch. They run on any kind of worker that shares memory; the host starts the workers.
 *
 * Each thread takes an equal part of the batch's rows and writes its gradient to shared memory. After a barrier each
 * adds up the gradients over an equal part of the latents; after another barrier each updates that part. The order
 * of all sums is fixed, so a run gives the same bytes each time it is repeated with the same number of threads. Checks are
 * shared too: each thread rounds the latents to a network, and asks it an equal part of the questions.
 *
 *   const stepper = await startThreads(backend, { corpus, quizzes, layout, batchRows, threads }, (task) => startWorker(task));
 *
 * and in each worker, with the task it was started with:
 *
 *   runThread(backend, task, () => tellThatItIsReady());
 */

import { type EncoderId, encoderOf } from "../model/encoder.js";
import { FastInference } from "../model/fast-inference.js";
import type { NetworkShape } from "../model/network.js";
import type { Backend, StepWork } from "./backend.js";
import type { Corpus, Lessons } from "./corpus.js";
import type { Outcomes } from "./engine.js";
import type { TrainingState } from "./optimizer.js";
import { type ParameterLayout, toNetwork } from "./parameters.js";
import { rightOf } from "./quiz.js";
import type { CheckResults, Quizzes } from "./selector.js";
import { createOutcomes, type Stepper, type TrainingStep } from "./stepper.js";

/** Milliseconds without a sign of life after which a thread counts as dead. */
const SILENCE = 120_000;

/** Memory that all threads see. */
interface SharedMemory {
  readonly threads: number;
  readonly outcomes: Outcomes;
  /** The backend's. */
  readonly work: unknown;
  /** (batchRows) the present batch */
  readonly rows: Uint32Array;
  /** Numbers of the present step; see the N_ constants. */
  readonly numbers: Float64Array;
  /** (threads, 2 + layers) results of a check: right answers in both quizzes, largest accumulators */
  readonly results: Float64Array;
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
const N_NAMING = 10;
/** What the threads do next: STEP or CHECK. */
const N_TASK = 11;
const NUMBERS = 12;
const STEP = 0;
const CHECK = 1;
const C_ARRIVALS = 0;
const C_PASSED = 1;
const C_STOP = 2;
const C_FAILED = 3;
const CONTROLS = 4;
/** Questions taught, and questions held out. */
const QUIZZES = 2;

/** A worker's task: plain data and shared memory, which can be sent in a message. */
export interface ThreadTask {
  readonly memory: SharedMemory;
  /** The parts of the corpus that workers read. The encoder is code, which can't be copied to a worker. */
  readonly lessons: Omit<Lessons, "encoder">;
  readonly shape: Omit<NetworkShape, "encoder">;
  readonly encoder: EncoderId;
  readonly quizzes: Quizzes;
  readonly layout: ParameterLayout;
  /** From 1; thread 0 runs the training. */
  readonly thread: number;
}

/** A worker that runs its task. */
export interface ThreadHandle {
  terminate(): Promise<unknown>;
}

export interface ThreadsSetting {
  readonly corpus: Corpus;
  readonly quizzes: Quizzes;
  readonly layout: ParameterLayout;
  /** Rows of the largest batch. */
  readonly batchRows: number;
  /** 2 or more, the calling thread included. */
  readonly threads: number;
}

/**
 * Starts workers, and returns a stepper that shares its steps with them.
 * @param start starts a worker; resolves when its {@link runThread} has called `ready`
 */
export async function startThreads(
  backend: Backend,
  { corpus, quizzes, layout, batchRows, threads }: ThreadsSetting,
  start: (task: ThreadTask) => Promise<ThreadHandle>,
): Promise<Stepper> {
  const memory: SharedMemory = {
    threads,
    outcomes: createOutcomes(corpus.rows.length, (bytes) => new SharedArrayBuffer(bytes)),
    work: backend.allocate({ layout, batchRows, threads }),
    rows: new Uint32Array(new SharedArrayBuffer(4 * batchRows)),
    results: new Float64Array(new SharedArrayBuffer(8 * threads * (quizzes.length + layout.layers.length))),
    numbers: new Float64Array(new SharedArrayBuffer(8 * NUMBERS)),
    control: new Int32Array(new SharedArrayBuffer(4 * CONTROLS)),
  };
  const { encoder, shape, answers: _, replies: __, rowStarts: ___, ...lessons } = corpus;
  const { encoder: ____, ...plain } = shape;
  const { name, buckets } = encoder;
  const workers = await Promise.all(
    Array.from({ length: threads - 1 }, (_, i) =>
      start({ memory, lessons, shape: plain, encoder: { name, buckets }, quizzes, layout, thread: i + 1 }),
    ),
  );
  return new ThreadedStepper(
    backend.name,
    memory,
    new ThreadShare(backend, memory, { lessons: corpus, shape, quizzes, layout, thread: 0 }),
    workers,
  );
}

/**
 * Runs a worker: works at each step until the training is over. Blocks the thread.
 * @param ready called when the first step may begin
 */
export function runThread(backend: Backend, task: ThreadTask, ready: () => void): void {
  const { memory, quizzes, layout, thread } = task;
  const encoder = encoderOf(task.encoder.name, task.encoder.buckets);
  const [lessons, shape] = [
    { ...task.lessons, encoder },
    { ...task.shape, encoder },
  ];
  const share = new ThreadShare(backend, memory, { lessons, shape, quizzes, layout, thread });
  ready();
  for (;;) {
    passBarrier(memory, thread);
    if (Atomics.load(memory.control, C_STOP) !== 0) return;
    if (memory.numbers[N_TASK] === CHECK) share.check();
    else share.work();
  }
}

class ThreadedStepper implements Stepper {
  readonly backend: string;
  readonly threads: number;
  readonly state: TrainingState;
  readonly outcomes: Outcomes;
  readonly #memory: SharedMemory;
  readonly #share: ThreadShare;
  readonly #workers: readonly ThreadHandle[];

  constructor(backend: string, memory: SharedMemory, share: ThreadShare, workers: readonly ThreadHandle[]) {
    this.backend = backend;
    this.threads = memory.threads;
    this.state = share.state;
    this.outcomes = memory.outcomes;
    this.#memory = memory;
    this.#share = share;
    this.#workers = workers;
  }

  step(rows: Uint32Array, settings: TrainingStep): void {
    const { numbers, control } = this.#memory;
    this.#memory.rows.set(rows);
    numbers[N_TASK] = STEP;
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
    numbers[N_NAMING] = settings.naming ?? 0;
    passBarrier(this.#memory, 0);
    this.#share.work();
    if (Atomics.load(control, C_FAILED) !== 0) throw new Error("a training thread failed");
  }

  readonly check = (): CheckResults => {
    const { numbers, control, results, threads } = this.#memory;
    numbers[N_TASK] = CHECK;
    passBarrier(this.#memory, 0);
    this.#share.check();
    if (Atomics.load(control, C_FAILED) !== 0) throw new Error("a training thread failed");
    const width = results.length / threads;
    const columns = Array.from({ length: width }, (_, column) =>
      Array.from({ length: threads }, (_, thread) => results[thread * width + column]),
    );
    return {
      right: columns.slice(0, QUIZZES).map((parts) => parts.reduce((sum, part) => sum + part)),
      largestAccumulators: columns.slice(QUIZZES).map((parts) => Math.max(...parts)),
    };
  };

  async close(): Promise<void> {
    const { control } = this.#memory;
    Atomics.store(control, C_STOP, 1);
    Atomics.add(control, C_PASSED, 1);
    Atomics.notify(control, C_PASSED);
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** What a thread knows beside the shared memory. */
interface ShareSetting extends Pick<ThreadTask, "quizzes" | "layout" | "thread"> {
  readonly lessons: Lessons;
  readonly shape: NetworkShape;
}

/** One thread's work in every step, and in every check. */
class ThreadShare {
  readonly #memory: SharedMemory;
  readonly #setting: ShareSetting;
  readonly #layout: ParameterLayout;
  readonly #work: StepWork;
  readonly #thread: number;

  constructor(backend: Backend, memory: SharedMemory, setting: ShareSetting) {
    const { lessons, layout, thread } = setting;
    this.#memory = memory;
    this.#setting = setting;
    this.#layout = layout;
    this.#work = backend.work(memory.work, { layout, lessons, outcomes: memory.outcomes, thread });
    this.#thread = thread;
  }

  get state(): TrainingState {
    return this.#work.state;
  }

  /** Does the work between the barrier that starts a step and the one that ends it. */
  work(): void {
    const { numbers, control } = this.#memory;
    try {
      this.#gradient();
    } catch (error) {
      Atomics.store(control, C_FAILED, 1);
      if (this.#thread === 0) throw error;
    }
    const [from, to] = [this.#part(this.#layout.length, 0), this.#part(this.#layout.length, 1)];
    passBarrier(this.#memory, this.#thread);
    this.#work.sum(from, to);
    passBarrier(this.#memory, this.#thread);
    const settings = {
      step: numbers[N_STEP],
      learningRate: numbers[N_RATE],
      hardness: numbers[N_HARDNESS],
      shrink: numbers[N_SHRINK],
    };
    this.#work.update(settings, from, to);
    passBarrier(this.#memory, this.#thread);
  }

  /** Does this thread's part of a check, between the barrier that starts it and the one that ends it. */
  check(): void {
    const { results, threads, control } = this.#memory;
    const { quizzes, shape } = this.#setting;
    try {
      const inference = new FastInference(toNetwork(this.state.latent, this.#layout, shape));
      const right = quizzes.map((quiz) => {
        const { length } = quiz.answers;
        return rightOf(inference, quiz, this.#part(length, 0), this.#part(length, 1));
      });
      const at = this.#thread * (results.length / threads);
      results.set([...right, ...inference.largestAccumulators], at);
    } catch (error) {
      Atomics.store(control, C_FAILED, 1);
      if (this.#thread === 0) throw error;
    }
    passBarrier(this.#memory, this.#thread);
  }

  /** The gradient of this thread's rows, as a part of the whole batch's. */
  #gradient(): void {
    const { rows, numbers } = this.#memory;
    const batchRows = numbers[N_ROWS];
    const mine = rows.subarray(this.#part(batchRows, 0), this.#part(batchRows, 1));
    const batch = {
      batchRows,
      smoothing: numbers[N_SMOOTHING],
      naming: numbers[N_NAMING],
      noise: {
        seed: numbers[N_NOISE_SEED],
        typos: numbers[N_TYPOS],
        wordDrops: numbers[N_WORD_DROPS],
        bucketDrops: numbers[N_BUCKET_DROPS],
      },
    };
    this.#work.gradient(mine, batch);
  }

  /** Where this thread's part of a whole begins (0) and ends (1). */
  #part(whole: number, end: 0 | 1): number {
    return Math.floor((whole * (this.#thread + end)) / this.#memory.threads);
  }
}

/** Waits until all threads have come here. */
function passBarrier({ control, threads }: SharedMemory, thread: number): void {
  const passed = Atomics.load(control, C_PASSED);
  if (Atomics.add(control, C_ARRIVALS, 1) === threads - 1) {
    Atomics.store(control, C_ARRIVALS, 0);
    Atomics.add(control, C_PASSED, 1);
    Atomics.notify(control, C_PASSED);
    return;
  }
  while (Atomics.load(control, C_PASSED) === passed)
    // only thread 0 gives up; the others wait as long as it lives
    if (Atomics.wait(control, C_PASSED, passed, SILENCE) === "timed-out" && thread === 0)
      throw new Error("a training thread is silent");
}
