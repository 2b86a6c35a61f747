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

/**
 * Makes a folder that goes when the test file is done.
 * @returns gives the path of a name in it
 */
export function temporaryFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "zmlm-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

/** Path of a file of this repository. */
export function repositoryPath(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
