/** Reading and writing: faults name the file, and a file appears whole or not at all. */

import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { resolve } from "node:path";
import { InputError } from "../base/input-error.js";
import { type Model, parseModel } from "../model/file.js";
import { asInputError } from "./faults.js";

/** Reads a whole file; `-` is standard input. */
export function readBytes(path: string): Uint8Array {
  return asFaultOf(path, () => (path === "-" ? readStandardInput() : new Uint8Array(readFileSync(path))));
}

/** Milliseconds between two looks at a standard input that has nothing yet. */
const INPUT_PAUSE = 10;
const INPUT_CHUNK = 65_536;

/** Reads standard input to its end. It may be in non-blocking mode and its writer slow, which Node tells as EAGAIN. */
function readStandardInput(): Uint8Array {
  const parts: Buffer[] = [];
  const part = Buffer.alloc(INPUT_CHUNK);
  for (;;)
    try {
      const count = readSync(0, part);
      if (count === 0) return new Uint8Array(Buffer.concat(parts));
      parts.push(Buffer.from(part.subarray(0, count)));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return new Uint8Array(Buffer.concat(parts));
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, INPUT_PAUSE);
    }
}

/** Reads a whole file as UTF-8; a file that isn't text is an InputError. */
export function readText(path: string): string {
  return decodeText(readBytes(path), path);
}

/** UTF-8 to text; bytes that aren't UTF-8, or a zero byte, are an InputError that names the file. */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (!bytes.includes(0)) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      // not UTF-8: told below
    }
  }
  throw new InputError("this is not a text file; give UTF-8 text", { file });
}

/**
 * Writes a file beside its place and renames it there, so that a reader never sees half of it. A link's file is
 * replaced, not the link; a device or a pipe is written as it is.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  if (isStream(path)) {
    asFaultOf(path, () => writeFileSync(path, content, { flag: "a" }));
    return;
  }
  viaTemporary(path, (temporary, place) => {
    writeFileSync(temporary, content, { flush: true });
    renameSync(temporary, place);
  });
}

/** Names that a system has for a process's own open files. */
const OPEN_FILES = /^\/(dev\/(stdout|stderr|fd\/)|proc\/)/;

/** Whether a path is a device, a pipe or an open file. */
function isStream(path: string): boolean {
  if (OPEN_FILES.test(resolve(path))) return true;
  try {
    const status = statSync(path);
    return !status.isFile() && !status.isDirectory();
  } catch {
    return false;
  }
}

/**
 * Checks the files that a command is about to write, before it writes the first.
 * @param outputs paths, undefined for those not asked for
 * @param inputs paths that none of them may be; `-` is standard input
 */
export function assertOutputs(outputs: readonly (string | undefined)[], inputs: readonly string[]): void {
  const sources = new Set(inputs.filter((input) => input !== "-").map(realPath));
  const places = new Set<string>();
  for (const output of outputs) {
    if (output === undefined || output === "-") continue;
    const place = realPath(output) ?? resolve(output);
    if (sources.has(place))
      throw new InputError("this is the input, which would be overwritten; name another output", {
        file: output,
      });
    if (places.has(place) && !isStream(output))
      throw new InputError("two outputs have this name; give each a name of its own", { file: output });
    places.add(place);
    assertWritable(output);
  }
}

/** Undefined where there is no such file. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Throws the error that {@link writeWhole} would throw; for work that takes long before there is a file to write. */
export function assertWritable(path: string): void {
  if (isStream(path)) asFaultOf(path, () => accessSync(path, constants.W_OK));
  else viaTemporary(path, (temporary) => writeFileSync(temporary, ""));
}

/**
 * Runs an action on a new file beside the place that a path leads to; that file is gone afterwards, and faults
 * name the path.
 */
function viaTemporary(path: string, action: (temporary: string, place: string) => void): void {
  asFaultOf(path, () => {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new InputError("this is a folder; name a file to write", { file: path });
    const place = realPath(path) ?? path;
    const temporary = `${place}.${randomBytes(4).toString("hex")}.tmp`;
    try {
      action(temporary, place);
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

function asFaultOf<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asInputError(error, path);
  }
}

/** Reads and checks a model file. */
export function readModel(path: string): Model {
  return parseModel(readText(path), path);
}
