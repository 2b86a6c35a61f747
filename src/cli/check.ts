/** zmlm check: replays a golden transcript on a program and compares the replies. */

import chalk from "chalk";
import { Command } from "commander";
import { check } from "../jobs/check.js";
import { EXIT_FAILED_CHECK } from "./faults.js";
import { readText, writeWhole } from "./files.js";
import { assertOrder } from "./order.js";
import { readProgram } from "./programs.js";
import { print } from "./screen.js";

export function checkCommand(): Command {
  return new Command("check")
    .argument("<file.com>", "program of zmlm build")
    .argument("<transcript>", 'text file of "> question" lines, each followed by its reply')
    .option("--update", "write the program's replies into the transcript")
    .addHelpText(
      "after",
      "\nExamples:\n  $ zmlm check CHAT.COM golden.txt\n  $ zmlm check CHAT.COM golden.txt --update",
    )
    .action((file: string, transcript: string, options: { update?: boolean }) => {
      assertOrder("check", file, ["program"], transcript);
      const program = { bytes: readProgram(file), file };
      const { total, differing, updated } = check({
        program,
        transcript: { text: readText(transcript), file: transcript },
      });
      if (options.update) {
        if (differing.length > 0) writeWhole(transcript, updated);
        print(`${transcript}: ${differing.length} of ${total} replies updated\n`);
        return;
      }
      for (const { exchange, reply } of differing)
        print(
          `${transcript}:${exchange.line}: > ${exchange.question}\n  ${chalk.red(`- ${exchange.reply ?? "(no reply in the file)"}`)}\n  ${chalk.green(`+ ${reply}`)}\n`,
        );
      print(`${transcript}: ${total - differing.length} of ${total} replies agree\n`);
      if (differing.length > 0) process.exitCode = EXIT_FAILED_CHECK;
    });
}
