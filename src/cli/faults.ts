/** Exit codes, and faults shown as one line. */

import chalk from "chalk";
import { InputError } from "../base/input-error.js";

export const EXIT_DONE = 0;
/** A check failed: the input was fine, the answer is no. */
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
};

/** Turns an error of the file system into an InputError that names the file; passes others through. */
export function asInputError(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === undefined) return error;
  const what = SYSTEM_FAULTS[code];
  return what === undefined ? error : new InputError(what, { file });
}

/**
 * Prints an error as one line on stderr.
 * @returns the exit code that goes with it
 */
export function reportFault(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  const kind = error instanceof InputError ? "error" : "internal error (please report it)";
  process.stderr.write(`${chalk.red(`${kind}:`)} ${message}\n`);
  if (!(error instanceof InputError) && process.env.ZMLM_DEBUG !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return EXIT_USAGE;
}
