/**
 * Trains a model file on pair files: splits off the held-out questions, finds the model or checkpoint to resume
 * from, trains, and writes the training's record.
 *
 * Text and bytes in, events and a result out. The host brings a clock and a stepper (in one thread or several), and
 * may end the training early by its signal: the result is then the best network so far.
 *
 *   const training = prepareTraining({ pairs: [{ text: "hello|HI\n", file: "pairs.txt" }], ...settings }, tell);
 *   const { text, result } = await training.run({ ...trainingHost(open, 2), backend: "wasm", signal }, tell);
 *
 * `tell` is called with each event as it comes.
 */

import { InputError } from "../base/input-error.js";
import { longAnswers, longAnswersText } from "../data/long-answers.js";
import type { Pair } from "../data/pairs.js";
import { DEFAULT_ENCODER, type EncoderName, encoderOf } from "../model/encoder.js";
import { type Model, parseModel, serializeModel, type TrainingRecord } from "../model/file.js";
import {
  type Head,
  headOf,
  type Join,
  joinOf,
  type Network,
  type NetworkShape,
  wholeJoin,
  widths,
} from "../model/network.js";
import { neighbourShare } from "../train/baselines/baselines.js";
import { type Checkpoint, parseCheckpoint, serializeCheckpoint } from "../train/checkpoint.js";
import type { Spelling } from "../train/corpus.js";
import { splitUnseen } from "../train/holdout.js";
import type { Recipe } from "../train/schedule.js";
import type { TrainingHost } from "../train/stepper.js";
import { Survey } from "../train/survey.js";
import { train } from "../train/trainer.js";
import type { Selection, TrainOptions, TrainProgress, TrainResult, TrainUntil } from "../train/training.js";
import { gatherPairs, type PairText } from "./pairs.js";

/** Most questions that the held-out ones are compared with, and how many of these are compared. */
const MOST_NEIGHBOURS = 200_000;
const NEIGHBOUR_SAMPLE = 1000;

/** What to train; an undefined value means the default. */
export interface TrainRequest {
  readonly pairs: Iterable<PairText>;
  /** True: faulty lines are left out, with a warning. False: the first one throws. */
  readonly skipFaulty?: boolean | undefined;
  readonly until: TrainUntil;
  readonly seed: number;
  /** Widths of the hidden layers. */
  readonly hidden?: readonly number[] | undefined;
  readonly encoder?: EncoderName | undefined;
  /** Question buckets of the encoder. */
  readonly buckets?: number | undefined;
  readonly head?: Head | undefined;
  /** Which replies can come out, with head `characters`. */
  readonly spelling?: Spelling | undefined;
  /** Where the reply so far joins, with head `characters`; what is undefined is the default's. */
  readonly join?: Partial<Join> | undefined;
  /** Share of the distinct questions to hold out. */
  readonly holdout: number;
  readonly select: Selection;
  readonly recipe: Partial<Recipe>;
  /** Files to resume from. */
  readonly resume?: Resume | undefined;
  /** Seconds between checkpoints, at least. */
  readonly checkpointInterval?: number | undefined;
  /** True if the host will write the result over an existing model; see {@link Trained.written}. */
  readonly replaces?: boolean | undefined;
  /** The line that the model's program will say first; default: that of the model to resume from. */
  readonly banner?: string | undefined;
  /** The command that repeats the training, for the record. */
  readonly command: string;
}

/** The files that an earlier training may have left; a content is undefined if the file doesn't exist. */
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
      /** Number of distinct questions. */
      readonly questions: number;
      readonly backend: string;
      readonly threads: number;
      /** The last step of the checkpoint resumed from; undefined without one. */
      readonly afterStep: number | undefined;
    }
  /** About ten times a second, and after each check. */
  | {
      readonly type: "progress";
      readonly progress: TrainProgress;
      /** Computes the present network. Call it during the event; it can't be sent to another thread. */
      readonly network: () => Network;
    }
  /** A first network soon after the start, then each best one so far, as a model file without a training record. */
  | { readonly type: "best"; readonly text: string; readonly progress: TrainProgress }
  /** A checkpoint's file, to resume from if the training is killed. */
  | { readonly type: "checkpoint"; readonly bytes: Uint8Array };

/** Where a training runs. */
export interface TrainJobHost extends TrainingHost {
  /** The backend's name, for the record. */
  readonly backend: string;
  readonly threads: number;
  /** Aborting ends the training early. */
  readonly signal?: AbortSignal | undefined;
  /** When the time limit began, by the clock; default: when {@link PreparedTraining.run} is called. */
  readonly started?: number | undefined;
}

export interface Trained {
  readonly model: Model;
  /** The text of its model file. */
  readonly text: string;
  readonly result: TrainResult;
  /** False: keep the existing model, because the training was stopped before its first check. */
  readonly written: boolean;
}

/** A training that is ready to run. */
export interface PreparedTraining {
  /** Runs it; once only. */
  run(host: TrainJobHost, tell: (event: TrainEvent) => void): Promise<Trained>;
  /**
   * Share of (a sample of) the held-out questions that the answer of the most similar taught question gets right, as a
   * measure for the held-out score. Undefined if none are held out, or if there are too many pairs to compare with.
   */
  neighbour(model: Model): number | undefined;
}

/**
 * Reads and checks everything that a training starts from.
 * @throws InputError if a file is at fault, or if there is no model to resume from
 */
export function prepareTraining(request: TrainRequest, tell: (event: TrainEvent) => void): PreparedTraining {
  const { train: pairs, heldOut } = split(request, tell);
  const options = optionsOf(request, pairs, heldOut);
  const survey = new Survey(options);
  const { resume } = request;
  const checkpoint = resume && findCheckpoint(resume, survey, tell);
  const initial = resume && findModel(request, resume, checkpoint);
  const start = checkpoint?.shape ?? initial;
  // a whole answer is one output, however long it is
  const spells = (start ? headOf(start) : (request.head ?? "characters")) === "characters";
  const spelling = start === undefined ? request.spelling : start.known === undefined ? "free" : "known";
  const long = spells ? longAnswers(pairs, request.until, spelling) : undefined;
  if (long !== undefined) tell({ type: "warning", message: longAnswersText(long) });
  const { banner = initial?.banner } = request;
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
          ...(host.started !== undefined && { started: host.started }),
          ...(initial && { initial }),
          ...(checkpoint && { checkpoint }),
          onProgress: (progress, network) => tell({ type: "progress", progress, network }),
          onBest: (network, progress) => {
            tell({ type: "best", text: serializeModel({ ...network, banner }), progress });
            checked = true;
          },
          // scores follow; a host that is ended before they are there has the network then
          onStop: (network, progress) => {
            if (checked || initial !== undefined || request.replaces) return;
            tell({ type: "best", text: serializeModel({ ...network, banner }), progress });
          },
          ...(request.checkpointInterval !== undefined && { checkpointInterval: request.checkpointInterval }),
          onCheckpoint: (saved) => tell({ type: "checkpoint", bytes: serializeCheckpoint(saved) }),
        },
        host,
        survey,
      );
      const training = recordOf(request, host.backend, pairs, result);
      const model: Model = { ...result.network, banner, training };
      // without a check or an initial network, nothing has compared this network with the existing model
      const written = checked || initial !== undefined || !result.stopped || !request.replaces;
      return { model, text: serializeModel(model), result, written };
    },
    neighbour({ encoder }) {
      const { listing, heldOut } = survey;
      if (heldOut.questions.length === 0 || listing.questions.length > MOST_NEIGHBOURS) return undefined;
      return neighbourShare(listing, heldOut.sample(NEIGHBOUR_SAMPLE, request.seed), encoder);
    },
  };
}

/** @throws InputError if there are no held-out questions to select by */
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

/** The options that decide the training's course. */
function optionsOf(
  { seed, until, select, hidden, encoder, buckets, head, join, spelling, recipe }: TrainRequest,
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
    ...(head && { head }),
    ...(spelling && { spelling }),
    ...(join && { join: wholeJoin(join) }),
    ...((encoder ?? buckets) && { encoder: encoderOf(encoder ?? DEFAULT_ENCODER, buckets) }),
  };
}

/** The checkpoint that the same training left; undefined if there is none. */
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
    message: `${file} is not used and will be overwritten: its training had other pairs or options; resuming from the model`,
  });
  return undefined;
}

/** The model to resume from. A checkpoint has the weights itself, so with one only a model of its shape is used. */
function findModel(
  wished: TrainRequest,
  { model: { text, file } }: Resume,
  checkpoint: Checkpoint | undefined,
): Model | undefined {
  if (text === undefined) {
    if (checkpoint !== undefined) return undefined;
    throw new InputError("there is no such model to resume from; leave --resume out to train a new one", {
      file,
    });
  }
  const model = parseModel(text, file);
  const { name, buckets } = model.encoder;
  const hidden = widths(model).slice(1, -1).join(",");
  if (checkpoint !== undefined) {
    const { shape } = checkpoint;
    const fits =
      shape.encoder === model.encoder && shape.hidden.join(",") === hidden && isSameKind(shape, model);
    return fits ? model : undefined;
  }
  if ((wished.hidden?.join(",") ?? hidden) !== hidden)
    throw new InputError(`its hidden layers are ${hidden}; leave --hidden out to resume from it`, { file });
  if ((wished.encoder ?? name) !== name)
    throw new InputError(`its encoder is ${name}; leave --encoder out to resume from it`, { file });
  if ((wished.buckets ?? buckets) !== buckets)
    throw new InputError(`it has ${buckets} question buckets; leave --buckets out to resume from it`, {
      file,
    });
  const head = headOf(model);
  if ((wished.head ?? head) !== head)
    throw new InputError(`its head is ${head}; leave --head out to resume from it`, { file });
  const spelling = model.known === undefined ? "free" : "known";
  if (head === "characters" && (wished.spelling ?? spelling) !== spelling)
    throw new InputError(`its spelling is ${spelling}; leave --spelling out to resume from it`, { file });
  const join = joinOf(model);
  for (const [option, wish, own, what] of [
    ["--join", wished.join?.layer, join?.layer, "the reply so far joins its layer"],
    ["--reply-buckets", wished.join?.buckets, join?.buckets, "its number of reply buckets is"],
  ] as const)
    if (own !== undefined && (wish ?? own) !== own)
      throw new InputError(`${what} ${own}; leave ${option} out to resume from it`, { file });
  return model;
}

/** Whether two shapes have the same outputs, and the reply so far joins both in the same place. */
function isSameKind(one: NetworkShape, other: NetworkShape): boolean {
  const kind = (shape: NetworkShape) =>
    JSON.stringify([shape.charset, shape.answers, shape.known, joinOf(shape)]);
  return kind(one) === kind(other);
}

function recordOf(
  { command, seed, holdout, select }: TrainRequest,
  backend: string,
  pairs: readonly Pair[],
  { evaluation, heldOut, threads, epochs, recipe, questions }: TrainResult,
): TrainingRecord {
  return {
    command,
    seed,
    backend,
    threads,
    epochs,
    pairs: pairs.length,
    questions,
    settings: { ...recipe, holdout, select },
    scores: {
      exact: evaluation.exact,
      pairs: evaluation.pairs,
      macro: evaluation.macro,
      ...(heldOut && { heldOut: heldOut.exact }),
      ...(evaluation.queries < questions && { sample: evaluation.queries }),
      largestAccumulator: evaluation.largestAccumulator,
    },
  };
}
