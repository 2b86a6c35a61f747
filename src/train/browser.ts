/**
 * The training host of a browser: opens tfjs's wasm backend, and has a clock that can be halted. It runs in a worker,
 * because the trainer waits for its threads in a way that pages may not. Further threads are workers that the page
 * starts.
 *
 *   const tf = await openBackend(wasm);
 *   const host = trainingHost({ tf, threads: 2, clock: new HaltableClock(), startWorker });
 *
 * The bundle has only what the trainer calls, which is half of tfjs. An operation that the engine learns needs its
 * name in `Tfjs` (engine.ts), and here the function and its kernel.
 */

import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm/dist/base.js";
import { _fusedMatMulConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul.js";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul.js";
import { floorConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Floor.js";
import { identityConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Identity.js";
import { multiplyConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply.js";
import { reshapeConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape.js";
import { stepConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Step.js";
import { transposeConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose.js";
import {
  enableProdMode,
  env,
  floor,
  fused,
  getBackend,
  matMul,
  mul,
  ones,
  registerKernel,
  setBackend,
  step,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import type { Clock } from "../base/clock.js";
import { InputError } from "../base/input-error.js";
import type { Tfjs } from "./engine.js";
import { LocalStepper, type TrainingHost } from "./stepper.js";
import { runThread, startThreads, type ThreadHandle, type ThreadTask } from "./threads.js";

const KERNELS = [
  _fusedMatMulConfig,
  batchMatMulConfig,
  floorConfig,
  identityConfig,
  multiplyConfig,
  reshapeConfig,
  stepConfig,
  transposeConfig,
];

/** What the trainer calls, and nothing else. */
const TF: Tfjs = {
  floor,
  fused: { matMul: fused.matMul },
  getBackend,
  matMul,
  mul,
  ones,
  step,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
};

/**
 * Opens the wasm backend.
 * @param wasm URL of tfjs-backend-wasm-simd.wasm
 * @throws InputError if the browser has no wasm with SIMD, or the file can't be loaded
 */
export async function openBackend(wasm: string): Promise<Tfjs> {
  enableProdMode();
  // tfjs's own threads gain nothing at these sizes
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  for (const kernel of KERNELS) registerKernel(kernel);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": wasm,
    "tfjs-backend-wasm-simd.wasm": wasm,
    "tfjs-backend-wasm-threaded-simd.wasm": wasm,
  });
  if (!(await env().getAsync("WASM_HAS_SIMD_SUPPORT")))
    throw new InputError("this browser can't train, as it has no wasm with SIMD; a newer browser can");
  if (!(await setBackend("wasm")))
    throw new InputError("a part of the page that trains can't be loaded; reload the page, and try again");
  return TF;
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
  readonly tf: Tfjs;
  /** The calling one included. */
  readonly threads: number;
  readonly clock: HaltableClock;
  /** Starts a worker that calls {@link runTrainingThread}; resolves when it is ready. Not called for one thread. */
  readonly startWorker: (task: ThreadTask) => Promise<ThreadHandle>;
}

/** A host that trains in this worker, and in further ones. */
export function trainingHost({ tf, threads, clock, startWorker }: BrowserHostSetting): TrainingHost {
  return {
    clock,
    makeStepper: async (corpus, layout, batchRows) =>
      threads === 1
        ? new LocalStepper(tf, corpus, layout)
        : startThreads(tf, { corpus, layout, batchRows, threads }, startWorker),
  };
}

/**
 * Works as a further thread until the training is over. Blocks its worker.
 * @param wasm as in {@link openBackend}
 * @param ready called when the first step may begin
 */
export async function runTrainingThread(wasm: string, task: ThreadTask, ready: () => void): Promise<void> {
  runThread(await openBackend(wasm), task, ready);
}
