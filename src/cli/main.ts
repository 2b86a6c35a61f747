#!/usr/bin/env node
/** The zmlm command: wires the commands together and turns every fault into one line and an exit code. */

import { readFileSync } from "node:fs";
import chalk from "chalk";
import { Command, CommanderError } from "commander";
import { asmCommand } from "./asm.js";
import { benchCommand } from "./bench.js";
import { buildCommand } from "./build.js";
import { checkCommand } from "./check.js";
import { exportCommand, importCommand } from "./convert.js";
import { dataCommand } from "./data.js";
import { evalCommand } from "./eval.js";
import { asInputError, EXIT_USAGE, reportFault } from "./faults.js";
import { runCommand } from "./run.js";
import { trainCommand } from "./train.js";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
  description: string;
};

const program = new Command("zmlm")
  .description(manifest.description)
  .version(manifest.version)
  .showHelpAfterError("(zmlm --help shows what there is)")
  .addHelpText(
    "after",
    `
Example: from pairs to a chat
  $ zmlm train data/tinychat/pairs.txt -o model.json --time-limit 1m
  $ zmlm build model.json -o CHAT.COM
  $ zmlm run CHAT.COM`,
  );

for (const command of [
  trainCommand(),
  evalCommand(),
  buildCommand(),
  runCommand(),
  checkCommand(),
  benchCommand(),
  dataCommand(),
  asmCommand(),
  importCommand(),
  exportCommand(),
])
  program.addCommand(command);

function overrideExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExit);
}
overrideExit(program);

// chalk looks at the terminal, but not at this: https://no-color.org
if (process.env.NO_COLOR) chalk.level = 0;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.exit(reportFault(asInputError(error, "standard output")));
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  else process.exitCode = reportFault(error);
}
