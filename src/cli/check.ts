/** zmlm check: does a program still say what its golden transcript says? */

import chalk from "chalk";
import { Command } from "commander";
import { converse } from "../build/ask.js";
import { parseTranscript, updateTranscript } from "../build/transcript.js";
import { EXIT_FAILED_CHECK } from "./faults.js";
import { readText, writeWhole } from "./files.js";
import { asProgramFault, readProgram } from "./programs.js";

export function checkCommand(): Command {
  return new Command("check")
    .description("replay a golden transcript on a chat program; exit code 1 where it answers otherwise")
    .argument("<file.com>", "program of zmlm build")
    .argument("<transcript>", 'text file of "> question" lines, each followed by its reply')
    .option("--update", "write the program's replies into the transcript")
    .addHelpText(
      "after",
      "\nExamples:\n  $ zmlm check CHAT.COM golden.txt\n  $ zmlm check CHAT.COM golden.txt --update",
    )
    .action((file: string, transcript: string, options: { update?: boolean }) => {
      const com = readProgram(file);
      const text = readText(transcript);
      const exchanges = parseTranscript(text, transcript);
      const questions = exchanges.map((exchange) => exchange.question);
      const replies = asProgramFault(file, () => [...converse(com, questions)]);
      const differing = exchanges.flatMap((exchange, i) =>
        exchange.reply === replies[i] ? [] : [{ exchange, reply: replies[i] }],
      );
      if (options.update) {
        if (differing.length > 0) writeWhole(transcript, updateTranscript(text, exchanges, replies));
        process.stdout.write(`${transcript}: ${differing.length} of ${exchanges.length} replies updated\n`);
        return;
      }
      for (const { exchange, reply } of differing)
        process.stdout.write(
          `${transcript}:${exchange.line}: > ${exchange.question}\n  ${chalk.red(`- ${exchange.reply ?? "(no reply in the file)"}`)}\n  ${chalk.green(`+ ${reply}`)}\n`,
        );
      process.stdout.write(
        `${transcript}: ${exchanges.length - differing.length} of ${exchanges.length} replies agree\n`,
      );
      if (differing.length > 0) process.exitCode = EXIT_FAILED_CHECK;
    });
}
