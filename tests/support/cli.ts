/** The built command line, run as a person runs it. vitest builds it first. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const CLI = process.env.ZMLM_CLI ?? fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  readonly cwd?: string;
  /** What stands on standard input, which then ends. */
  readonly input?: string | Uint8Array;
  /** Environment variables beside those of the tests. */
  readonly env?: Record<string, string>;
}

/** Runs zmlm to its end. */
export function zmlm(args: readonly string[], { cwd, input = "", env = {} }: RunSettings = {}): Finished {
  // What the test runner says of its own colours is not for the command.
  const { NO_COLOR, FORCE_COLOR, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    input,
    env: { ...inherited, ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return { code: status, stdout, stderr };
}

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), "zmlm-test-"));

/**
 * Makes a folder that goes when the test file is done. It is for a test file's own use: a module that several test
 * files share takes {@link inTemporaryFolder}.
 * @returns gives the path of a name in it
 */
export function temporaryFolder(): (name: string) => string {
  const folder = emptyFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

/** Does something in a folder that is gone afterwards. @param work gets a function that gives paths in it */
export function inTemporaryFolder<T>(work: (at: (name: string) => string) => T): T {
  const folder = emptyFolder();
  try {
    return work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Path of a file of this repository. */
export function repositoryPath(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
