/** The built command line without a process of its own, for tests of many commands that end by themselves. */

import { builtCommandLine } from "./built.mjs";
import { CLI, type Finished, type RunSettings, zmlm } from "./cli.js";
import { isWhole } from "./length.js";

/**
 * Runs zmlm to its end: in `npm run test:all` as a person does; in `npm test` within this process, as Node takes longer
 * to start than most commands to run. A standard input or environment of its own takes a process of its own.
 */
export async function command(args: readonly string[], settings: RunSettings = {}): Promise<Finished> {
  const { cwd = ".", input, env } = settings;
  if (isWhole || process.env.ZMLM_CLI !== undefined || input !== undefined || env !== undefined)
    return zmlm(args, settings);
  const commandLine = await builtCommandLine();
  const folder = process.cwd();
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  const before = { argv: process.argv, exitCode: process.exitCode, NO_COLOR: process.env.NO_COLOR };
  process.chdir(cwd);
  process.argv = [process.execPath, CLI, ...args];
  process.exitCode = 0;
  process.env.NO_COLOR = "1";
  try {
    await commandLine(args);
    return { code: Number(process.exitCode), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.chdir(folder);
    process.argv = before.argv;
    process.exitCode = before.exitCode;
    if (before.NO_COLOR === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = before.NO_COLOR;
    for (const stream of [stdout, stderr]) stream.release();
  }
}

/** Keeps what is written to a stream from it. */
function capture(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  const parts: Uint8Array[] = [];
  const { write } = stream;
  stream.write = (content: string | Uint8Array): boolean => {
    parts.push(Buffer.from(content));
    return true;
  };
  return {
    text: () => Buffer.concat(parts).toString(),
    release: () => {
      stream.write = write;
    },
  };
}
