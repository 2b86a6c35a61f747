/**
 * Training: pairs in, the best network found out, with progress on the way.
 *
 * Long, but it lets go of the thread about ten times a second, so that a page stays alive and Ctrl-C is
 * heard. A run by epochs gives the same network each time that seed, backend and threads are the same; a
 * run by time fits its schedule to the time it has.
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
 * @param known the survey of these very options, where there is one already
 */
export async function train(options: TrainOptions, host: TrainingHost, known?: Survey): Promise<TrainResult> {
  const started = host.clock.now();
  const survey = known ?? new Survey(options);
  const wished: Recipe = { ...DEFAULT_RECIPE, ...options.recipe };
  const { initial, checkpoint } = options;
  if (checkpoint !== undefined && checkpoint.fingerprint !== survey.fingerprint)
    throw new Error("the checkpoint is another training's");
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

/** Few rows make smaller batches, so that an epoch is still a number of steps. */
function batchFor(rows: number, wished: number): number {
  return Math.min(wished, Math.max(SMALLEST_BATCH, Math.ceil(rows / STEPS_AN_EPOCH)));
}

const SMALLEST_BATCH = 32;
const STEPS_AN_EPOCH = 16;
