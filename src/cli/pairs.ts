/** Pair files from disk or standard input, and to disk or standard output, plain or gzipped. */

import { gunzipSync } from "node:zlib";
import { gzip } from "../base/gzip.js";
import { InputError } from "../base/input-error.js";
import { formatPairs, MAX_PAIRS, type Pair, readPairs } from "../data/pairs.js";
import { notText, readBytes, writeWhole } from "./files.js";

/** Most bytes of a file, and that a gzipped one may unpack to: a small file that holds more is a trap. */
const MAX_UNPACKED = 1 << 28;
/** Bytes that are decoded at a time. */
const PIECE = 1 << 20;

/** Reads all pairs of several files, in their order; `-` is standard input. */
export function loadPairs(paths: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  for (const { text, file } of loadPairTexts(paths)) {
    for (const pair of readPairs(text, file)) pairs.push(pair);
    if (pairs.length > MAX_PAIRS)
      throw new InputError(`more than ${MAX_PAIRS.toLocaleString("en")} pairs in these files; give fewer`, {
        file,
      });
  }
  return pairs;
}

/**
 * Reads the text of several pair files, in their order, each in pieces and with its name for messages. A file is
 * read when its turn comes; what is no text throws when its pieces are read.
 */
export function* loadPairTexts(
  paths: readonly string[],
): Generator<{ readonly text: Iterable<string>; readonly file: string }> {
  for (const path of paths) {
    const file = path === "-" ? "standard input" : path;
    yield { text: decodePieces(unpack(readBytes(path, MAX_UNPACKED), file), file), file };
  }
}

/** UTF-8 to text, a piece at a time; bytes that aren't UTF-8, or a zero byte, are an InputError. */
function* decodePieces(bytes: Uint8Array, file: string): Generator<string> {
  if (bytes.includes(0)) throw notText(file);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let at = 0; at === 0 || at < bytes.length; at += PIECE) {
    let piece: string;
    try {
      piece = decoder.decode(bytes.subarray(at, at + PIECE), { stream: at + PIECE < bytes.length });
    } catch {
      throw notText(file);
    }
    yield piece;
  }
}

/** Writes pairs; `-` is standard output, and a name that ends in .gz is gzipped. */
export function savePairs(path: string, pairs: Iterable<Pair>): void {
  const text = formatPairs(pairs);
  if (path === "-") process.stdout.write(text);
  else writeWhole(path, path.endsWith(".gz") ? gzip(text) : text);
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
