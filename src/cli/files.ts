/** Reading and writing: faults name the file, and a file appears whole or not at all. */

import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../base/input-error.js";
import { notTextKind, type WantedKind, wrongKind } from "../jobs/file-kind.js";
import { asInputError } from "./faults.js";
import { awaitReader, writePipe } from "./named-pipe.js";
import { readBounded } from "./reading.js";
import { temporaryBeside } from "./temporary.js";

/** Most bytes of a file, unless its kind has a limit of its own. */
const MAX_FILE = 1 << 26;
/** Most bytes of a model file: some three hundred layers of the largest width. */
const MAX_MODEL = 1 << 23;
/** Most bytes of a game's topic. */
const MAX_TOPIC = 1 << 22;

/**
 * Reads a whole file; `-` is standard input.
 * @param limit most bytes for this kind of file
 */
export function readBytes(path: string, limit = MAX_FILE): Uint8Array {
  return asFaultOf(path === "-" ? "standard input" : path, () => {
    try {
      return readBounded(path, limit);
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "ENOENT" ? missing(path) : error;
    }
  });
}

/** Bytes that tell a file's kind. */
const KIND_BYTES = 4096;
/** Endings that people leave out. */
const ENDINGS = ["", ".txt", ".txt.gz", ".json", ".com", ".asm"];

/** Files beside a missing one that may be meant: the same name in another case, or with its ending. */
export function nearbyFiles(path: string): string[] {
  const name = basename(path).toLowerCase();
  try {
    return readdirSync(dirname(path))
      .filter((other) => ENDINGS.some((ending) => other.toLowerCase() === name + ending))
      .map((other) => join(dirname(path), other));
  } catch {
    return [];
  }
}

function missing(path: string): InputError {
  const others = nearbyFiles(path);
  return new InputError(
    `no such file or folder${others.length > 0 ? `; there is ${others.join(", ")}` : ""}`,
    {
      file: path,
    },
  );
}

/** Reads a whole file as UTF-8; a file that isn't text is an InputError. */
export function readText(path: string, limit = MAX_FILE): string {
  return decodeText(readBytes(path, limit), path);
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
  throw notText(file, bytes);
}

/** @param bytes the file's content, which may tell what it is instead */
export function notText(file: string, bytes: Uint8Array): InputError {
  const kind = notTextKind(bytes, file);
  return new InputError(
    kind === undefined ? "this is not a text file; give UTF-8 text" : `this is not a text file but ${kind}`,
    { file },
  );
}

/**
 * Writes a file beside its place and renames it there, so that a reader never sees half of it. The new file has
 * the mode of the one it replaces and, where the system lets us, its owner. A link's file is replaced, not the
 * link; a device or a pipe is written as it is.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  if (isStream(path)) {
    asFaultOf(path, () =>
      isNamedPipe(path) ? writePipe(path, content) : writeFileSync(path, content, { flag: "a" }),
    );
    return;
  }
  viaTemporary(path, (temporary, place) => {
    const old = statSync(place, { throwIfNoEntry: false });
    writeFileSync(temporary, content, { flush: true, ...(old && { mode: old.mode & 0o600 }) });
    if (old !== undefined) takeAfter(temporary, old);
    renameSync(temporary, place);
  });
}

/** Gives a file the owner, if that is allowed, and the mode of another. */
function takeAfter(path: string, old: Stats): void {
  try {
    const own = statSync(path);
    if (own.uid !== old.uid || own.gid !== old.gid) chownSync(path, old.uid, old.gid);
  } catch {
    // only root may change the owner
  }
  chmodSync(path, old.mode & 0o7777);
}

function isNamedPipe(path: string): boolean {
  return !OPEN_FILES.test(resolve(path)) && statSync(path).isFIFO();
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
 * @param outputs paths; undefined if the user wants no such file
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

/** Throws the error that {@link writeWhole} would throw; call it before long work whose result is then written. */
export function assertWritable(path: string): void {
  if (isStream(path))
    asFaultOf(path, () => {
      accessSync(path, constants.W_OK);
      if (isNamedPipe(path)) awaitReader(path);
    });
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
    const temporary = temporaryBeside(place);
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
    if (error instanceof InputError && error.place.file === undefined)
      throw new InputError(error.message, { file: path });
    throw asInputError(error, path);
  }
}

/** @throws InputError if this is clearly another kind of file, with what to do with it */
export function assertKind(bytes: Uint8Array, file: string, wanted: WantedKind): void {
  const fault = wrongKind(bytes, file, wanted);
  if (fault !== undefined) throw new InputError(fault, { file });
}

/** {@link assertKind} for a file that isn't read yet; a file that can't be read passes. */
export function assertKindOf(path: string, wanted: WantedKind): void {
  if (path === "-" || isStream(path)) return;
  const head = new Uint8Array(KIND_BYTES);
  let length = 0;
  try {
    const descriptor = openSync(path, "r");
    length = readSync(descriptor, head);
    closeSync(descriptor);
  } catch {
    return;
  }
  assertKind(head.subarray(0, length), path, wanted);
}

/** Reads a model file's text without parsing it. */
export function readModelText(path: string): string {
  const bytes = readBytes(path, MAX_MODEL);
  const file = path === "-" ? "standard input" : path;
  assertKind(bytes, file, "model");
  return decodeText(bytes, file);
}

/** Reads a game's topic without parsing it. */
export function readTopicText(path: string): string {
  return readText(path, MAX_TOPIC);
}
