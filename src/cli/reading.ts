/** Reads whole files in pieces, up to a limit: an endless device gives a one-line error instead of a crash. */

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { InputError } from "../base/input-error.js";

/** Milliseconds between two tries to read a standard input that has no data yet. */
const INPUT_PAUSE = 10;
const CHUNK = 65_536;
const LARGE_CHUNK = 1 << 22;

/**
 * Reads a file, a pipe or a device to its end.
 * @param path `-` is standard input
 * @param limit most bytes
 * @throws InputError if there are more bytes; the system's error if reading fails
 */
export function readBounded(path: string, limit: number): Uint8Array {
  const descriptor = path === "-" ? 0 : openSync(path, "r");
  try {
    const status = fstatSync(descriptor);
    if (status.isFile() && status.size > limit) throw tooLarge(limit);
    return readToEnd(descriptor, status.isFile() ? status.size : 0, limit);
  } finally {
    if (path !== "-") closeSync(descriptor);
  }
}

/** @param expected bytes, if known: a file may grow meanwhile, or have content though its size is 0 (/proc) */
function readToEnd(descriptor: number, expected: number, limit: number): Uint8Array {
  const parts: Buffer[] = [];
  const chunk = Buffer.alloc(Math.min(Math.max(CHUNK, expected + 1), LARGE_CHUNK));
  let length = 0;
  for (;;) {
    const count = readPiece(descriptor, chunk);
    if (count === 0) break;
    length += count;
    if (length > limit) throw tooLarge(limit);
    parts.push(Buffer.from(chunk.subarray(0, count)));
  }
  return new Uint8Array(parts.length === 1 ? parts[0] : Buffer.concat(parts, length));
}

/** Bytes read; 0 at the end. EAGAIN means a non-blocking standard input whose writer is slow. */
function readPiece(descriptor: number, chunk: Buffer): number {
  for (;;)
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, INPUT_PAUSE);
    }
}

function tooLarge(limit: number): InputError {
  return new InputError(`this is larger than ${limit >> 20} MB, the most for such a file; give another`);
}
