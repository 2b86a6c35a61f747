/**
 * A training, from pair files to a model file: splits off what is held out, decides what to go on from, trains, and
 * makes the record of it.
 *
 * Text and bytes in, events and a result out. The host brings a clock and a stepper (in one thread or several), and
 * may call the training off by its signal: it then ends with the best network so far.
 *
 *   const training = prepareTraining({ pairs: [{ text: "hello|HI\n", file: "pairs.txt" }], ...settings }, tell);
 *   const { text, result } = await training.run({ ...trainingHost(open, 2), backend: "wasm", signal }, tell);
 *
 * where `tell` is given the events as they come.
 */

import { InputError } from "../base/input-error.js";
import { longAnswers, longAnswersText } from "../data/long-answers.js";
import type { Pair } from "../data/pairs.js";
import { DEFAULT_ENCODER, type EncoderName, encoderOf } from "../model/encoder.js";
import { type Model, parseModel, serializeModel, type TrainingRecord } from "../model/file.js";
import { type Network, widths } from "../model/network.js";
import { type Checkpoint, parseCheckpoint, serializeCheckpoint } from "../train/checkpoint.js";
import { splitUnseen } from "../train/holdout.js";
import type { Recipe } from "../train/schedule.js";
import type { TrainingHost } from "../train/stepper.js";
import { Survey } from "../train/survey.js";
import { train } from "../train/trainer.js";
import type { Selection, TrainOptions, TrainProgress, TrainResult, TrainUntil } from "../train/training.js";
import { gatherPairs, type PairText } from "./pairs.js";

/** What is to be trained; what is undefined is as usual. */
export interface TrainRequest {
  readonly pairs: Iterable<PairText>;
  /** Faulty lines are left out, and told as a warning. */
  readonly skipFaulty?: boolean | undefined;
  readonly until: TrainUntil;
  readonly seed: number;
  /** Widths of the hidden layers. */
  readonly hidden?: readonly number[] | undefined;
  readonly encoder?: EncoderName | undefined;
  /** Buckets that the encoder counts in. */
  readonly buckets?: number | undefined;
  /** Share of the distinct questions to hold out. */
  readonly holdout: number;
  readonly select: Selection;
  readonly recipe: Partial<Recipe>;
  /** What to go on from. */
  readonly resume?: Resume | undefined;
  /** Seconds between checkpoints, at least. */
  readonly checkpointInterval?: number | undefined;
  /** True if the result would take the place of a model that it was not compared with, unless it is gone on from. */
  readonly replaces?: boolean | undefined;
  /** The command that repeats the training, for the record. */
  readonly command: string;
}

/** The files that an earlier training may have left, each undefined if it isn't there. */
export interface Resume {
  readonly model: { readonly file: string; readonly text: string | undefined };
  readonly checkpoint: { readonly file: string; readonly bytes: Uint8Array | undefined };
}

export type TrainEvent =
  /** Something that the user should know; the training goes on. */
  | { readonly type: "warning"; readonly message: string }
  | {
      readonly type: "start";
      readonly pairs: number;
      /** Distinct ones. */
      readonly questions: number;
      readonly backend: string;
      readonly threads: number;
      /** The step after which a checkpoint is gone on from. */
      readonly afterStep: number | undefined;
    }
  /** About ten times a second, and after each check. */
  | {
      readonly type: "progress";
      readonly progress: TrainProgress;
      /** The network as it stands, worked out when asked for; to be asked at once, and not to be sent to a thread. */
      readonly network: () => Network;
    }
  /** The best network so far, as a model file; its record comes at the end. */
  | { readonly type: "best"; readonly text: string; readonly progress: TrainProgress }
  /** A checkpoint's file, to go on from where the training is ended by force. */
  | { readonly type: "checkpoint"; readonly bytes: Uint8Array };

/** Where a training runs. */
export interface TrainJobHost extends TrainingHost {
  /** The backend's name, for the record. */
  readonly backend: string;
  readonly threads: number;
  /** Aborting ends the training early. */
  readonly signal?: AbortSignal | undefined;
}

export interface Trained {
  readonly model: Model;
  /** Its file. */
  readonly text: string;
  readonly result: TrainResult;
  /** False where the training was stopped before it had anything worth replacing another model with. */
  readonly written: boolean;
}

/** A training that is ready to run. */
export interface PreparedTraining {
  /** Runs it; once only. */
  run(host: TrainJobHost, tell: (event: TrainEvent) => void): Promise<Trained>;
}

/**
 * Reads and checks all that a training begins with.
 * @throws InputError where a file is at fault, or there is nothing to go on from
 */
export function prepareTraining(request: TrainRequest, tell: (event: TrainEvent) => void): PreparedTraining {
  const { train: pairs, heldOut } = split(request, tell);
  const long = longAnswers(pairs, request.until);
  if (long !== undefined) tell({ type: "warning", message: longAnswersText(long) });
  const options = optionsOf(request, pairs, heldOut);
  const survey = new Survey(options);
  const { resume } = request;
  const checkpoint = resume && findCheckpoint(resume, survey, tell);
  const initial = resume && findModel(request, resume, checkpoint);
  return {
    async run(host, tell) {
      tell({
        type: "start",
        pairs: pairs.length,
        questions: survey.listing.questions.length,
        backend: host.backend,
        threads: host.threads,
        afterStep: checkpoint?.step,
      });
      let checked = false;
      const result = await train(
        {
          ...options,
          ...(host.signal && { signal: host.signal }),
          ...(initial && { initial }),
          ...(checkpoint && { checkpoint }),
          onProgress: (progress, network) => tell({ type: "progress", progress, network }),
          onBest: (network, progress) => {
            tell({ type: "best", text: serializeModel(network), progress });
            checked = true;
          },
          ...(request.checkpointInterval !== undefined && { checkpointInterval: request.checkpointInterval }),
          onCheckpoint: (saved) => tell({ type: "checkpoint", bytes: serializeCheckpoint(saved) }),
        },
        host,
        survey,
      );
      const model: Model = { ...result.network, training: recordOf(request, host.backend, pairs, result) };
      // where nothing was gone on from, nobody has compared this network with the model that is there
      const written = checked || initial !== undefined || !result.stopped || !request.replaces;
      return { model, text: serializeModel(model), result, written };
    },
  };
}

/** @throws InputError where there are no held-out questions to select by */
function split(
  { pairs, skipFaulty, holdout, seed, select }: TrainRequest,
  tell: (event: TrainEvent) => void,
): ReturnType<typeof splitUnseen> {
  if (select === "holdout" && holdout === 0)
    throw new InputError("--select holdout needs held-out questions; add e.g. --holdout 0.1");
  const warn = (message: string) => tell({ type: "warning", message });
  const parts = splitUnseen(gatherPairs(pairs, { skipFaulty, warn }), holdout, seed);
  if (select === "holdout" && parts.heldOut.length === 0)
    throw new InputError(
      "--select holdout needs held-out questions, and these pairs are too few to hold any out",
    );
  return parts;
}

/** What decides the training's course. */
function optionsOf(
  { seed, until, select, hidden, encoder, buckets, recipe }: TrainRequest,
  pairs: readonly Pair[],
  heldOut: readonly Pair[],
): TrainOptions {
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
function findCheckpoint(
  { checkpoint: { bytes, file } }: Resume,
  survey: Survey,
  tell: (event: TrainEvent) => void,
): Checkpoint | undefined {
  if (bytes === undefined) return undefined;
  const checkpoint = parseCheckpoint(bytes, file);
  if (checkpoint.fingerprint === survey.fingerprint) return checkpoint;
  tell({
    type: "warning",
    message: `${file} is left unused, then replaced: its training had other pairs or options; going on from the model`,
  });
  return undefined;
}

/** The model to go on from; beside a checkpoint, which has the weights, only one of its shape is of use. */
function findModel(
  wished: TrainRequest,
  { model: { text, file } }: Resume,
  checkpoint: Checkpoint | undefined,
): Network | undefined {
  if (text === undefined) {
    if (checkpoint !== undefined) return undefined;
    throw new InputError("there is no such model to go on from; leave --resume out to train a new one", {
      file,
    });
  }
  const model = parseModel(text, file);
  const { name, buckets } = model.encoder;
  const hidden = widths(model).slice(1, -1).join(",");
  if (checkpoint !== undefined) {
    const { shape } = checkpoint;
    const fits = shape.encoder === model.encoder && shape.hidden.join(",") === hidden;
    return fits && shape.charset === model.charset ? model : undefined;
  }
  if ((wished.hidden?.join(",") ?? hidden) !== hidden)
    throw new InputError(`its hidden layers are ${hidden}; leave --hidden out to go on from it`, { file });
  if ((wished.encoder ?? name) !== name)
    throw new InputError(`its encoder is ${name}; leave --encoder out to go on from it`, { file });
  if ((wished.buckets ?? buckets) !== buckets)
    throw new InputError(`it counts in ${buckets} buckets; leave --buckets out to go on from it`, { file });
  return model;
}

function recordOf(
  { command, seed, holdout, select }: TrainRequest,
  backend: string,
  pairs: readonly Pair[],
  { evaluation, heldOut, threads, epochs, recipe }: TrainResult,
): TrainingRecord {
  return {
    command,
    seed,
    backend,
    threads,
    epochs,
    pairs: pairs.length,
    questions: evaluation.queries,
    settings: { ...recipe, holdout, select },
    scores: {
      exact: evaluation.exact,
      pairs: evaluation.pairs,
      macro: evaluation.macro,
      ...(heldOut && { heldOut: heldOut.exact }),
      largestAccumulator: evaluation.largestAccumulator,
    },
  };
}
