/** Options, progress and result of a training, and its fingerprint. For an example see trainer.ts. */

import { UNSTATED_BUCKETS } from "../base/contract.js";
import type { Encoder } from "../model/encoder.js";
import type { Head, Join, Network } from "../model/network.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Spelling } from "./corpus.js";
import type { Evaluation, ScoringProgress } from "./evaluate.js";
import type { HistoryPoint } from "./history.js";
import type { TrainingPair } from "./listing.js";
import type { Recipe } from "./schedule.js";

export interface TrainOptions {
  readonly pairs: readonly TrainingPair[];
  /** Pairs that are scored but not trained on. */
  readonly heldOut?: readonly TrainingPair[];
  readonly seed: number;
  readonly until: TrainUntil;
  /** Which questions decide the network that is kept; `holdout` needs held-out pairs. Default: train. */
  readonly select?: Selection;
  /** Ignored if there is an initial network or a checkpoint. */
  readonly encoder?: Encoder;
  /** What outputs stand for; default: `characters`. Ignored if there is an initial network or a checkpoint. */
  readonly head?: Head;
  /** Where the reply so far joins, with head `characters`. Ignored if there is an initial network or a checkpoint. */
  readonly join?: Join;
  /** Which replies can come out, with head `characters`; default: `known`. Ignored as the join is. */
  readonly spelling?: Spelling;
  /** Widths of the hidden layers; ignored if there is an initial network or a checkpoint. */
  readonly hidden?: readonly number[];
  /**
   * The network to start from; new characters are added to its charset, or new answers to its answers. The result never scores worse. With a
   * checkpoint, which has weights of its own, the network must have the checkpoint's shape.
   */
  readonly initial?: Network;
  readonly recipe?: Partial<Recipe>;
  /** Aborting ends the training early; the best network so far is still returned. */
  readonly signal?: AbortSignal;
  /** When the time limit began, in milliseconds of the host's clock; default: now. */
  readonly started?: number;
  /**
   * Called a few times a second, and after each check.
   * @param network computes the present network, which takes some milliseconds
   */
  readonly onProgress?: (progress: TrainProgress, network: () => Network) => void;
  /** A checkpoint of the same training to resume from; that of another is an error. See {@link fingerprint}. */
  readonly checkpoint?: Checkpoint;
  /** Called now and then between rounds (epochs, or parts of them if there are many rows); the checkpoint's arrays are only valid during the call. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
  /** Least seconds between checkpoints. */
  readonly checkpointInterval?: number;
  /** Called with a first network soon after the start, and with each new best network. */
  readonly onBest?: (network: Network, progress: TrainProgress) => void;
  /** Called at once when the training is stopped, with the network that is kept; its scores follow in the result. */
  readonly onStop?: (network: Network, progress: TrainProgress) => void;
}

/** Whose questions decide which network is kept: those trained on, or the held-out ones. */
export const SELECTIONS = ["train", "holdout"] as const;
export type Selection = (typeof SELECTIONS)[number];

/**
 * When to stop: after `epochs`, after `seconds`, or at whichever comes first; give one of them at least. The schedule is
 * stretched to fit. A run by epochs alone can be repeated exactly.
 */
export interface TrainUntil {
  readonly epochs?: number;
  /** Until the result is there, its scores included. */
  readonly seconds?: number;
  /** Stop before that, at the first check that finds this share of the questions right. */
  readonly exact?: number;
}

export interface TrainProgress {
  /** Epochs done, from 0. */
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
  /** Progress of the scoring of the resulting network, after the last step. */
  readonly scoring?: ScoringProgress;
}

export interface TrainResult {
  readonly network: Network;
  /** Scores of all questions or, if time was short or the training was stopped, of a random sample of them. */
  readonly evaluation: Evaluation;
  readonly heldOut: Evaluation | undefined;
  /** Epochs trained; the last may be done in part. */
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  /** True if the host stopped it. */
  readonly stopped: boolean;
  /** Number of distinct questions trained on, and of those held out. */
  readonly questions: number;
  readonly heldOutQuestions: number;
  readonly backend: string;
  readonly threads: number;
  readonly recipe: Recipe;
  /** From the start, also if the training was resumed from a checkpoint. */
  readonly history: readonly HistoryPoint[];
}

/**
 * Identifies a training by everything that decides its course, except the machine: a training can resume from a
 * checkpoint with the same fingerprint.
 */
export function fingerprint(options: TrainOptions): string {
  const {
    pairs,
    heldOut = [],
    seed,
    until,
    encoder,
    head,
    join,
    spelling,
    hidden,
    recipe,
    select = "train",
  } = options;
  let hash = 0x811c9dc5;
  let length = 0;
  const take = (text: string): void => {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    length += text.length;
  };
  // the bucket count that older checkpoints do not state is left out, so that their fingerprints stay the same
  const buckets = encoder?.buckets === UNSTATED_BUCKETS ? undefined : encoder?.buckets;
  take(
    JSON.stringify({
      seed,
      until,
      encoder: encoder?.name,
      hidden,
      recipe,
      select,
      buckets,
      head,
      join,
      spelling,
    }),
  );
  // line by line: as one string, many pairs would need much memory
  for (const { question, answer } of pairs) take(`${question}|${answer}\n`);
  if (select === "holdout") for (const { question, answer } of heldOut) take(`${question}|${answer}\n`);
  return `${(hash >>> 0).toString(16)}-${pairs.length}-${length}`;
}
