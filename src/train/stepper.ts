/**
 * One step of training: a batch's gradient, then Adam. The stepper decides where and in how many threads it runs.
 *
 *   const stepper = await host.makeStepper(corpus, layout, batchRows);
 *   stepper.step(rows, settings);
 *   await stepper.close();
 */

import type { Clock } from "../base/clock.js";
import type { Backend, StepWork } from "./backend.js";
import type { Corpus } from "./corpus.js";
import type { BatchSettings, Outcomes } from "./engine.js";
import type { StepSettings, TrainingState } from "./optimizer.js";
import type { ParameterLayout } from "./parameters.js";
import type { CheckResults, Quizzes } from "./selector.js";

export interface Stepper {
  /** What computes: "wasm", or a backend of tfjs, as tfjs names it: "tensorflow", "cpu", … */
  readonly backend: string;
  readonly threads: number;
  /** The caller fills it before the first step; each step changes it. */
  readonly state: TrainingState;
  /** Updated by each step. */
  readonly outcomes: Outcomes;
  /** @param rows (rows) indices into the corpus's rows, at most the batch size that the stepper was made for */
  step(rows: Uint32Array, settings: TrainingStep): void;
  /** Asks the network of the present latents the questions of the checks, in all threads; undefined if there is one only. */
  readonly check?: () => CheckResults;
  close(): Promise<void>;
}

export interface TrainingStep extends StepSettings, Omit<BatchSettings, "batchRows"> {}

/** Outcomes before the first batch. */
export function createOutcomes(rows: number, allocate: (bytes: number) => ArrayBufferLike): Outcomes {
  return {
    loss: new Float32Array(allocate(4 * rows)).fill(Number.POSITIVE_INFINITY),
    right: new Uint8Array(allocate(rows)),
  };
}

export interface OutcomeMeans {
  /** nats */
  readonly loss: number;
  /** Share of right rows. */
  readonly floatAccuracy: number;
}

/** Means over the rows that were in a batch, each as it was in its last one; NaN before the first batch. */
export function meanOutcomes({ loss, right }: Outcomes): OutcomeMeans {
  let sum = 0;
  let rightRows = 0;
  let seen = 0;
  for (let row = 0; row < loss.length; row++) {
    if (loss[row] === Number.POSITIVE_INFINITY) continue;
    sum += loss[row];
    rightRows += right[row];
    seen++;
  }
  return { loss: sum / seen, floatAccuracy: rightRows / seen };
}

/** What a training needs from its host. */
export interface TrainingHost {
  readonly clock: Pick<Clock, "now" | "turn">;
  /** Makes the stepper for a corpus, in one thread or several. @param quizzes questions of the checks */
  makeStepper(corpus: Corpus, layout: ParameterLayout, batchRows: number, quizzes: Quizzes): Promise<Stepper>;
}

/** Steps in this thread. */
export class LocalStepper implements Stepper {
  readonly backend: string;
  readonly threads = 1;
  readonly state: TrainingState;
  readonly outcomes: Outcomes;
  readonly #layout: ParameterLayout;
  readonly #work: StepWork;

  /** @param batchRows rows of the largest batch */
  constructor(backend: Backend, corpus: Corpus, layout: ParameterLayout, batchRows: number) {
    const outcomes = createOutcomes(corpus.rows.length, (bytes) => new ArrayBuffer(bytes));
    const memory = backend.allocate({ layout, batchRows, threads: 1 });
    this.backend = backend.name;
    this.outcomes = outcomes;
    this.#layout = layout;
    this.#work = backend.work(memory, { layout, lessons: corpus, outcomes, thread: 0 });
    this.state = this.#work.state;
  }

  step(rows: Uint32Array, settings: TrainingStep): void {
    this.#work.gradient(rows, { ...settings, batchRows: rows.length });
    this.#work.update(settings, 0, this.#layout.length);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
