/** zmlm train: pair files become a model file. */

import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import chalk from "chalk";
import { Command } from "commander";
import { DEFAULT_HIDDEN, MAX_WIDTH } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { type Pair, questionKey } from "../data/pairs.js";
import { type Model, serializeModel, type TrainingRecord } from "../model/file.js";
import { ENCODERS, type EncoderName, type Network, widths } from "../model/network.js";
import { type Checkpoint, parseCheckpoint, serializeCheckpoint } from "../train/checkpoint.js";
import type { Evaluation } from "../train/evaluate.js";
import { splitUnseen } from "../train/holdout.js";
import { BACKEND_CHOICES, type BackendChoice } from "../train/node.js";
import { train } from "../train/trainer.js";
import {
  fingerprint,
  SELECTIONS,
  type Selection,
  type TrainOptions,
  type TrainResult,
} from "../train/training.js";
import { assertOutputs, readBytes, readModel, writeWhole } from "./files.js";
import { parseChoice, parseSeed, parseShare, parseWhole } from "./options.js";
import { loadPairs } from "./pairs.js";
import { clock, percent, progressView } from "./progress.js";

const DEFAULT_TIME_LIMIT = "3m";
const DEFAULT_SEED = 1;
/** With fewer weights than this nothing is learned. */
const MIN_DENSITY = 0.02;
/** A training's checkpoint lies beside its model file until the training is done. */
const CHECKPOINT_SUFFIX = ".checkpoint";

interface TrainFlags {
  output: string;
  epochs?: string;
  timeLimit?: string;
  seed: string;
  hidden?: string;
  encoder?: string;
  holdout: string;
  select: string;
  density: string;
  resume?: boolean;
  backend: string;
  threads?: string;
  report?: string;
  checkpointEvery: string;
  json?: boolean;
}

export function trainCommand(): Command {
  return new Command("train")
    .description("train a model on question|answer pairs")
    .argument("<pairs...>", "pair files, .txt or .txt.gz; - is standard input")
    .option("-o, --output <model.json>", "model file to write; also written during training", "model.json")
    .option(
      "--epochs <n>",
      "go through the pairs n times; the same command with the same number of threads then gives the same file",
    )
    .option("--time-limit <time>", `train for so long, e.g. 90s, 3m (default: ${DEFAULT_TIME_LIMIT})`)
    .option("--seed <n>", "seed of everything random", String(DEFAULT_SEED))
    .option("--hidden <widths>", `widths of the hidden layers (default: ${DEFAULT_HIDDEN.join(",")})`)
    .option("--encoder <name>", `how questions are counted: ${ENCODERS.join(" or ")} (default: word)`)
    .option("--holdout <share>", "keep this share of the questions out of training and score them", "0")
    .option(
      "--select <which>",
      "keep the network that is best on the questions trained on (train), or on the held-out ones (holdout)",
      "train",
    )
    .option(
      "--density <share>",
      "most weights that may be non-zero; 0.3 makes the machine twice as fast",
      "1",
    )
    .option("--resume", "go on with a training that was stopped, or from a model, perhaps with new pairs")
    .option("--checkpoint-every <time>", "save what --resume needs so often", "5s")
    .option("--backend <name>", `where tfjs computes: ${BACKEND_CHOICES.join(", ")}`, "auto")
    .option("--threads <n>", "threads that share the work (default: all cores, at most 4)")
    .option("--report <report.html>", "write a page that shows how the training went")
    .option("--json", "print one JSON object about the result on standard output")
    .addHelpText(
      "after",
      `
Ctrl-C ends the training early and keeps the best model so far.

Examples:
  $ zmlm train pairs.txt -o model.json --time-limit 1m
  $ zmlm train greetings.txt jokes.txt.gz --epochs 200 --seed 7
  $ zmlm train pairs.txt --holdout 0.1                   scores a tenth of the questions, unseen
  $ zmlm train pairs.txt --holdout 0.1 --select holdout  and keeps the network that is best at them
  $ zmlm train pairs.txt --holdout 0.1 --report report.html
  $ zmlm train pairs.txt more.txt -o model.json --resume teaches a model more`,
    )
    .action(async (files: string[], flags: TrainFlags) => {
      const request = readRequest(files, flags);
      const { model, result, written } = await trainModel(request);
      if (flags.json)
        process.stdout.write(
          `${JSON.stringify({ ...jsonSummary(request.output, model, result), written })}\n`,
        );
      process.stderr.write(
        written
          ? `${summary(request.output, model, result)}\n`
          : `${request.output} is left as it was: the training was stopped before its first check\n`,
      );
    });
}

/** A training as the command line asks for it, checked. */
export interface TrainRequest {
  readonly pairs: readonly Pair[];
  readonly heldOut: readonly Pair[];
  /** Path of the model file. */
  readonly output: string;
  readonly until: { readonly epochs: number } | { readonly seconds: number };
  readonly seed: number;
  readonly hidden: readonly number[] | undefined;
  readonly encoder: EncoderName | undefined;
  /** Share of the distinct questions that was held out. */
  readonly holdout: number;
  readonly select: Selection;
  /** Share of weights that may stay non-zero. */
  readonly density: number;
  /** Go on from the model file, or from the checkpoint of the same training where one was left. */
  readonly resume: boolean;
  readonly backend: BackendChoice;
  /** Undefined: as many as the backend gains from. */
  readonly threads: number | undefined;
  /** Seconds between checkpoints, at least. */
  readonly checkpointInterval: number;
  /** Path of the page to write about the training. */
  readonly report: string | undefined;
  /** The command that was given, for the record. */
  readonly command: string;
}

interface Trained {
  readonly model: Model;
  readonly result: TrainResult;
  /** False where a training was stopped before it had anything to replace the old model file with. */
  readonly written: boolean;
}

/**
 * Trains with progress on standard error, saves the best model on the way and the final one at the end.
 * The first Ctrl-C ends the training early; a second ends the program.
 */
export async function trainModel(request: TrainRequest): Promise<Trained> {
  // tfjs takes a while to load: not before it is needed
  const { defaultThreads, openBackend, stepperFactory } = await import("../train/node.js");
  const open = await openBackend(request.backend);
  const threads = request.threads ?? defaultThreads(open.backend);
  const questions = new Set(request.pairs.map(({ question }) => questionKey(question))).size;
  const checkpointPath = `${request.output}${CHECKPOINT_SUFFIX}`;
  const options = trainOptions(request);
  const checkpoint = request.resume ? findCheckpoint(checkpointPath, options) : undefined;
  const initial = request.resume ? readResumed(request, checkpoint) : undefined;
  const existed = existsSync(request.output);
  process.stderr.write(
    `training on ${request.pairs.length} pairs (${questions} questions), backend ${open.backend}, ${threads} ${threads === 1 ? "thread" : "threads"}\n`,
  );
  if (checkpoint !== undefined) process.stderr.write(`going on after step ${checkpoint.step}\n`);
  let checked = false;
  const view = progressView(process.stderr);
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on("SIGINT", stop);
  try {
    const result = await train(
      {
        ...options,
        signal: controller.signal,
        ...(initial && { initial }),
        ...(checkpoint && { checkpoint }),
        onProgress: (progress) => view.show(progress),
        onBest: (network) => {
          writeWhole(request.output, serializeModel(network));
          checked = true;
        },
        checkpointInterval: request.checkpointInterval,
        onCheckpoint: (checkpoint) => writeWhole(checkpointPath, serializeCheckpoint(checkpoint)),
      },
      stepperFactory(open, threads),
    );
    const record = recordOf(request, open.backend, result);
    const model: Model = { ...result.network, training: record };
    // where nothing was gone on from, nobody has compared this network with the model that is there
    const written = checked || initial !== undefined || !result.stopped || !existed;
    if (written) writeWhole(request.output, serializeModel(model));
    if (request.report !== undefined) {
      const { writeReport } = await import("./report.js");
      writeReport({
        path: request.report,
        model: request.output,
        record,
        result,
        written,
        resumed: request.resume,
      });
    }
    // a training that was stopped can be gone on with
    if (!result.stopped) rmSync(checkpointPath, { force: true });
    return { model, result, written };
  } finally {
    view.end();
    process.off("SIGINT", stop);
  }
}

/** What decides the training's course. */
function trainOptions(request: TrainRequest): TrainOptions {
  const { pairs, heldOut, seed, until, select, hidden, encoder, density } = request;
  return {
    pairs,
    heldOut,
    seed,
    until,
    select,
    recipe: { density },
    ...(hidden && { hidden }),
    ...(encoder && { encoder }),
  };
}

/** The checkpoint that this very training left, if it did. */
function findCheckpoint(path: string, options: TrainOptions): Checkpoint | undefined {
  if (!existsSync(path)) return undefined;
  const checkpoint = parseCheckpoint(readBytes(path), path);
  if (checkpoint.fingerprint === fingerprint(options)) return checkpoint;
  process.stderr.write(
    `${path} is left unused, then replaced: its training had other pairs or options; going on from the model\n`,
  );
  return undefined;
}

/** The model to go on from; beside a checkpoint, which has the weights, only one of its shape is of use. */
function readResumed(request: TrainRequest, checkpoint: Checkpoint | undefined): Network | undefined {
  if (!existsSync(request.output)) {
    if (checkpoint !== undefined) return undefined;
    throw new InputError("there is no such model to go on from; leave --resume out to train a new one", {
      file: request.output,
    });
  }
  const model = readModel(request.output);
  const hidden = widths(model).slice(1, -1).join(",");
  if (checkpoint !== undefined) {
    const { shape } = checkpoint;
    const fits = `${shape.encoder} ${shape.hidden}` === `${model.encoder} ${hidden}`;
    return fits && shape.charset === model.charset ? model : undefined;
  }
  if ((request.hidden?.join(",") ?? hidden) !== hidden)
    throw new InputError(`its hidden layers are ${hidden}; leave --hidden out to go on from it`, {
      file: request.output,
    });
  if ((request.encoder ?? model.encoder) !== model.encoder)
    throw new InputError(`its encoder is ${model.encoder}; leave --encoder out to go on from it`, {
      file: request.output,
    });
  return model;
}

function recordOf(request: TrainRequest, backend: string, result: TrainResult): TrainingRecord {
  return {
    command: request.command,
    seed: request.seed,
    backend,
    threads: result.threads,
    epochs: result.epochs,
    pairs: request.pairs.length,
    questions: result.evaluation.queries,
    settings: { ...result.recipe, holdout: request.holdout, select: request.select },
    scores: {
      exact: result.evaluation.exact,
      pairs: result.evaluation.pairs,
      macro: result.evaluation.macro,
      ...(result.heldOut && { heldOut: result.heldOut.exact }),
      largestAccumulator: result.evaluation.largestAccumulator,
    },
  };
}

/** Checks the command line and reads what it names. */
export function readRequest(files: readonly string[], flags: TrainFlags): TrainRequest {
  if (flags.epochs !== undefined && flags.timeLimit !== undefined)
    throw new InputError("--epochs and --time-limit exclude each other; give one");
  const until =
    flags.epochs === undefined
      ? { seconds: parseTime(flags.timeLimit ?? DEFAULT_TIME_LIMIT, "--time-limit") }
      : { epochs: parseWhole(flags.epochs, "--epochs", 1, 1_000_000) };
  const checkpointInterval = parseTime(flags.checkpointEvery, "--checkpoint-every");
  const seed = parseSeed(flags.seed);
  const hidden = flags.hidden === undefined ? undefined : parseWidths(flags.hidden);
  const encoder = flags.encoder === undefined ? undefined : parseChoice(flags.encoder, "--encoder", ENCODERS);
  const backend = parseChoice(flags.backend, "--backend", BACKEND_CHOICES);
  const threads = flags.threads === undefined ? undefined : parseWhole(flags.threads, "--threads", 1, 16);
  const share = parseShare(flags.holdout, "--holdout", 0.9);
  for (const file of files) assertOutputs([flags.output, flags.report], file);
  if (flags.report !== undefined && resolve(flags.report) === resolve(flags.output))
    throw new InputError("--report and --output name the same file; name two", { file: flags.report });
  const density = parseShare(flags.density, "--density", 1);
  if (density < MIN_DENSITY)
    throw new InputError(
      `--density "${flags.density}" leaves too little; give a number from ${MIN_DENSITY} to 1`,
    );
  const select = parseChoice(flags.select, "--select", SELECTIONS);
  if (select === "holdout" && share === 0)
    throw new InputError("--select holdout needs held-out questions; add e.g. --holdout 0.1");
  const split = splitUnseen(loadPairs(files), share, seed);
  if (select === "holdout" && split.heldOut.length === 0)
    throw new InputError(
      "--select holdout needs held-out questions, and these pairs are too few to hold any out",
    );
  return {
    pairs: split.train,
    heldOut: split.heldOut,
    output: flags.output,
    until,
    seed,
    hidden,
    encoder,
    holdout: share,
    select,
    density,
    resume: flags.resume ?? false,
    backend,
    threads,
    checkpointInterval,
    report: flags.report,
    command: ["zmlm", ...process.argv.slice(2)].map(quoteForShell).join(" "),
  };
}

/** An argument as one would type it. */
function quoteForShell(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

const SECONDS_PER: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** "90", "90s", "3m", "1.5h" to seconds. */
export function parseTime(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text.trim());
  const seconds = match === null ? 0 : Number(match[1]) * SECONDS_PER[match[2] || "s"]!;
  if (seconds <= 0) throw new InputError(`${option} "${text}" is no time; write e.g. 90s, 3m or 1h`);
  return seconds;
}

function parseWidths(text: string): number[] {
  return text.split(",").map((width) => parseWhole(width, "--hidden", 1, MAX_WIDTH));
}

function summary(file: string, model: Model, { evaluation, heldOut, epochs, seconds }: TrainResult): string {
  const lines = [
    `${chalk.bold(file)}: ${widths(model).join(" -> ")}, ${epochs} epochs in ${clock(seconds)}`,
    `  answers ${percent(evaluation.exact)} of ${evaluation.queries} questions, ${percent(evaluation.pairs)} of the lines`,
  ];
  if (heldOut !== undefined) {
    const chosen = model.training?.settings.select === "holdout" ? ", which chose this network" : "";
    lines.push(`  held out: ${percent(heldOut.exact)} of ${heldOut.queries} unseen questions${chosen}`);
  }
  lines.push(
    `  largest accumulator ${evaluation.largestAccumulator.toLocaleString("en")} of 32,767; ${Math.round(evaluation.activeMacs).toLocaleString("en")} active MACs a character`,
  );
  return lines.join("\n");
}

function jsonSummary(file: string, model: Model, result: TrainResult): Record<string, unknown> {
  const { evaluation, heldOut, epochs, seconds, stopped, backend, threads } = result;
  const scores = ({ perAnswer: _, confusions: __, ...rest }: Evaluation): Partial<Evaluation> => rest;
  return {
    model: file,
    widths: widths(model),
    epochs,
    seconds,
    stopped,
    backend,
    threads,
    ...scores(evaluation),
    ...(heldOut && { heldOut: scores(heldOut) }),
  };
}
