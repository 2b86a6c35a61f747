/** zmlm eval: what a model, or a program in the emulator, knows of its pairs. */

import chalk from "chalk";
import { Command } from "commander";
import { createLogUpdate } from "log-update";
import { ask } from "../build/ask.js";
import { type Pair, questionKey } from "../data/pairs.js";
import { type Evaluation, evaluate, type ReplyScores, scoreReplies } from "../train/evaluate.js";
import { readModel } from "./files.js";
import { loadPairs } from "./pairs.js";
import { asProgramFault, readProgram } from "./programs.js";
import { percent } from "./progress.js";

/** Answers that the table names, those with the most lines; --json names all. */
const ANSWER_ROWS = 40;
/** Questions from one sign of life to the next. */
const PROGRESS_STEP = 50;

export function evalCommand(): Command {
  return new Command("eval")
    .description("score a model, or a program as it runs on the machine, on question|answer pairs")
    .argument("<model>", "model file, or program (.com), which is asked in the emulator")
    .argument("<pairs...>", "pair files, .txt or .txt.gz; - is standard input")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `
exact is the share of distinct questions answered with one of their listed answers,
pairs the share of lines answered as that line says, macro the mean over distinct answers.

Examples:
  $ zmlm eval model.json data/tinychat/pairs.txt
  $ zmlm eval CHAT.COM data/tinychat/pairs.txt --json`,
    )
    .action((subject: string, files: string[], options: { json?: boolean }) => {
      const score = /\.com$/i.test(subject) ? scoreProgram(subject) : scoreModel(subject);
      const result = score(loadPairs(files));
      process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : table(result));
    });
}

function scoreModel(file: string): (pairs: readonly Pair[]) => Evaluation {
  const model = readModel(file);
  return (pairs) => evaluate(model, pairs);
}

function scoreProgram(file: string): (pairs: readonly Pair[]) => ReplyScores {
  const com = readProgram(file);
  return (pairs) => {
    const total = new Set(pairs.map(({ question }) => questionKey(question))).size;
    const draw = process.stderr.isTTY ? createLogUpdate(process.stderr) : undefined;
    let asked = 0;
    const replyTo = (question: string) => {
      if (asked++ % PROGRESS_STEP === 0) draw?.(`${asked} of ${total} questions asked`);
      return ask(com, question).reply;
    };
    const scores = asProgramFault(file, () => scoreReplies(pairs, replyTo));
    draw?.clear();
    return scores;
  };
}

function table(result: ReplyScores & Partial<Evaluation>): string {
  const lines = [
    `${"queries".padEnd(12)}${result.queries.toLocaleString("en")}`,
    `${"exact".padEnd(12)}${chalk.bold(percent(result.exact))}`,
    `${"pairs".padEnd(12)}${percent(result.pairs)}`,
    `${"macro".padEnd(12)}${percent(result.macro)}`,
  ];
  if (result.largestAccumulator !== undefined)
    lines.push(
      `${"headroom".padEnd(12)}largest |accumulator| ${result.largestAccumulator.toLocaleString("en")} of 32,767`,
    );
  if (result.activeMacs !== undefined)
    lines.push(
      `${"active MACs".padEnd(12)}${Math.round(result.activeMacs).toLocaleString("en")} per character`,
    );
  lines.push("", `${"answer".padEnd(52)}${"lines".padStart(8)}${"right".padStart(9)}`);
  for (const { answer, lines: count, right } of result.perAnswer.slice(0, ANSWER_ROWS))
    lines.push(`${answer.padEnd(52)}${String(count).padStart(8)}${percent(right / count).padStart(9)}`);
  const more = result.perAnswer.length - ANSWER_ROWS;
  if (more > 0) lines.push(chalk.dim(`and ${more} more answers; --json lists all`));
  return `${lines.join("\n")}\n`;
}
