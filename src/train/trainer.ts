/**
 * Training: takes pairs, reports progress, and returns the best network found.
 *
 *   const { network, evaluation } = await train({ pairs, seed: 1, until: { epochs: 150 } }, host);
 *
 * It may run long; it yields the thread about ten times a second, so that a page or Ctrl-C can react. A run by
 * epochs gives the same network each time if seed, backend and number of threads are the same; a run by time fits
 * its schedule to its time limit.
 */

import {
  DEFAULT_BUCKETS,
  DEFAULT_HIDDEN,
  DEFAULT_REPLIES_HIDDEN,
  END_OF_REPLY,
  MAX_ANSWERS,
} from "../base/contract.js";
import { DEFAULT_ENCODER, encoderOf } from "../model/encoder.js";
import { DEFAULT_JOIN, headOf, type Join, joinOf, type Network, UNSTATED_JOIN } from "../model/network.js";
import type { CheckpointShape } from "./checkpoint.js";
import { buildCorpus, type Corpus, DEFAULT_SPELLING } from "./corpus.js";
import { layOut } from "./parameters.js";
import { TrainingRun } from "./run.js";
import { DEFAULT_RECIPE, type Recipe } from "./schedule.js";
import { Selector } from "./selector.js";
import type { TrainingHost } from "./stepper.js";
import { Survey } from "./survey.js";
import type { TrainOptions, TrainResult } from "./training.js";

/**
 * Trains a network.
 * @param known the survey of the same options, if there is one already
 */
export async function train(options: TrainOptions, host: TrainingHost, known?: Survey): Promise<TrainResult> {
  const started = options.started ?? host.clock.now();
  const survey = known ?? new Survey(options);
  const wished: Recipe = { ...DEFAULT_RECIPE, ...options.recipe };
  const { initial, checkpoint } = options;
  if (checkpoint !== undefined && checkpoint.fingerprint !== survey.fingerprint)
    throw new Error("the checkpoint belongs to another training");
  if (options.select === "holdout" && !options.heldOut?.length)
    throw new Error("there are no held-out pairs to select by");
  const start = checkpoint?.shape ?? (initial && startOf(initial));
  const encoder = start?.encoder ?? options.encoder ?? encoderOf(DEFAULT_ENCODER, DEFAULT_BUCKETS);
  const head = start === undefined ? (options.head ?? "characters") : headOf(start);
  const corpus = buildCorpus(survey.listing, {
    encoder,
    head,
    join: start === undefined ? (options.join ?? joinFor(options)) : start.join,
    spelling: start === undefined ? (options.spelling ?? DEFAULT_SPELLING) : start.known ? "known" : "free",
    ...(start && { charset: start.charset || END_OF_REPLY, answers: start.answers, known: start.known }),
  });
  const recipe = { ...wished, batchRows: batchFor(corpus.rows.length, wished.batchRows) };
  const hidden =
    start?.hidden ?? options.hidden ?? (head === "replies" ? DEFAULT_REPLIES_HIDDEN : DEFAULT_HIDDEN);
  const layout = layOut(corpus.shape, hidden, checkpoint?.shape.named ?? namedAnswers(corpus, recipe));
  const selector = new Selector(survey, options);
  const quizzes = selector.quizzes(encoder);
  const stepper = await host.makeStepper(corpus, layout, recipe.batchRows, quizzes);
  try {
    const run = new TrainingRun({
      options,
      survey,
      recipe,
      corpus,
      layout,
      stepper,
      selector,
      clock: host.clock,
      started,
    });
    return await run.go();
  } finally {
    await stepper.close();
  }
}

/** The default join; layer 1's where there is no other layer. */
function joinFor({ hidden }: TrainOptions): Join {
  return hidden?.length === 0 ? UNSTATED_JOIN : DEFAULT_JOIN;
}

function startOf({ layers, ...shape }: Network): Omit<CheckpointShape, "named"> {
  return { ...shape, hidden: layers.slice(0, -1).map((layer) => layer.outputs) };
}

/** Answers that the second head names; 0: there is none. It needs a layer 1 that sees the question alone. */
function namedAnswers({ shape, replies }: Corpus, { naming }: Recipe): number {
  const isUseful = naming > 0 && joinOf(shape)?.layer === 2 && replies > 1 && replies <= MAX_ANSWERS;
  return isUseful ? replies : 0;
}

/** Makes batches smaller if there are few rows, so that an epoch still has several steps. */
function batchFor(rows: number, wished: number): number {
  return Math.min(wished, Math.max(SMALLEST_BATCH, Math.ceil(rows / STEPS_AN_EPOCH)));
}

const SMALLEST_BATCH = 32;
const STEPS_AN_EPOCH = 16;
