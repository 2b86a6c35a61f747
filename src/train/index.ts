/**
 * Training: takes pairs and returns the best network found. The forward pass of training computes the same integers
 * as the machine, so the scores hold for the program. A training by epochs gives the same network each time if the
 * seed, the backend and the number of threads are the same.
 *
 * It runs anywhere: the host provides the stepper that computes a step. `zmlm/train/node` has one for Node, on
 * one thread or several.
 *
 * @example
 * ```ts
 * import { reply } from "zmlm/model";
 * import { train } from "zmlm/train";
 * import { openBackend, trainingHost } from "zmlm/train/node";
 *
 * const pairs = [
 *   { question: "hello", answer: "HI" },
 *   { question: "are you a robot", answer: "YES" },
 *   { question: "goodbye", answer: "BYE" },
 * ];
 * const host = trainingHost(await openBackend("wasm"), 1);
 * const result = await train({ pairs, seed: 1, hidden: [32, 24], until: { epochs: 150 } }, host);
 * console.log(result.evaluation.exact); // → 1
 * console.log(reply(result.network, "are you a robot")); // → YES
 * ```
 */

export type { Backend } from "./backend.js";
export { type Checkpoint, parseCheckpoint, serializeCheckpoint } from "./checkpoint.js";
export type { Corpus } from "./corpus.js";
export {
  type AnswerScore,
  type Confusion,
  type Evaluation,
  evaluate,
  evaluation,
  type ReplyScores,
  type ScoringProgress,
  scoreReplies,
} from "./evaluate.js";
export type { HistoryPoint } from "./history.js";
export { Listing, type Pairs, type TrainingPair } from "./listing.js";
export { DEFAULT_RECIPE, type Recipe } from "./schedule.js";
export { LocalStepper, type Stepper, type TrainingHost } from "./stepper.js";
export { Survey } from "./survey.js";
export { train } from "./trainer.js";
export {
  fingerprint,
  SELECTIONS,
  type Selection,
  type TrainOptions,
  type TrainProgress,
  type TrainResult,
  type TrainUntil,
} from "./training.js";
