/** Exit codes, and faults shown as one line. */

import chalk from "chalk";
import { InputError } from "../base/input-error.js";
import { tell } from "./screen.js";

export const EXIT_DONE = 0;
/** The input was valid, but a check of it failed. */
export const EXIT_FAILED_CHECK = 1;
/** Bad usage or bad input. */
export const EXIT_USAGE = 2;

const SYSTEM_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EISDIR: "this is a folder; name a file",
  ENOTDIR: "a part of this path is a file, not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "this file system can't be written",
  ENOSPC: "no space left on this disk",
  EDQUOT: "your quota on this disk is used up",
  EFBIG: "this file would be larger than the system allows",
  ELOOP: "this link leads to itself",
  ENAMETOOLONG: "this name is too long",
  EPIPE: "the reader of this pipe has gone",
  ENXIO: "this device does not exist",
};

/** V8's messages for a text or an array that gets too large. */
const TOO_LARGE = /^(Invalid string length|Array buffer allocation failed|Invalid (typed )?array length)/;

/** Turns an error of the system into an InputError that names the file; passes others through. */
export function asInputError(error: unknown, file?: string): unknown {
  const { code, syscall, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code === undefined) return error;
  if (syscall === "uv_cwd")
    return new InputError("the folder that you are in is gone; change to another one");
  // Node's text is "CODE: what it is, call 'path'"
  const told = syscall === undefined ? undefined : /^E\w+: (.*?)(, |$)/.exec(message ?? "")?.[1];
  const what = SYSTEM_FAULTS[code] ?? (told && `the system says "${told}" (${code})`);
  return what === undefined ? error : new InputError(what, file === undefined ? {} : { file });
}

/**
 * Prints an error as one line on stderr.
 * @returns the exit code that goes with it
 */
export function reportFault(thrown: unknown): number {
  const error = isTooLarge(thrown)
    ? new InputError("not enough memory; give less input at once")
    : asInputError(thrown);
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof InputError ? "error" : "internal error (please report it)";
  tell(`${chalk.red(`${kind}:`)} ${message}\n`);
  if (!(error instanceof InputError) && process.env.ZMLM_DEBUG !== undefined && error instanceof Error)
    tell(`${error.stack}\n`);
  return EXIT_USAGE;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && TOO_LARGE.test(error.message);
}
