/** Pair files from disk or standard input, and to disk or standard output, plain or gzipped. */

import { gunzipSync } from "node:zlib";
import { gzip } from "../base/gzip.js";
import { InputError } from "../base/input-error.js";
import { formatPairs, type Pair } from "../data/pairs.js";
import { gatherPairs, type PairText } from "../jobs/pairs.js";
import { assertKind, notText, readBytes, writeWhole } from "./files.js";
import { printFile, tell } from "./screen.js";

/** Most bytes of a file, before and after unpacking: a small gzip file may unpack to far more. */
const MAX_UNPACKED = 1 << 28;
/** Bytes that are decoded at a time. */
const PIECE = 1 << 20;

/** For commands that read pairs. */
export const SKIP_OPTION = ["--skip-faulty", "leave faulty lines out, and print how many there are"] as const;

export interface LoadSettings {
  /** True: faulty lines are left out and counted. False: the first one throws. */
  readonly skipFaulty?: boolean | undefined;
}

/**
 * Reads all pairs of several files, in their order; `-` is standard input. Warnings, such as lost letters or
 * faulty lines left out, go to standard error, one line each.
 */
export function loadPairs(paths: readonly string[], { skipFaulty }: LoadSettings = {}): Pair[] {
  const warn = (message: string) => void tell(`${message}\n`);
  return gatherPairs(loadPairTexts(paths), { skipFaulty, warn });
}

/**
 * Reads the text of several pair files, in their order, each in pieces and with its name for messages. A file is
 * read when its turn comes; if it isn't text, reading its pieces throws.
 */
export function* loadPairTexts(paths: readonly string[]): Generator<PairText> {
  for (const path of paths) {
    const file = path === "-" ? "standard input" : path;
    yield { text: decodePieces(unpack(readBytes(path, MAX_UNPACKED), file), file), file };
  }
}

/** UTF-8 to text, a piece at a time; bytes that aren't UTF-8, or a zero byte, are an InputError. */
function* decodePieces(bytes: Uint8Array, file: string): Generator<string> {
  assertKind(bytes, file, "pairs");
  if (bytes.includes(0)) throw notText(file, bytes);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let at = 0; at === 0 || at < bytes.length; at += PIECE) {
    let piece: string;
    try {
      piece = decoder.decode(bytes.subarray(at, at + PIECE), { stream: at + PIECE < bytes.length });
    } catch {
      throw notText(file, bytes);
    }
    yield piece;
  }
}

/** Writes pairs; `-` is standard output, and a name that ends in .gz is gzipped. */
export function savePairs(path: string, pairs: Iterable<Pair>): void {
  const text = formatPairs(pairs);
  if (path === "-") printFile(text);
  else writeWhole(path, path.endsWith(".gz") ? gzip(text) : text);
}

/** Unpacks gzip, recognized by the first two bytes or the file's name; returns other bytes as they are. */
export function unpack(bytes: Uint8Array, file: string, most = MAX_UNPACKED): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip && !file.endsWith(".gz")) return bytes;
  try {
    // Node's own, because it checks the CRC.
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const what = isLarge
      ? `this unpacks to more than ${most >> 20} MB; cut it into several files`
      : "this gzip file is damaged; make it again";
    throw new InputError(what, { file });
  }
}
