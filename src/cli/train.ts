/** zmlm train: trains a model file on pair files. */

import { resolve } from "node:path";
import { Command } from "commander";
import {
  CONTEXT_BUCKET_COUNTS,
  DEFAULT_BUCKETS,
  DEFAULT_HIDDEN,
  DEFAULT_REPLIES_HIDDEN,
  MAX_ANSWERS,
  MAX_WIDTH,
} from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { quoted } from "../base/shell.js";
import { BUCKET_COUNTS, DEFAULT_ENCODER, ENCODERS } from "../model/encoder.js";
import { DEFAULT_JOIN, HEADS, type Head, type Join } from "../model/network.js";
import { DEFAULT_SPELLING, SPELLINGS } from "../train/corpus.js";
import { BACKEND_CHOICES } from "../train/node.js";
import { DEFAULT_RECIPE } from "../train/schedule.js";
import { SELECTIONS } from "../train/training.js";
import { assertKindOf, assertOutputs } from "./files.js";
import {
  parseBanner,
  parseBuckets,
  parseChoice,
  parseSeed,
  parseShare,
  parseTime,
  parseWhole,
} from "./options.js";
import { type LoadSettings, loadPairTexts, SKIP_OPTION } from "./pairs.js";
import { printJson, tell } from "./screen.js";
import { type TrainCommandRequest, trainModel } from "./train-model.js";
import { jsonSummary, summary } from "./train-summary.js";

const DEFAULT_TIME_LIMIT = "3m";
const DEFAULT_SEED = 1;
/** A network with a smaller share of non-zero weights learns nothing. */
const MIN_DENSITY = 0.02;

interface TrainFlags extends LoadSettings {
  output: string;
  epochs?: string;
  timeLimit?: string;
  until?: string;
  seed: string;
  hidden?: string;
  encoder?: string;
  buckets?: string;
  head?: string;
  join?: string;
  replyBuckets?: string;
  spelling?: string;
  holdout: string;
  select: string;
  density: string;
  typos: string;
  wordDrops: string;
  smoothing: string;
  resume?: boolean;
  backend: string;
  threads?: string;
  report?: string;
  banner?: string;
  checkpointEvery: string;
  json?: boolean;
}

export function trainCommand(): Command {
  return new Command("train")
    .argument("<pairs...>", "pair files, .txt or .txt.gz; - is standard input")
    .option(
      "-o, --output <model.json>",
      "model file to write, also during training; one that is there is kept as <model.json>.old, unless --resume goes on with it",
      "model.json",
    )
    .option(
      "--epochs <n>",
      "passes through the pairs; without --time-limit, the same command with the same number of threads writes the same file",
    )
    .option(
      "--time-limit <time>",
      `time until the model file is there, e.g. 90s, 3m (default without --epochs: ${DEFAULT_TIME_LIMIT}); with --epochs, whichever ends first`,
    )
    .option("--until <share>", "stop earlier, as soon as this share of the questions is right, e.g. 97%")
    .option("--seed <n>", "seed of all random choices", String(DEFAULT_SEED))
    .option(
      "--hidden <widths>",
      `widths of the hidden layers (default: ${DEFAULT_HIDDEN.join(",")}; of --head replies ${DEFAULT_REPLIES_HIDDEN.join(",")})`,
    )
    .option(
      "--encoder <name>",
      `encoder of the questions: ${ENCODERS.join(" or ")} (default: ${DEFAULT_ENCODER})`,
    )
    .option(
      "--buckets <n>",
      `question buckets of the encoder: ${BUCKET_COUNTS.join(", ")} (default: ${DEFAULT_BUCKETS})`,
    )
    .option(
      "--head <name>",
      `what the network's outputs stand for: ${HEADS.join(" (it spells) or ")} (whole answers, at most ${MAX_ANSWERS}) (default: ${HEADS[0]})`,
    )
    .option(
      "--join <layer>",
      `layer that the reply so far joins: 1 or 2; the layers before it run once a reply (default: ${DEFAULT_JOIN.layer})`,
    )
    .option(
      "--reply-buckets <n>",
      `buckets of the reply so far: ${CONTEXT_BUCKET_COUNTS.join(" or ")}, 64 only with --join 2 (default there: ${DEFAULT_JOIN.buckets})`,
    )
    .option(
      "--spelling <which>",
      `which replies can come out: ${SPELLINGS.join(" (the answers of the pairs, which takes fewer passes) or ")} (whatever the network spells) (default: ${DEFAULT_SPELLING})`,
    )
    .option("--holdout <share>", "keep this share of the questions out of training and score them", "0")
    .option(
      "--select <which>",
      "keep the network that is best on the questions trained on (train), or on the held-out ones (holdout)",
      "train",
    )
    .option(
      "--density <share>",
      "largest share of non-zero weights, except those of the question inputs; fewer make the program smaller and faster",
      "1",
    )
    .option(
      "--typos <share>",
      "largest share of questions to misspell in training; a smaller share fits correctly spelled questions better",
      String(DEFAULT_RECIPE.typos),
    )
    .option(
      "--word-drops <share>",
      "largest share of questions to drop a word from in training; helps small talk, but not pairs where every word matters",
      String(DEFAULT_RECIPE.wordDrops),
    )
    .option(
      "--smoothing <share>",
      "share of each character's probability to spread over all characters; a larger share helps small talk, but training takes longer",
      String(DEFAULT_RECIPE.smoothing),
    )
    .option(...SKIP_OPTION)
    .option("--resume", "resume a stopped training, or train an existing model further, also with new pairs")
    .option("--checkpoint-every <time>", "time between checkpoints, from which --resume continues", "5s")
    .option(
      "--backend <name>",
      `what computes: ${BACKEND_CHOICES.join(", ")}; node and cpu are those of tfjs`,
      "auto",
    )
    .option("--threads <n>", "threads that share the work (default: all cores, at most 4)")
    .option("--banner <text>", 'first line of its program: who it is and how to leave, e.g. "ZED. ! LEAVES."')
    .option("--report <report.html>", "write an HTML page with charts and scores of the training")
    .option("--json", "print one JSON object about the result on standard output")
    .addHelpText(
      "after",
      `
Ctrl-C ends the training early and keeps the best model so far; the same
command with --resume continues it.

Examples:
  $ zmlm train pairs.txt -o model.json --time-limit 1m
  $ zmlm train pairs.txt --until 97%     stops when 97 % of them are right
  $ zmlm train greetings.txt jokes.txt.gz --epochs 200 --seed 7
  $ zmlm train pairs.txt --holdout 0.1   keeps a tenth out, and scores it
  $ zmlm train pairs.txt --holdout 0.1 --select holdout --report report.html
  $ zmlm train pairs.txt --head replies  whole answers instead of letters
  $ zmlm train pairs.txt more.txt -o model.json --resume`,
    )
    .action(async (files: string[], flags: TrainFlags) => {
      const request = readRequest(files, flags);
      const { model, result, written, neighbour } = await trainModel(request);
      if (flags.json) printJson({ ...jsonSummary(request.output, model, result, neighbour), written });
      tell(
        written
          ? `${summary(request.output, model, result, neighbour)}\n${result.stopped ? `  stopped early; the same command with --resume continues\n` : ""}`
          : `${request.output} is left as it was: the training was stopped before its first check\n`,
      );
    });
}

/** Checks the command line and reads what it names. */
function readRequest(files: readonly string[], flags: TrainFlags): TrainCommandRequest {
  const { epochs, timeLimit = epochs === undefined ? DEFAULT_TIME_LIMIT : undefined } = flags;
  const until = {
    ...(epochs !== undefined && { epochs: parseWhole(epochs, "--epochs", 1, 1_000_000) }),
    ...(timeLimit !== undefined && { seconds: parseTime(timeLimit, "--time-limit") }),
    ...(flags.until !== undefined && { exact: parseShare(flags.until, "--until", 1) }),
  };
  const checkpointInterval = parseTime(flags.checkpointEvery, "--checkpoint-every");
  const seed = parseSeed(flags.seed);
  const hidden = flags.hidden === undefined ? undefined : parseWidths(flags.hidden);
  const encoder = flags.encoder === undefined ? undefined : parseChoice(flags.encoder, "--encoder", ENCODERS);
  const buckets = flags.buckets === undefined ? undefined : parseBuckets(flags.buckets);
  const head = flags.head === undefined ? undefined : parseChoice(flags.head, "--head", HEADS);
  const join = parseJoin(flags, head);
  const spelling =
    flags.spelling === undefined ? undefined : parseChoice(flags.spelling, "--spelling", SPELLINGS);
  const backend = parseChoice(flags.backend, "--backend", BACKEND_CHOICES);
  const threads = flags.threads === undefined ? undefined : parseWhole(flags.threads, "--threads", 1, 16);
  const share = parseShare(flags.holdout, "--holdout", 0.9);
  // before the outputs: model.json given as pairs is the default output as well
  for (const file of files) assertKindOf(file, "pairs");
  assertOutputs([flags.output, flags.report], files);
  if (flags.report !== undefined && resolve(flags.report) === resolve(flags.output))
    throw new InputError("--report and --output name the same file; name two", { file: flags.report });
  const density = parseShare(flags.density, "--density", 1);
  if (density < MIN_DENSITY)
    throw new InputError(`--density "${flags.density}" is too small; give a number from ${MIN_DENSITY} to 1`);
  const select = parseChoice(flags.select, "--select", SELECTIONS);
  return {
    pairs: loadPairTexts(files),
    skipFaulty: flags.skipFaulty,
    output: flags.output,
    until,
    seed,
    hidden,
    encoder,
    buckets,
    head,
    join,
    spelling,
    holdout: share,
    select,
    recipe: {
      density,
      typos: parseShare(flags.typos, "--typos", 1),
      wordDrops: parseShare(flags.wordDrops, "--word-drops", 1),
      smoothing: parseShare(flags.smoothing, "--smoothing", 0.9),
    },
    resume: flags.resume ?? false,
    backend,
    threads,
    checkpointInterval,
    report: flags.report,
    banner: flags.banner === undefined ? undefined : parseBanner(flags.banner),
    command: ["zmlm", ...process.argv.slice(2)].map(quoted).join(" "),
  };
}

/** Where the reply so far joins, as far as it is said. */
function parseJoin({ join, replyBuckets }: TrainFlags, head: Head | undefined): Partial<Join> | undefined {
  if (join === undefined && replyBuckets === undefined) return undefined;
  if (head === "replies")
    throw new InputError("--head replies has whole answers as outputs; leave --join and --reply-buckets out");
  const layer = ([1, 2] as const).find((known) => String(known) === join);
  if (join !== undefined && layer === undefined)
    throw new InputError(`--join "${join}" is not possible; give 1 or 2`);
  const buckets = CONTEXT_BUCKET_COUNTS.find((known) => String(known) === replyBuckets);
  if (replyBuckets !== undefined && buckets === undefined)
    throw new InputError(
      `--reply-buckets "${replyBuckets}" is not possible; give ${CONTEXT_BUCKET_COUNTS.join(" or ")}`,
    );
  if (layer === 1 && buckets === 64)
    throw new InputError("--reply-buckets 64 is only possible with --join 2; leave one of them out");
  return { ...(layer && { layer }), ...(buckets && { buckets }) };
}

/** 192,128 or 192x128 or "192 128" */
function parseWidths(text: string): number[] {
  return text
    .trim()
    .split(/\s*[,;x×/]\s*|\s+/i)
    .map((width) => parseWhole(width, "--hidden", 1, MAX_WIDTH));
}
