#!/usr/bin/env node
/** The zmlm command as a process: its words come from the shell, and its standard output may close or fill up. */

import { commandLine } from "./command-line.js";
import { asInputError, reportFault } from "./faults.js";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.exit(reportFault(asInputError(error, "standard output")));
});

await commandLine(process.argv.slice(2));
