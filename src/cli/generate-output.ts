/** A pair file that grows line by line, and may be there from a run that was stopped. */

import { appendFileSync, closeSync, existsSync, openSync, statSync, truncateSync } from "node:fs";
import { InputError } from "../base/input-error.js";
import { Pool } from "../data/generate/pool.js";
import { asInputError } from "./faults.js";
import { assertWritable, readText } from "./files.js";

export interface GrowingFile {
  /** What was in it, and what was made since. */
  readonly pool: Pool;
  /** Appends whole lines; they are in the file when this returns. */
  append(text: string): void;
  close(): void;
}

/** First line of the files that begin here. */
const HEAD = "# zmlm data generate";

/** What is true of one topic is not of another: pairs of two don't belong in one file. */
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
 * Reads a pair file that shall grow, if it is there; `-` is standard output. Nothing is written before the
 * first {@link GrowingFile.append}.
 * @param title for the head of a new file
 * @throws InputError if the file is there and has another title
 */
export function growingFile(path: string, title: string): GrowingFile {
  if (path === "-")
    return {
      pool: Pool.fromText("", "standard output"),
      append: (text) => void process.stdout.write(text),
      close: () => undefined,
    };
  if (path.endsWith(".gz"))
    throw new InputError("a gzipped file can't grow line by line; name a .txt", { file: path });
  assertWritable(path);
  const old = existsSync(path) ? readText(path) : "";
  const whole = old.slice(0, old.lastIndexOf("\n") + 1);
  assertSameTitle(whole, title, path);
  const rest = old.slice(whole.length);
  // Half a line of ours, if the disk was full or the power went; another hand's last line just has no end.
  const isCut = rest !== "" && old.startsWith(HEAD);
  if (isCut) process.stderr.write(`${path}: leaving out its last line, which has no end: ${rest}\n`);
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
