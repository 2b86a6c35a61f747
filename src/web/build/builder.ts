/**
 * Builds programs in a worker, which is loaded when it is first wanted.
 *
 *   const { bytes } = await buildProgramFile({ model: { name: "mine", text }, machine: "spectrum" });
 */

import { InputError } from "../../base/input-error.js";
import type { BuildAnswer, BuildTask, BuiltFile } from "./messages.js";

/**
 * Builds a model's file for a machine.
 * @throws InputError if the model's text is none, or the program doesn't fit
 */
export async function buildProgramFile(task: BuildTask): Promise<BuiltFile> {
  const { default: BuildWorker } = await import("./worker.js?worker&inline");
  const worker = new BuildWorker();
  try {
    const answer = await new Promise<BuildAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<BuildAnswer>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(task);
    });
    if ("fault" in answer) throw new InputError(answer.fault);
    return answer.built;
  } finally {
    worker.terminate();
  }
}
