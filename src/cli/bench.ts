/** zmlm bench: what a program costs in bytes and T-states. */

import { Command } from "commander";
import { BENCH_QUESTIONS, benchmark } from "../build/bench.js";
import { asProgramFault, readProgram } from "./programs.js";

export function benchCommand(): Command {
  return new Command("bench")
    .description("measure a chat program's size and its T-states per character, exactly")
    .argument("<file.com>", "program of zmlm build")
    .argument("[questions...]", "questions to ask it (default: eight of everyday kind)")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `\nExamples:\n  $ zmlm bench CHAT.COM\n  $ zmlm bench CHAT.COM hello "are you a robot" --json`,
    )
    .action((file: string, questions: string[], options: { json?: boolean }) => {
      const com = readProgram(file);
      const result = asProgramFault(file, () =>
        benchmark(com, questions.length > 0 ? questions : BENCH_QUESTIONS),
      );
      if (options.json) {
        process.stdout.write(`${JSON.stringify(result)}\n`);
        return;
      }
      const rows: [string, string][] = [
        ["size", `${result.bytes.toLocaleString("en")} bytes`],
        ["replies", `${result.chars} characters to ${result.questions} questions`],
        ["T-states per character", result.tStatesPerChar.toLocaleString("en")],
        ["seconds per character at 4 MHz", result.secondsPerCharAt4MHz.toFixed(3)],
        ["T-states per question, once", result.tStatesPerQuestion.toLocaleString("en")],
      ];
      for (const [name, value] of rows) process.stdout.write(`${name.padEnd(32)}${value}\n`);
    });
}
