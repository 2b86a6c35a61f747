/**
 * The training host of Node: opens backends, and has worker threads and a clock.
 * No other file in src/train imports from `node:`. browser.ts is the host of browsers.
 *
 *   const open = await openBackend("auto");
 *   const result = await train(options, trainingHost(open, defaultThreads(open.backend)));
 */

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type * as TensorFlow from "@tensorflow/tfjs-core";
import { InputError } from "../base/input-error.js";
import type { Backend } from "./backend.js";
import { kernelBackend } from "./kernels/engine.js";
import { LocalStepper, type TrainingHost } from "./stepper.js";
import { tfjsBackend } from "./tfjs-backend.js";
import { runThread, startThreads, type ThreadHandle, type ThreadTask } from "./threads.js";

export type BackendChoice = "auto" | "node" | "wasm" | "cpu";
export const BACKEND_CHOICES: readonly BackendChoice[] = ["auto", "node", "wasm", "cpu"];

/** More threads than this gain nothing at batches of a few hundred rows. */
const MAX_THREADS = 4;

/** A backend that is ready to compute. */
export interface OpenBackend {
  readonly backend: Exclude<BackendChoice, "auto">;
  readonly compute: Backend;
}

/** Opens the backend chosen; `auto` takes wasm, which is the fastest. The others are backends of tfjs. */
export async function openBackend(choice: BackendChoice): Promise<OpenBackend> {
  if (choice === "auto" || choice === "wasm") return { backend: "wasm", compute: kernelBackend };
  const tf = await import("@tensorflow/tfjs-core");
  tf.enableProdMode();
  if (choice === "node") {
    if (!(await openNative(tf)))
      throw new InputError("@tensorflow/tfjs-node doesn't load on this machine; use --backend wasm");
  } else {
    await import("@tensorflow/tfjs-backend-cpu");
    await tf.setBackend("cpu");
  }
  return { backend: choice, compute: tfjsBackend(tf) };
}

/** Tries the native backend with a real operation: an installed package may still lack its library. */
async function openNative(tf: typeof TensorFlow): Promise<boolean> {
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

/** Threads that speed a backend up: 1 for the native one, which has threads of its own. */
export function defaultThreads(backend: OpenBackend["backend"]): number {
  return backend === "node" ? 1 : Math.max(1, Math.min(MAX_THREADS, availableParallelism()));
}

/** A host that trains with this backend. @param threads number of threads, the calling one included */
export function trainingHost(open: OpenBackend, threads: number): TrainingHost {
  return {
    clock: {
      now: () => performance.now(),
      turn: () => new Promise((resolve) => setImmediate(resolve)),
    },
    makeStepper: async (corpus, layout, batchRows, quizzes) =>
      threads === 1
        ? new LocalStepper(open.compute, corpus, layout, batchRows)
        : startThreads(open.compute, { corpus, quizzes, layout, batchRows, threads }, (task) =>
            startWorker(open.backend, task),
          ),
  };
}

interface WorkerTask {
  readonly trainingBackend: OpenBackend["backend"];
  readonly task: ThreadTask;
}

/** Starts this file in a new thread. */
function startWorker(trainingBackend: OpenBackend["backend"], task: ThreadTask): Promise<ThreadHandle> {
  const told: WorkerTask = { trainingBackend, task };
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: told });
  return new Promise((resolve, reject) => {
    worker.once("message", () => resolve(worker));
    worker.once("error", reject);
  });
}

if (!isMainThread && (workerData as Partial<WorkerTask> | null)?.trainingBackend !== undefined) {
  const { trainingBackend, task } = workerData as WorkerTask;
  const { compute } = await openBackend(trainingBackend);
  runThread(compute, task, () => parentPort!.postMessage("ready"));
}
