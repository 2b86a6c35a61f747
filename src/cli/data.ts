/** zmlm data: the tools for pair files. */

import { Command } from "commander";
import { InputError } from "../base/input-error.js";
import { AUGMENT_KINDS, augment } from "../data/augment.js";
import { balance } from "../data/balance.js";
import { DEFAULT_PHRASINGS, type Finding, type LintRule, lint } from "../data/lint.js";
import { assertPairs, groupByAnswer, MAX_PAIRS, type PairFault, scanPairs } from "../data/pairs.js";
import { statsOf } from "../data/stats.js";
import { splitUnseen } from "../train/holdout.js";
import { convertCommand } from "./data-convert.js";
import { changeTable, findingList, statsTable } from "./data-tables.js";
import { EXIT_FAILED_CHECK } from "./faults.js";
import { assertOutputs } from "./files.js";
import { gameCommand } from "./game.js";
import { generateCommand } from "./generate.js";
import {
  BUCKETS_OPTION,
  ENCODER_OPTION,
  parseChoice,
  parseEncoder,
  parseSeed,
  parseShare,
  parseWhole,
} from "./options.js";
import { type LoadSettings, loadPairs, loadPairTexts, SKIP_OPTION, savePairs } from "./pairs.js";
import { print, printJson, tell } from "./screen.js";

const PAIRS_ARGUMENT = ["<pairs...>", "pair files, .txt or .txt.gz; - is standard input"] as const;
const OUTPUT_OPTION = ["-o, --output <file>", "pair file to write, .txt or .txt.gz", "-"] as const;
const SEED_OPTION = ["--seed <n>", "seed of all random choices", "1"] as const;

export function dataCommand(): Command {
  return new Command("data")
    .addCommand(statsCommand())
    .addCommand(lintCommand())
    .addCommand(balanceCommand())
    .addCommand(augmentCommand())
    .addCommand(splitCommand())
    .addCommand(convertCommand())
    .addCommand(generateCommand())
    .addCommand(gameCommand())
    .addHelpText(
      "after",
      `
Examples:
  $ zmlm data convert faq.csv -o pairs.txt
  $ zmlm data stats pairs.txt
  $ zmlm data lint pairs.txt --strict
  $ zmlm data augment pairs.txt | zmlm data balance - -o more.txt`,
    );
}

function statsCommand(): Command {
  return new Command("stats")
    .description("count questions, answers and characters, and print the best possible score")
    .argument(...PAIRS_ARGUMENT)
    .option(...ENCODER_OPTION)
    .option(...BUCKETS_OPTION)
    .option(...SKIP_OPTION)
    .option("--json", "print one JSON object")
    .addHelpText("after", examples("data stats pairs.txt", "data stats greetings.txt jokes.txt.gz --json"))
    .action((files: string[], flags: StatsFlags) => {
      const stats = statsOf(loadPairs(files, flags), parseEncoder(flags).encode);
      if (flags.json) printJson(stats);
      else print(statsTable(stats));
    });
}

interface StatsFlags extends LoadSettings {
  encoder: string;
  buckets: string;
  json?: boolean;
}

function lintCommand(): Command {
  return new Command("lint")
    .description(
      "find faulty lines, contradictions, near-duplicates, and answers with too few or too many lines",
    )
    .argument(...PAIRS_ARGUMENT)
    .option(...ENCODER_OPTION)
    .option(...BUCKETS_OPTION)
    .option("--phrasings <n>", "fewest questions that an answer should have", String(DEFAULT_PHRASINGS))
    .option("--strict", "warnings fail the check too (exit code 1)")
    .option("--all", "show every warning, not only the first of each kind")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      examples("data lint pairs.txt", "data lint pairs.txt --phrasings 40 --strict  exit code 1: any found"),
    )
    .action((files: string[], flags: LintFlags) => {
      const { encode } = parseEncoder(flags);
      const phrasings = parseWhole(flags.phrasings, "--phrasings", 1, 1_000_000);
      const scans = Array.from(loadPairTexts(files), ({ text, file }) => scanPairs(text, file));
      const faults = scans.flatMap((scan) => scan.faults);
      for (const scan of scans) if (scan.foreign !== undefined) assertPairs(scan, scan.faults[0].file);
      const pairs = scans.flatMap((scan) => scan.pairs);
      if (pairs.length === 0 && faults.length === 0)
        throw new InputError("no pairs to check; write lines of question|answer", { file: files.join(" ") });
      const warnings = [
        ...scans.flatMap(({ header, lost, quoted }) => [
          ...(header === undefined ? [] : [asFinding("header", header)]),
          ...lost.map((line) => asFinding("letters", line)),
          ...quoted.map((line) => asFinding("quotes", line)),
        ]),
        ...lint(pairs, { encode, phrasings }),
      ];
      if (flags.json) printJson({ lines: pairs.length, faults, warnings });
      else print(findingList(pairs.length, faults, warnings, flags.all === true));
      if (faults.length > 0 || (flags.strict && warnings.length > 0)) process.exitCode = EXIT_FAILED_CHECK;
    });
}

interface LintFlags {
  encoder: string;
  buckets: string;
  phrasings: string;
  strict?: boolean;
  all?: boolean;
  json?: boolean;
}

function asFinding(rule: LintRule, { file, line, what }: PairFault): Finding {
  return { rule, file, line, message: what };
}

/** The end of a command's help. */
function examples(...commands: string[]): string {
  return `\nExamples:\n${commands.map((command) => `  $ zmlm ${command}`).join("\n")}`;
}

function assertLines(lines: number, remedy: string): void {
  if (lines > MAX_PAIRS)
    throw new InputError(
      `that makes up to ${lines.toLocaleString("en")} lines, the most is ${MAX_PAIRS.toLocaleString("en")}; ${remedy}`,
    );
}

function balanceCommand(): Command {
  return new Command("balance")
    .description("give each answer the same number of lines, by dropping and repeating lines")
    .argument(...PAIRS_ARGUMENT)
    .option(...OUTPUT_OPTION)
    .option(...SKIP_OPTION)
    .option("--target <n>", "lines for each answer (default: the median)")
    .option("--no-thin", "leave answers with more lines as they are")
    .option("--no-repeat", "leave answers with fewer lines as they are")
    .option(...SEED_OPTION)
    .addHelpText(
      "after",
      examples(
        "data balance pairs.txt -o even.txt",
        "data balance pairs.txt --target 200 --no-thin | zmlm train -",
      ),
    )
    .action((files: string[], flags: BalanceFlags) => {
      const seed = parseSeed(flags.seed);
      const target =
        flags.target === undefined ? undefined : parseWhole(flags.target, "--target", 1, 1_000_000);
      assertOutputs([flags.output], files);
      const before = loadPairs(files, flags);
      if (target !== undefined && flags.repeat)
        assertLines(target * groupByAnswer(before).size, "take a smaller --target");
      const { pairs, changes } = balance(before, {
        ...(target === undefined ? {} : { target }),
        seed,
        thin: flags.thin,
        repeat: flags.repeat,
      });
      savePairs(flags.output, pairs);
      tell(changeTable(changes));
    });
}

interface BalanceFlags extends LoadSettings {
  output: string;
  target?: string;
  thin: boolean;
  repeat: boolean;
  seed: string;
}

function augmentCommand(): Command {
  return new Command("augment")
    .description("make more phrasings: typos, dropped and swapped words, contractions, pronouns")
    .argument(...PAIRS_ARGUMENT)
    .option(...OUTPUT_OPTION)
    .option(...SKIP_OPTION)
    .option("--variants <n>", "most new phrasings per question", "1")
    .option("--kinds <list>", "kinds of change, separated by commas", AUGMENT_KINDS.join(","))
    .option(...ENCODER_OPTION)
    .option(...BUCKETS_OPTION)
    .option(...SEED_OPTION)
    .addHelpText(
      "after",
      `\nNew phrasings follow a #from: line, so that zmlm data split and --holdout keep
them with their original. A phrasing that the encoder can't tell from another
question is left out: it encodes "is it big" and "big is it" alike.\n${examples(
        "data augment pairs.txt -o more.txt",
        "data augment pairs.txt --kinds typos,words --variants 3 | zmlm train -",
      )}`,
    )
    .action((files: string[], flags: AugmentFlags) => {
      const kinds = flags.kinds.split(",").map((kind) => parseChoice(kind.trim(), "--kinds", AUGMENT_KINDS));
      const variants = parseWhole(flags.variants, "--variants", 1, 1000);
      const { encode } = parseEncoder(flags);
      const seed = parseSeed(flags.seed);
      assertOutputs([flags.output], files);
      const before = loadPairs(files, flags);
      assertLines(before.length * (1 + variants), "take fewer --variants");
      const after = augment(before, { variants, kinds, seed, encode });
      savePairs(flags.output, after);
      tell(`${before.length} pairs, and ${after.length - before.length} made from them\n`);
    });
}

interface AugmentFlags extends LoadSettings {
  output: string;
  variants: string;
  kinds: string;
  encoder: string;
  buckets: string;
  seed: string;
}

function splitCommand(): Command {
  return new Command("split")
    .description("hold out a share of the questions, for a fair test")
    .argument(...PAIRS_ARGUMENT)
    .requiredOption("--train <file>", "pair file to write: what to train on; - is standard output")
    .requiredOption("--held-out <file>", "pair file to write: what to test on")
    .option("--share <share>", "share of the distinct questions to hold out", "0.1")
    .option("--by <what>", "hold out single questions, or whole families (#family:) of phrasings", "question")
    .option(...SKIP_OPTION)
    .option(...SEED_OPTION)
    .addHelpText(
      "after",
      examples(
        "data split pairs.txt --train train.txt --held-out test.txt",
        "data split pairs.txt --by family --train train.txt --held-out test.txt",
      ),
    )
    .action((files: string[], flags: SplitFlags) => {
      const seed = parseSeed(flags.seed);
      const share = parseShare(flags.share, "--share", 1);
      const by = parseChoice(flags.by, "--by", ["question", "family"] as const);
      assertOutputs([flags.train, flags.heldOut], files);
      if (flags.train === "-" && flags.heldOut === "-")
        throw new InputError("--train and --held-out can't both be standard output; name a file for one");
      const pairs = loadPairs(files, flags);
      if (by === "family" && pairs.every(({ family }) => family === undefined))
        throw new InputError("no #family: lines in these pairs; add some, or split --by question");
      const { train, heldOut } = splitUnseen(pairs, share, seed, by);
      if (share > 0 && heldOut.length === 0)
        throw new InputError(
          by === "family"
            ? "these pairs are all of one family; name more with #family: lines, or split --by question"
            : "the encoders see only one question in these pairs; add others",
        );
      savePairs(flags.train, train);
      savePairs(flags.heldOut, heldOut);
      tell(`${train.length} pairs to train on, ${heldOut.length} held out\n`);
    });
}

interface SplitFlags extends LoadSettings {
  train: string;
  heldOut: string;
  share: string;
  by: string;
  seed: string;
}
