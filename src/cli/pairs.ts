/** Pair files from disk or standard input, and to disk or standard output, plain or gzipped. */

import { gunzipSync, gzipSync } from "node:zlib";
import { InputError } from "../base/input-error.js";
import { formatPairs, type Pair, readPairs } from "../data/pairs.js";
import { decodeText, readBytes, writeWhole } from "./files.js";

/** Most bytes that a gzipped file may unpack to: a small file that holds more is damaged or a trap. */
const MAX_UNPACKED = 1 << 28;

/** Reads all pairs of several files, in their order; `-` is standard input. */
export function loadPairs(paths: readonly string[]): Pair[] {
  return loadPairTexts(paths).flatMap(({ text, file }) => readPairs(text, file));
}

/** Reads the text of several pair files, in their order, each with its name for messages. */
export function loadPairTexts(paths: readonly string[]): { text: string; file: string }[] {
  return paths.map((path) => {
    const file = path === "-" ? "standard input" : path;
    return { text: decodeText(unpack(readBytes(path), file), file), file };
  });
}

/** Writes pairs; `-` is standard output, and a name that ends in .gz is gzipped. */
export function savePairs(path: string, pairs: Iterable<Pair>): void {
  const text = formatPairs(pairs);
  if (path === "-") process.stdout.write(text);
  else writeWhole(path, path.endsWith(".gz") ? gzipSync(text) : text);
}

/** Unpacks gzip, told by the file's first two bytes or its name; other bytes are passed through. */
function unpack(bytes: Uint8Array, file: string): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip && !file.endsWith(".gz")) return bytes;
  try {
    // Node's own, because it checks the CRC.
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const what = isLarge
      ? `this unpacks to more than ${MAX_UNPACKED >> 20} MB; cut it into several files`
      : "this gzip file is damaged; make it again";
    throw new InputError(what, { file });
  }
}
