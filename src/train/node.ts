/**
 * The training host of Node: opens tfjs's backends, finds the wasm files, and has worker threads and a clock.
 * No other file in src/train imports from `node:`. browser.ts is the host of browsers.
 *
 *   const open = await openBackend("auto");
 *   const result = await train(options, trainingHost(open, defaultThreads(open.backend)));
 */

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type * as TensorFlow from "@tensorflow/tfjs-core";
import { InputError } from "../base/input-error.js";
import type { Tfjs } from "./engine.js";
import { LocalStepper, type TrainingHost } from "./stepper.js";
import { runThread, startThreads, type ThreadHandle, type ThreadTask } from "./threads.js";

export type BackendChoice = "auto" | "node" | "wasm" | "cpu";
export const BACKEND_CHOICES: readonly BackendChoice[] = ["auto", "node", "wasm", "cpu"];

/** More threads than this gain nothing at batches of a few hundred rows. */
const MAX_THREADS = 4;

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
    makeStepper: async (corpus, layout, batchRows) =>
      threads === 1
        ? new LocalStepper(open.tf, corpus, layout)
        : startThreads(open.tf, { corpus, layout, batchRows, threads }, (task) =>
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
  const { tf } = await openBackend(trainingBackend);
  runThread(tf, task, () => parentPort!.postMessage("ready"));
}
