/** A pair file that grows line by line, and that a stopped run may have begun. */

import { appendFileSync, closeSync, existsSync, openSync, statSync, truncateSync } from "node:fs";
import { InputError } from "../base/input-error.js";
import { Pool } from "../data/generate/pool.js";
import { asInputError } from "./faults.js";
import { assertWritable, readText } from "./files.js";
import { printFile, tell } from "./screen.js";

export interface GrowingFile {
  /** Pairs that were in it, and those appended since. */
  readonly pool: Pool;
  /** Appends whole lines; they are in the file when this returns. */
  append(text: string): void;
  close(): void;
}

/** First line of the files that begin here. */
const HEAD = "# zmlm data generate";

/** Throws if the file was begun for another title: answers for one topic are wrong for another. */
function assertSameTitle(lines: string, title: string, file: string): void {
  if (!lines.startsWith(`${HEAD}: `)) return;
  const begunFor = lines
    .slice(HEAD.length + 2)
    .split("\n", 1)[0]
    .trim();
  if (begunFor !== title)
    throw new InputError(
      `this file was begun for "${begunFor}", not for "${title}"; name another file, or change its first line`,
      { file, line: 1 },
    );
}

/**
 * Opens a pair file to append to, and reads it if it exists; `-` is standard output. Nothing is written before the
 * first {@link GrowingFile.append}.
 * @param title for the head of a new file
 * @throws InputError if the file exists and has another title
 */
export function growingFile(path: string, title: string): GrowingFile {
  if (path === "-")
    return {
      pool: Pool.fromText("", "standard output"),
      append: printFile,
      close: () => undefined,
    };
  if (path.endsWith(".gz"))
    throw new InputError("a gzipped file can't grow line by line; name a .txt", { file: path });
  assertWritable(path);
  const old = existsSync(path) ? readText(path) : "";
  const whole = old.slice(0, old.lastIndexOf("\n") + 1);
  assertSameTitle(whole, title, path);
  const rest = old.slice(whole.length);
  // A file of ours ends in half a line after a full disk or a power failure; in other files the last line is whole.
  const isCut = rest !== "" && old.startsWith(HEAD);
  if (isCut) tell(`${path}: dropping its last line, which was cut off: ${rest}\n`);
  let file: number | undefined;
  const open = (): number => {
    if (isCut) truncateSync(path, statSync(path).size - Buffer.byteLength(rest));
    const opened = openSync(path, "a");
    if (old === "") appendFileSync(opened, `${HEAD}: ${title}\n\n`);
    else if (rest !== "" && !isCut) appendFileSync(opened, "\n");
    return opened;
  };
  return {
    pool: Pool.fromText(isCut ? whole : old, path),
    append(text) {
      try {
        file ??= open();
        appendFileSync(file, text);
      } catch (error) {
        throw asInputError(error, path);
      }
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}
