/** What a training is asked for, what it tells on the way, and what comes out. */

import { UNSTATED_BUCKETS } from "../base/contract.js";
import type { Encoder } from "../model/encoder.js";
import type { Network } from "../model/network.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Evaluation, ScoringProgress } from "./evaluate.js";
import type { HistoryPoint } from "./history.js";
import type { TrainingPair } from "./listing.js";
import type { Recipe } from "./schedule.js";

export interface TrainOptions {
  readonly pairs: readonly TrainingPair[];
  /** Pairs kept out of training, to be scored as well. */
  readonly heldOut?: readonly TrainingPair[];
  readonly seed: number;
  readonly until: TrainUntil;
  /** Which questions decide the network that is kept; `holdout` needs held-out pairs. Default: train. */
  readonly select?: Selection;
  /** Ignored where there is an initial network or a checkpoint. */
  readonly encoder?: Encoder;
  /** Widths of the hidden layers; ignored where there is an initial network or a checkpoint. */
  readonly hidden?: readonly number[];
  /**
   * A network to go on from; new characters join its charset. The result is never worse than it. Beside a
   * checkpoint, which has the weights, it must have the checkpoint's shape.
   */
  readonly initial?: Network;
  readonly recipe?: Partial<Recipe>;
  /** Aborting ends the training early; the best network so far is still returned. */
  readonly signal?: AbortSignal;
  /**
   * Called a few times a second, and after each check.
   * @param network gives the network as it stands, which takes some milliseconds
   */
  readonly onProgress?: (progress: TrainProgress, network: () => Network) => void;
  /** A checkpoint of this very training to go on from; another's is an error. See {@link fingerprint}. */
  readonly checkpoint?: Checkpoint;
  /** Called now and then between epochs, or parts of them where there are many rows; the checkpoint's arrays are only valid during the call. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
  /** Seconds between checkpoints, at least. */
  readonly checkpointInterval?: number;
  /** Called with each network that is the best so far. */
  readonly onBest?: (network: Network, progress: TrainProgress) => void;
}

/** Whose questions decide which network is kept: those trained on, or the held-out ones. */
export const SELECTIONS = ["train", "holdout"] as const;
export type Selection = (typeof SELECTIONS)[number];

/** When to stop; the schedule is stretched to fit. A run by epochs can be repeated exactly. */
export type TrainUntil = { readonly epochs: number } | { readonly seconds: number };

export interface TrainProgress {
  /** From 0; counts those that are done. */
  readonly epoch: number;
  /** Undefined in a run by time. */
  readonly epochs: number | undefined;
  /** Part of the training that is done, 0 to 1. */
  readonly done: number;
  /** Mean cross-entropy of a character, each as it was when last trained on, in nats. */
  readonly loss: number;
  /** Share of characters right by the forward pass of training, when last trained on. */
  readonly floatAccuracy: number;
  /** Share of (a sample of) the questions answered right by integer inference when last computed. */
  readonly integerAccuracy: number | undefined;
  /** The same for held-out questions. */
  readonly heldOutAccuracy: number | undefined;
  readonly seconds: number;
  readonly secondsLeft: number | undefined;
  /** After the last step: how many of all the questions the network found has been asked. */
  readonly scoring?: ScoringProgress;
}

export interface TrainResult {
  readonly network: Network;
  readonly evaluation: Evaluation;
  readonly heldOut: Evaluation | undefined;
  /** Epochs trained, the last perhaps in part. */
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly stopped: boolean;
  readonly questions: number;
  readonly backend: string;
  readonly threads: number;
  readonly recipe: Recipe;
  /** From the start, where it was gone on from a checkpoint too. */
  readonly history: readonly HistoryPoint[];
}

/**
 * Names a training by all that decides its course but the machine: a checkpoint can be gone on from where
 * the fingerprint is the same.
 */
export function fingerprint(options: TrainOptions): string {
  const { pairs, heldOut = [], seed, until, encoder, hidden, recipe, select = "train" } = options;
  let hash = 0x811c9dc5;
  let length = 0;
  const take = (text: string): void => {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    length += text.length;
  };
  // numbers that were always meant are left out, so that older checkpoints stay known
  const buckets = encoder?.buckets === UNSTATED_BUCKETS ? undefined : encoder?.buckets;
  take(JSON.stringify({ seed, until, encoder: encoder?.name, hidden, recipe, select, buckets }));
  // line by line: as one string, many pairs would need much memory
  for (const { question, answer } of pairs) take(`${question}|${answer}\n`);
  if (select === "holdout") for (const { question, answer } of heldOut) take(`${question}|${answer}\n`);
  return `${(hash >>> 0).toString(16)}-${pairs.length}-${length}`;
}
