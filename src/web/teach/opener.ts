/**
 * Opens files as pairs, in a worker, which is loaded when it is first wanted.
 *
 *   const { text, notes } = await openFiles(files);
 */

import { InputError } from "../../base/input-error.js";
import type { OpenedLesson } from "../../jobs/lesson.js";
import { isModelText } from "../file-kind.js";
import type { OpenAnswer, OpenTask } from "./messages.js";

/** Most bytes of a file, as it is. */
const MAX_BYTES = 1 << 26;

/** @throws InputError if a file can't be read, or there are no pairs in it */
export async function openFiles(files: readonly File[]): Promise<OpenedLesson> {
  const { default: OpenWorker } = await import("./open-worker.js?worker&inline");
  const task: OpenTask = { files: await Promise.all(files.map(read)) };
  const worker = new OpenWorker();
  try {
    const answer = await new Promise<OpenAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<OpenAnswer>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(task);
    });
    if ("fault" in answer) throw new InputError(answer.fault);
    return answer.opened;
  } finally {
    worker.terminate();
  }
}

/** @throws InputError if it can't be read, is too large, or is a model */
async function read(file: File): Promise<{ name: string; bytes: Uint8Array }> {
  if (file.size > MAX_BYTES)
    throw new InputError(`this has more than ${MAX_BYTES >> 20} MB; open a part of it`, { file: file.name });
  const bytes = await file.arrayBuffer().catch(() => {
    // a folder, for example
    throw new InputError("this can't be read; open a file of lines", { file: file.name });
  });
  const text = file.name.endsWith(".gz") ? "" : new TextDecoder().decode(bytes);
  if (isModelText(text))
    throw new InputError("this is a model, not its pairs; open it under “Take it with you”", {
      file: file.name,
    });
  return { name: file.name, bytes: new Uint8Array(bytes) };
}
