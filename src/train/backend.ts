/**
 * What computes the steps of a training: WebAssembly kernels (kernels/), or tfjs (tfjs-backend.ts).
 *
 *   const memory = backend.allocate({ layout, batchRows: 512, threads: 1 });
 *   const work = backend.work(memory, { layout, lessons, outcomes, thread: 0 });
 *   work.gradient(rows, settings);
 *   work.update(settings, 0, layout.length);
 */

import type { Lessons } from "./corpus.js";
import type { BatchSettings, Outcomes } from "./engine.js";
import type { StepSettings, TrainingState } from "./optimizer.js";
import type { ParameterLayout } from "./parameters.js";

export interface WorkSize {
  readonly layout: ParameterLayout;
  /** Rows of the largest batch. */
  readonly batchRows: number;
  /** More than one: the memory is shared. */
  readonly threads: number;
}

export interface WorkSetting {
  readonly layout: ParameterLayout;
  readonly lessons: Lessons;
  /** Each gradient updates its rows. */
  readonly outcomes: Outcomes;
  /** From 0. */
  readonly thread: number;
}

/** One thread's part of the work. */
export interface StepWork {
  /** Seen by all threads. */
  readonly state: TrainingState;
  /**
   * Computes this thread's gradient: the mean loss's in the effective values.
   * @param rows (rows) indices into the corpus's rows; those of one question should be neighbours. May be empty
   */
  gradient(rows: Uint32Array, settings: BatchSettings): void;
  /** Adds up all threads' gradients, of the latents start … end - 1. */
  sum(start: number, end: number): void;
  /** One step of Adam on these latents with the summed gradient, then their effective values. */
  update(settings: StepSettings, start: number, end: number): void;
}

/** @typeParam Memory plain data and shared memory, which can be sent to a worker */
export interface Backend<Memory = unknown> {
  /** As results name it. */
  readonly name: string;
  allocate(size: WorkSize): Memory;
  work(memory: Memory, setting: WorkSetting): StepWork;
}
