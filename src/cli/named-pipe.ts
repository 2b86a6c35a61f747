/** Named pipes (FIFOs) as outputs: opening one waits for a reader, and without one would wait forever. */

import { closeSync, constants, openSync, writeFileSync } from "node:fs";
import { InputError } from "../base/input-error.js";

/** Milliseconds to wait for a reader. */
const PATIENCE = 3000;
const PAUSE = 20;

/** Pipes that are open already, by path: closing one before the output would end the file for its reader. */
const ready = new Map<string, number>();

/**
 * Opens a pipe to be written later.
 * @throws InputError if nobody reads it
 */
export function awaitReader(path: string): void {
  if (!ready.has(path)) ready.set(path, open(path));
}

/** Writes to a pipe and closes it. */
export function writePipe(path: string, content: string | Uint8Array): void {
  awaitReader(path);
  const descriptor = ready.get(path)!;
  ready.delete(path);
  try {
    writeFileSync(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string): number {
  for (const end = Date.now() + PATIENCE; ; ) {
    try {
      // the non-blocking open fails at once if there is no reader; the second open then gives blocking writes
      const probe = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      try {
        return openSync(path, constants.O_WRONLY);
      } finally {
        closeSync(probe);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENXIO") throw error;
      if (Date.now() > end)
        throw new InputError("nobody reads this pipe; start its reader first", { file: path });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
