/** A training from a checked command line to the model file, with progress, checkpoints and Ctrl-C. */

import { existsSync, rmSync } from "node:fs";
import { InputError } from "../base/input-error.js";
import { type Pair, questionKey } from "../data/pairs.js";
import { DEFAULT_ENCODER, type EncoderName, encoderOf } from "../model/encoder.js";
import { type Model, serializeModel, type TrainingRecord } from "../model/file.js";
import { type Network, widths } from "../model/network.js";
import { type Checkpoint, parseCheckpoint, serializeCheckpoint } from "../train/checkpoint.js";
import type { BackendChoice } from "../train/node.js";
import type { Recipe } from "../train/schedule.js";
import { train } from "../train/trainer.js";
import { fingerprint, type Selection, type TrainOptions, type TrainResult } from "../train/training.js";
import { readBytes, readModel, writeWhole } from "./files.js";
import { progressView } from "./progress.js";

/** A training's checkpoint lies beside its model file until the training is done. */
const CHECKPOINT_SUFFIX = ".checkpoint";
/** Most bytes of one: that of three million pairs has half as many. */
const MAX_CHECKPOINT = 1 << 28;

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
  readonly buckets: number | undefined;
  /** Share of the distinct questions that was held out. */
  readonly holdout: number;
  readonly select: Selection;
  readonly recipe: Pick<Recipe, "density" | "typos" | "wordDrops" | "smoothing">;
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
  const { defaultThreads, openBackend, trainingHost } = await import("../train/node.js");
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
      trainingHost(open, threads),
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
  const { pairs, heldOut, seed, until, select, hidden, encoder, buckets, recipe } = request;
  return {
    pairs,
    heldOut,
    seed,
    until,
    select,
    recipe,
    ...(hidden && { hidden }),
    ...((encoder ?? buckets) && { encoder: encoderOf(encoder ?? DEFAULT_ENCODER, buckets) }),
  };
}

/** The checkpoint that this very training left, if it did. */
function findCheckpoint(path: string, options: TrainOptions): Checkpoint | undefined {
  if (!existsSync(path)) return undefined;
  const checkpoint = parseCheckpoint(readBytes(path, MAX_CHECKPOINT), path);
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
    const fits = shape.encoder === model.encoder && shape.hidden.join(",") === hidden;
    return fits && shape.charset === model.charset ? model : undefined;
  }
  if ((request.hidden?.join(",") ?? hidden) !== hidden)
    throw new InputError(`its hidden layers are ${hidden}; leave --hidden out to go on from it`, {
      file: request.output,
    });
  const { name, buckets } = model.encoder;
  if ((request.encoder ?? name) !== name)
    throw new InputError(`its encoder is ${name}; leave --encoder out to go on from it`, {
      file: request.output,
    });
  if ((request.buckets ?? buckets) !== buckets)
    throw new InputError(`it counts in ${buckets} buckets; leave --buckets out to go on from it`, {
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
