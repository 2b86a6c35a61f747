/** zmlm eval: what a model, or a program in the emulator, knows of its pairs. */

import chalk from "chalk";
import { Command } from "commander";
import { createLogUpdate } from "log-update";
import { InputError } from "../base/input-error.js";
import { Questioner } from "../build/ask.js";
import { misspelled } from "../data/misspell.js";
import { type Pair, questionKey } from "../data/pairs.js";
import { asProgramFault } from "../jobs/programs.js";
import type { Model } from "../model/file.js";
import {
  type BaselineScores,
  fitBaselines,
  networkBytes,
  scoreBaselines,
} from "../train/baselines/baselines.js";
import { type Evaluation, evaluate, type ReplyScores, scoreReplies } from "../train/evaluate.js";
import { splitUnseen } from "../train/holdout.js";
import { readModel } from "./files.js";
import { parseSeed, parseShare } from "./options.js";
import { type LoadSettings, loadPairs, SKIP_OPTION } from "./pairs.js";
import { readProgram } from "./programs.js";
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
    .option("--baselines", "score what needs no network beside it: keywords, nearest neighbour, …")
    .option(
      "--train-pairs <pairs...>",
      "pairs that the baselines learn from (default: those that are scored)",
    )
    .option("--holdout <share>", "score only the questions that zmlm train --holdout kept out", "0")
    .option("--seed <n>", "seed of that split, and of --typos (default: the model's)")
    .option(...SKIP_OPTION)
    .option("--typos", "ask each question with one random typing error")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `
exact is the share of distinct questions answered with one of their listed answers,
pairs the share of lines answered as that line says, macro the mean over distinct answers.
Baselines are fair where they learn from what the model learned from, and are asked what neither has seen.
Bytes are those of the data on the machine, without code.

Examples:
  $ zmlm eval model.json data/tinychat/pairs.txt
  $ zmlm eval CHAT.COM data/tinychat/pairs.txt --json
  $ zmlm eval model.json test.txt --baselines --train-pairs train.txt
  $ zmlm eval model.json pairs.txt --holdout 0.1 --baselines   the tenth that train kept out
  $ zmlm eval model.json pairs.txt --holdout 0.1 --typos       the same, misspelled`,
    )
    .action((subject: string, files: string[], flags: EvalFlags) => {
      const isProgram = /\.com$/i.test(subject);
      const model = isProgram ? undefined : readModel(subject);
      const program = isProgram ? readProgram(subject) : undefined;
      const wantsBaselines = flags.baselines || flags.trainPairs !== undefined;
      if (wantsBaselines && model === undefined)
        throw new InputError("--baselines needs the encoder of a model; name the model file", {
          file: subject,
        });
      const { scored, taught } = readPairs(files, flags, model);
      const heard = flags.typos ? misspelled(scored, seedOf(flags, model)) : (question: string) => question;
      const scores =
        program === undefined
          ? evaluate(model!, scored, heard)
          : scoreProgram(subject, program, scored, heard);
      const comparison = wantsBaselines ? compare(model!, scored, taught, heard) : undefined;
      process.stdout.write(
        flags.json ? `${JSON.stringify({ ...scores, ...comparison })}\n` : table(scores, comparison),
      );
    });
}

interface EvalFlags extends LoadSettings {
  baselines?: boolean;
  trainPairs?: string[];
  holdout: string;
  seed?: string;
  typos?: boolean;
  json?: boolean;
}

function seedOf(flags: EvalFlags, model: Model | undefined): number {
  return flags.seed === undefined ? (model?.training?.seed ?? 1) : parseSeed(flags.seed);
}

/** The pairs that are scored, and those that baselines learn from. */
function readPairs(
  files: string[],
  flags: EvalFlags,
  model: Model | undefined,
): Record<"scored" | "taught", Pair[]> {
  const share = parseShare(flags.holdout, "--holdout", 0.9);
  const seed = seedOf(flags, model);
  const pairs = loadPairs(files, flags);
  const { train, heldOut } = share > 0 ? splitUnseen(pairs, share, seed) : { train: pairs, heldOut: pairs };
  if (heldOut.length === 0)
    throw new InputError("these pairs are too few to hold any out; leave --holdout out");
  const { holdout = 0 } = model?.training?.settings ?? {};
  if (share > 0 && (share !== holdout || seed !== model?.training?.seed))
    process.stderr.write(
      `${flags.holdout} with seed ${seed} is not what this model was trained without; it may know these questions\n`,
    );
  return {
    scored: heldOut,
    taught: flags.trainPairs === undefined ? train : loadPairs(flags.trainPairs, flags),
  };
}

/** Baselines beside a model. */
interface Comparison {
  /** Of the model's data on the machine. */
  readonly bytes: number;
  readonly baselines: readonly BaselineScores[];
  /** Lines that the baselines learned from, and whether these are the very lines that are scored. */
  readonly baselinesLearnedFrom: { readonly pairs: number; readonly scored: boolean };
}

function compare(
  model: Model,
  scored: readonly Pair[],
  taught: readonly Pair[],
  heard: (question: string) => string,
): Comparison {
  return {
    bytes: networkBytes(model),
    baselines: scoreBaselines(fitBaselines(taught, model.encoder), scored, heard),
    baselinesLearnedFrom: { pairs: taught.length, scored: taught === scored },
  };
}

function scoreProgram(
  file: string,
  com: Uint8Array,
  pairs: readonly Pair[],
  heard: (question: string) => string,
): ReplyScores {
  const total = new Set(pairs.map(({ question }) => questionKey(question))).size;
  const draw = process.stderr.isTTY ? createLogUpdate(process.stderr) : undefined;
  const questioner = new Questioner(com);
  let asked = 0;
  const replyTo = (question: string) => {
    if (asked++ % PROGRESS_STEP === 0) draw?.(`${asked} of ${total} questions asked`);
    return questioner.ask(heard(question)).reply;
  };
  const scores = asProgramFault(file, () => scoreReplies(pairs, replyTo));
  draw?.clear();
  return scores;
}

function comparisonTable(result: ReplyScores, comparison: Comparison): string[] {
  const { bytes, baselines, baselinesLearnedFrom: from } = comparison;
  const { exact, pairs, macro } = result;
  const row = (name: string, ...cells: string[]): string =>
    name.padEnd(20) + cells.map((cell) => cell.padStart(10)).join("");
  return [
    "",
    row("compared with", "exact", "pairs", "macro", "bytes"),
    ...[{ name: "this model", exact, pairs, macro, bytes }, ...baselines].map((scores) =>
      row(
        scores.name,
        percent(scores.exact),
        percent(scores.pairs),
        percent(scores.macro),
        scores.bytes.toLocaleString("en"),
      ),
    ),
    chalk.dim(
      from.scored
        ? "baselines learned from the very lines that are scored; --train-pairs or --holdout makes it fair"
        : `baselines learned from ${from.pairs.toLocaleString("en")} other lines`,
    ),
  ];
}

function table(result: ReplyScores & Partial<Evaluation>, comparison: Comparison | undefined): string {
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
  if (comparison !== undefined) lines.push(...comparisonTable(result, comparison));
  lines.push("", `${"answer".padEnd(52)}${"lines".padStart(8)}${"right".padStart(9)}`);
  for (const { answer, lines: count, right } of result.perAnswer.slice(0, ANSWER_ROWS))
    lines.push(`${answer.padEnd(52)}${String(count).padStart(8)}${percent(right / count).padStart(9)}`);
  const more = result.perAnswer.length - ANSWER_ROWS;
  if (more > 0) lines.push(chalk.dim(`and ${more} more answers; --json lists all`));
  return `${lines.join("\n")}\n`;
}
