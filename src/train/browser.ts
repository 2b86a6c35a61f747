/**
 * The training host of a browser: has a clock that can be halted. It runs in a worker, because the trainer waits for its
 * threads in a way that pages may not. Further threads are workers that the page starts.
 *
 *   const host = trainingHost({ threads: 2, clock: new HaltableClock(), startWorker });
 */

import type { Clock } from "../base/clock.js";
import { InputError } from "../base/input-error.js";
import type { Backend } from "./backend.js";
import { kernelBackend } from "./kernels/engine.js";
import { kernelsRun } from "./kernels/kernels.js";
import { LocalStepper, type TrainingHost } from "./stepper.js";
import { runThread, startThreads, type ThreadHandle, type ThreadTask } from "./threads.js";

/** @throws InputError if the browser has no wasm with SIMD */
function openBackend(): Backend {
  if (!kernelsRun())
    throw new InputError("this browser can't train, as it has no wasm with SIMD; a newer browser can");
  return kernelBackend as Backend;
}

/** A clock that stands still while it is halted; its turns last until it goes on. */
export class HaltableClock implements Pick<Clock, "now" | "turn"> {
  readonly #channel = new MessageChannel();
  /** Ends of the turns that last. */
  #waiting: (() => void)[] = [];
  /** Milliseconds halted so far. */
  #lost = 0;
  /** When it was halted; undefined if it isn't. */
  #since: number | undefined;

  now(): number {
    return (this.#since ?? performance.now()) - this.#lost;
  }

  turn(): Promise<void> {
    return new Promise((resolve) => {
      // a message takes no time; a timer would take four milliseconds
      this.#channel.port1.onmessage = () => {
        if (this.#since === undefined) resolve();
        else this.#waiting.push(resolve);
      };
      this.#channel.port2.postMessage(undefined);
    });
  }

  halt(): void {
    this.#since ??= performance.now();
  }

  goOn(): void {
    if (this.#since === undefined) return;
    this.#lost += performance.now() - this.#since;
    this.#since = undefined;
    for (const end of this.#waiting.splice(0)) end();
  }
}

export interface BrowserHostSetting {
  /** The calling one included. */
  readonly threads: number;
  readonly clock: HaltableClock;
  /** Starts a worker that calls {@link runTrainingThread}; resolves when it is ready. Not called for one thread. */
  readonly startWorker: (task: ThreadTask) => Promise<ThreadHandle>;
}

/** A host that trains in this worker, and in further ones. @throws InputError if this browser can't */
export function trainingHost({ threads, clock, startWorker }: BrowserHostSetting): TrainingHost {
  const backend = openBackend();
  return {
    clock,
    makeStepper: async (corpus, layout, batchRows, quizzes) =>
      threads === 1
        ? new LocalStepper(backend, corpus, layout, batchRows)
        : startThreads(backend, { corpus, quizzes, layout, batchRows, threads }, startWorker),
  };
}

/**
 * Works as a further thread until the training is over. Blocks its worker.
 * @param ready called when the first step may begin
 */
export function runTrainingThread(task: ThreadTask, ready: () => void): void {
  runThread(openBackend(), task, ready);
}
