/** zmlm eval: scores a model, or a program in the emulator, on pairs. */

import chalk from "chalk";
import { Command } from "commander";
import { type Comparison, type Evaluated, type EvaluateRequest, evaluate } from "../jobs/evaluate.js";
import type { ReplyScores } from "../train/evaluate.js";
import type { UnsureTrade } from "../train/unsure.js";
import { nodeClock } from "./clock.js";
import { readModelText } from "./files.js";
import { parseSeed, parseShare } from "./options.js";
import { assertOrder } from "./order.js";
import { type LoadSettings, loadPairTexts, SKIP_OPTION } from "./pairs.js";
import { readProgram } from "./programs.js";
import { percent, scoringView } from "./progress.js";
import { print, printJson, tell } from "./screen.js";

/** Most answers in the table; those with the most lines are shown, and --json lists all. */
const ANSWER_ROWS = 40;

export function evalCommand(): Command {
  return new Command("eval")
    .argument("<model>", "model file, or program (.com), which runs in the emulator")
    .argument("<pairs...>", "pair files, .txt or .txt.gz; - is standard input")
    .option("--baselines", "also score methods without a network: keywords, nearest neighbour, …")
    .option(
      "--train-pairs <pairs...>",
      "pairs that the baselines learn from (default: the scored pairs; with --holdout the others)",
    )
    .option("--holdout <share>", "score only the questions that zmlm train --holdout kept out", "0")
    .option("--seed <n>", "seed of that split, and of --typos (default: the model's)")
    .option(...SKIP_OPTION)
    .option("--typos", "ask each question with one random typing error")
    .option("--unsure", "also show what it costs and gains to say nothing where the model is unsure")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `
What it prints:
  exact    share of distinct questions answered with one of their listed answers
  pairs    share of lines answered as that line says
  macro    share of right lines of each answer, averaged over distinct answers
  bytes    size of the data on the machine, without code
  unsure   the margin is how far the largest output of a reply's first pass is
           above the second largest. A program of zmlm build --unsure <margin>
           says a fallback where it is less. Choose the margin on questions that
           the model wasn't taught.
Baselines compare fairly if they learn from the model's training pairs and
neither has seen the scored questions.

Examples:
  $ zmlm eval model.json data/tinychat/pairs.txt
  $ zmlm eval CHAT.COM data/tinychat/pairs.txt --json
  $ zmlm eval model.json test.txt --baselines --train-pairs train.txt
  $ zmlm eval model.json pairs.txt --holdout 0.1           what train kept out
  $ zmlm eval model.json pairs.txt --holdout 0.1 --typos   the same, misspelled
  $ zmlm eval model.json pairs.txt --holdout 0.1 --unsure  and what a fallback
                                                           would change`,
    )
    .action(async (subject: string, files: string[], flags: EvalFlags) => {
      assertOrder("eval", subject, ["model", "program"], files[0]);
      const isProgram = /\.com$/i.test(subject);
      const request: EvaluateRequest = {
        subject: isProgram
          ? { kind: "program", bytes: readProgram(subject), file: subject }
          : { kind: "model", text: readModelText(subject), file: subject },
        pairs: loadPairTexts(files),
        skipFaulty: flags.skipFaulty,
        holdout: parseShare(flags.holdout, "--holdout", 0.9),
        seed: flags.seed === undefined ? undefined : parseSeed(flags.seed),
        typos: flags.typos,
        baselines: flags.baselines,
        unsure: flags.unsure,
        trainPairs: flags.trainPairs && loadPairTexts(flags.trainPairs),
      };
      const view = scoringView(process.stderr, nodeClock.now);
      const evaluated = await evaluate(request, { clock: nodeClock }, (event) => {
        if (event.type === "progress") return view.show(event);
        view.end();
        tell(`${event.message}\n`);
      }).finally(view.end);
      const { scores, comparison, unsure, heldOut } = evaluated;
      if (flags.json)
        printJson({
          ...scores,
          ...comparison,
          ...(unsure && { unsure }),
          ...(heldOut !== undefined && { heldOut }),
        });
      else print(table(evaluated));
    });
}

interface EvalFlags extends LoadSettings {
  baselines?: boolean;
  unsure?: boolean;
  trainPairs?: string[];
  holdout: string;
  seed?: string;
  typos?: boolean;
  json?: boolean;
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
        ? "baselines learned from the scored lines; use --train-pairs or --holdout for a fair comparison"
        : `baselines learned from ${from.pairs.toLocaleString("en")} other lines`,
    ),
  ];
}

/** What a program does at several margins, one a line. */
function unsureTable(trades: readonly UnsureTrade[]): string[] {
  const row = (...cells: string[]): string =>
    cells.map((cell, i) => cell.padStart(i === 0 ? 8 : 18)).join("");
  return [
    "",
    row("unsure", "answered", "right of these", "wrong ones caught"),
    ...trades.map(({ margin, answered, right, caught }) =>
      row(`< ${margin}`, percent(answered), percent(right), percent(caught)),
    ),
  ];
}

function table({ scores: result, comparison, head, unsure, heldOut }: Evaluated): string {
  const lines = [
    `${"queries".padEnd(12)}${result.queries.toLocaleString("en")}`,
    ...(heldOut === undefined
      ? []
      : [
          `${"unseen".padEnd(12)}${heldOut ? "yes: kept out of its training" : "no: the model was trained with these questions, or may have been"}`,
        ]),
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
      `${"active MACs".padEnd(12)}${Math.round(result.activeMacs).toLocaleString("en")} per ${head === "replies" ? "reply" : "character"}`,
    );
  if (comparison !== undefined) lines.push(...comparisonTable(result, comparison));
  if (unsure !== undefined) lines.push(...unsureTable(unsure));
  lines.push("", `${"answer".padEnd(52)}${"lines".padStart(8)}${"right".padStart(9)}`);
  for (const { answer, lines: count, right } of result.perAnswer.slice(0, ANSWER_ROWS))
    lines.push(`${answer.padEnd(52)}${String(count).padStart(8)}${percent(right / count).padStart(9)}`);
  const more = result.perAnswer.length - ANSWER_ROWS;
  if (more > 0) lines.push(chalk.dim(`and ${more} more answers; --json lists all`));
  return `${lines.join("\n")}\n`;
}
