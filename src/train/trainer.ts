/**
 * Training: takes pairs, reports progress, and returns the best network found.
 *
 *   const { network, evaluation } = await train({ pairs, seed: 1, until: { epochs: 150 } }, host);
 *
 * It may run long; it yields the thread about ten times a second, so that a page or Ctrl-C can react. A run by
 * epochs gives the same network each time if seed, backend and number of threads are the same; a run by time fits
 * its schedule to its time limit.
 */

import { DEFAULT_HIDDEN } from "../base/contract.js";
import { DEFAULT_ENCODER, encoderOf } from "../model/encoder.js";
import type { Network } from "../model/network.js";
import type { CheckpointShape } from "./checkpoint.js";
import { buildCorpus } from "./corpus.js";
import { layOut } from "./parameters.js";
import { TrainingRun } from "./run.js";
import { DEFAULT_RECIPE, type Recipe } from "./schedule.js";
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
  const shape = checkpoint?.shape ?? (initial && shapeOf(initial));
  const encoder = shape?.encoder ?? options.encoder ?? encoderOf(DEFAULT_ENCODER);
  const corpus = buildCorpus(survey.listing, {
    encoder,
    ...(shape && { charset: shape.charset }),
  });
  const recipe = { ...wished, batchRows: batchFor(corpus.rows.length, wished.batchRows) };
  const hidden = shape?.hidden ?? options.hidden ?? DEFAULT_HIDDEN;
  const layout = layOut(encoder, [...hidden, corpus.charset.length]);
  const stepper = await host.makeStepper(corpus, layout, recipe.batchRows);
  try {
    const run = new TrainingRun({
      options,
      survey,
      recipe,
      corpus,
      layout,
      stepper,
      clock: host.clock,
      started,
    });
    return await run.go();
  } finally {
    await stepper.close();
  }
}

function shapeOf({ encoder, charset, layers }: Network): CheckpointShape {
  return { encoder, charset, hidden: layers.slice(0, -1).map((layer) => layer.outputs) };
}

/** Makes batches smaller if there are few rows, so that an epoch still has several steps. */
function batchFor(rows: number, wished: number): number {
  return Math.min(wished, Math.max(SMALLEST_BATCH, Math.ceil(rows / STEPS_AN_EPOCH)));
}

const SMALLEST_BATCH = 32;
const STEPS_AN_EPOCH = 16;
