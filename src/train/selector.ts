/**
 * Selects which of a training's networks is kept: the best on the training questions, or on the held-out ones.
 *
 *   const selector = new Selector(survey, { seed, select: "holdout" });
 *   selector.offer(network, selector.check(network)); // now and then
 *   const result = selector.choose(lastNetwork);
 */

import { Random } from "../base/random.js";
import type { Encoder } from "../model/encoder.js";
import { FastInference } from "../model/fast-inference.js";
import type { Network } from "../model/network.js";
import { exactShare } from "./evaluate.js";
import type { Listing } from "./listing.js";
import { type Quiz, quizOf, rightOf } from "./quiz.js";
import type { Survey } from "./survey.js";
import type { TrainOptions } from "./training.js";

/** Questions of a check during training. */
export const CHECK_SAMPLE = 500;
/** Held-out questions of a check if they decide: more, because networks differ in few of them. */
const JUDGES_SAMPLE = 2000;
/** Most questions of a full comparison of two networks. */
const FINAL_SAMPLE = 20_000;

/** Some of a listing's questions. */
interface Sample {
  readonly listing: Listing;
  /** Indices into its questions. */
  readonly questions: Uint32Array;
}

/** Shares of right questions in the samples, by integer inference. */
export interface Check {
  readonly integerAccuracy: number;
  /** Undefined if no questions are held out. */
  readonly heldOutAccuracy: number | undefined;
  readonly largestAccumulators: readonly number[];
  /** Questions asked. */
  readonly asked: number;
}

/** A check's results, whoever asked. */
export interface CheckResults {
  /** (quizzes) questions that are answered right */
  readonly right: readonly number[];
  /** (layers) */
  readonly largestAccumulators: readonly number[];
}

/** A training's checks: the questions taught, and those held out. */
export type Quizzes = readonly [taught: Quiz, heldOut: Quiz];

export class Selector {
  /** The best network so far, by checks. */
  best: { readonly network: Network; readonly accuracy: number } | undefined;
  readonly #sample: Sample;
  readonly #heldOutSample: Sample;
  /** The questions that decide: in full comparisons, and in checks. */
  readonly #judges: Sample;
  readonly #judgesSample: Sample;
  /** Training questions of a full comparison. */
  readonly #taught: Sample;
  #quizzes: Quizzes | undefined;
  /** The network that the training starts from, and its score in a full comparison once computed. */
  #initial: Network | undefined;
  #initialExact: number | undefined;

  constructor(
    { listing, heldOut }: Survey,
    { seed, select = "train" }: Pick<TrainOptions, "seed" | "select">,
  ) {
    const heldOutSize = select === "holdout" ? JUDGES_SAMPLE : CHECK_SAMPLE;
    this.#sample = sampleOf(listing, CHECK_SAMPLE, seed);
    this.#heldOutSample = sampleOf(heldOut, heldOutSize, seed);
    this.#taught = sampleOf(listing, FINAL_SAMPLE, seed);
    this.#judges = select === "holdout" ? sampleOf(heldOut, FINAL_SAMPLE, seed) : this.#taught;
    this.#judgesSample = select === "holdout" ? this.#heldOutSample : this.#sample;
  }

  /** Makes the initial network the best until another one is better. */
  defend(initial: Network): void {
    this.#initial = initial;
    const accuracy = shareOf(new FastInference(initial), this.#judgesSample);
    if (this.best === undefined || accuracy >= this.best.accuracy) this.best = { network: initial, accuracy };
  }

  /** The questions of all checks. */
  quizzes(encoder: Encoder): Quizzes {
    const quiz = ({ listing, questions }: Sample): Quiz => quizOf(listing, questions, encoder);
    this.#quizzes ??= [quiz(this.#sample), quiz(this.#heldOutSample)];
    return this.#quizzes;
  }

  /** @param results the network's in these questions, if others have asked it */
  check(network: Network, results = this.#ask(network)): Check {
    const [taught, heldOut] = this.quizzes(network.encoder).map(({ answers }) => answers.length);
    const { right, largestAccumulators } = results;
    return {
      integerAccuracy: taught === 0 ? 0 : right[0] / taught,
      heldOutAccuracy: heldOut === 0 ? undefined : right[1] / heldOut,
      largestAccumulators,
      asked: taught + heldOut,
    };
  }

  #ask(network: Network): CheckResults {
    const inference = new FastInference(network);
    const quizzes = this.quizzes(network.encoder);
    const right = quizzes.map((quiz) => rightOf(inference, quiz, 0, quiz.answers.length));
    return { right, largestAccumulators: inference.largestAccumulators };
  }

  /** Keeps a checked network if it is the best so far. @returns whether it is kept */
  offer(network: Network, { integerAccuracy, heldOutAccuracy }: Check): boolean {
    const accuracy = this.#judgesSample === this.#sample ? integerAccuracy : heldOutAccuracy!;
    // in a draw the later network wins, because it was trained longer
    if (this.best !== undefined && accuracy < this.best.accuracy) return false;
    // a sample may score too high: a full comparison keeps a better model file from being overwritten
    if (this.best?.network === this.#initial && !this.#matchesInitial(network)) return false;
    this.best = { network, accuracy };
    return true;
  }

  /**
   * The training's result: the last network, unless another one is better.
   * @param most questions of a full comparison
   */
  choose(last: Network, most = FINAL_SAMPLE): Network {
    const accuracy = shareOf(new FastInference(last), this.#judgesSample);
    const best = this.best !== undefined && this.best.accuracy > accuracy ? this.best.network : undefined;
    let chosen = last;
    let exact: number | undefined;
    // the initial network is always compared in full: the result must not be worse
    for (const candidate of new Set([best, this.#initial])) {
      if (candidate === undefined) continue;
      exact ??= this.#exact(chosen, most);
      const rival = this.#exact(candidate, most);
      if (rival <= exact) continue;
      chosen = candidate;
      exact = rival;
    }
    return chosen;
  }

  /** The result of a training that is stopped, at once: the last network counts only if a sample can tell. */
  chooseQuickly(last: Network): Network {
    if (this.best === undefined) return last;
    if (this.#initial !== undefined) return this.best.network;
    const accuracy = shareOf(new FastInference(last), this.#judgesSample);
    return accuracy >= this.best.accuracy ? last : this.best.network;
  }

  /** Whether a network scores at least as well as the initial one in a full comparison. */
  #matchesInitial(network: Network): boolean {
    if (this.#initial === undefined) return true;
    this.#initialExact ??= this.#exact(this.#initial);
    return this.#exact(network) >= this.#initialExact;
  }

  /** Whether the network answers this share of the training questions, in a full comparison. */
  answers(network: Network, share: number): boolean {
    return shareOf(new FastInference(network), this.#taught) >= share;
  }

  /** Share of right questions in a full comparison: of all questions that decide, at most FINAL_SAMPLE. */
  #exact(network: Network, most = FINAL_SAMPLE): number {
    const { listing, questions } = this.#judges;
    return shareOf(new FastInference(network), { listing, questions: questions.subarray(0, most) });
  }
}

function sampleOf(listing: Listing, size: number, seed: number): Sample {
  const all = Uint32Array.from(listing.questions.keys());
  return { listing, questions: new Random(seed).shuffle(all).slice(0, size) };
}

function shareOf(inference: FastInference, { listing, questions }: Sample): number {
  return exactShare(inference, listing, questions);
}
