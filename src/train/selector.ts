/** Which of a training's networks is kept: the best at the questions that decide. */

import { Random } from "../base/random.js";
import { FastInference } from "../model/fast-inference.js";
import type { Network } from "../model/network.js";
import { exactShare } from "./evaluate.js";
import type { Listing } from "./listing.js";
import type { Survey } from "./survey.js";
import type { TrainOptions } from "./training.js";

/** Questions that are enough for a check on the way. */
const CHECK_SAMPLE = 500;
/** Held-out questions that are enough where they decide: networks differ by few of them. */
const JUDGES_SAMPLE = 2000;
/** Questions that are enough to compare whole networks at the end. */
const FINAL_SAMPLE = 20_000;

/** Some of a listing's questions. */
interface Sample {
  readonly listing: Listing;
  /** Indices into its questions. */
  readonly questions: Uint32Array;
}

/** Shares of samples right, by integer inference. */
export interface Check {
  readonly integerAccuracy: number;
  /** Undefined where nothing is held out. */
  readonly heldOutAccuracy: number | undefined;
  readonly largestAccumulators: readonly number[];
}

export class Selector {
  /** The best so far by checks on the way. */
  best: { readonly network: Network; readonly accuracy: number } | undefined;
  readonly #sample: Sample;
  readonly #heldOutSample: Sample;
  /** What decides: in whole comparisons, and in checks on the way. */
  readonly #judges: Sample;
  readonly #judgesSample: Sample;
  /** What the training goes on from, and its full score once it is needed. */
  #initial: Network | undefined;
  #initialExact: number | undefined;

  constructor(
    { listing, heldOut }: Survey,
    { seed, select = "train" }: Pick<TrainOptions, "seed" | "select">,
  ) {
    const heldOutSize = select === "holdout" ? JUDGES_SAMPLE : CHECK_SAMPLE;
    this.#sample = sampleOf(listing, CHECK_SAMPLE, seed);
    this.#heldOutSample = sampleOf(heldOut, heldOutSize, seed);
    this.#judges = sampleOf(select === "holdout" ? heldOut : listing, FINAL_SAMPLE, seed);
    this.#judgesSample = select === "holdout" ? this.#heldOutSample : this.#sample;
  }

  /** The network to go on from is the best until another is better. */
  defend(initial: Network): void {
    this.#initial = initial;
    const accuracy = shareOf(new FastInference(initial), this.#judgesSample);
    if (this.best === undefined || accuracy >= this.best.accuracy) this.best = { network: initial, accuracy };
  }

  check(network: Network): Check {
    const inference = new FastInference(network);
    const integerAccuracy = shareOf(inference, this.#sample);
    const { largestAccumulators } = inference;
    const heldOutAccuracy =
      this.#heldOutSample.questions.length > 0 ? shareOf(inference, this.#heldOutSample) : undefined;
    return { integerAccuracy, heldOutAccuracy, largestAccumulators };
  }

  /** Keeps a network that was checked, if it is the best so far; says whether. */
  offer(network: Network, { integerAccuracy, heldOutAccuracy }: Check): boolean {
    const accuracy = this.#judgesSample === this.#sample ? integerAccuracy : heldOutAccuracy!;
    // later weights have been trained longer, so they win a draw
    if (this.best !== undefined && accuracy < this.best.accuracy) return false;
    // the sample may flatter; a model file that is better is not written over
    if (this.best?.network === this.#initial && !this.#matchesInitial(network)) return false;
    this.best = { network, accuracy };
    return true;
  }

  /** The network that the training results in: its last one, unless another was better. */
  choose(last: Network): Network {
    const accuracy = shareOf(new FastInference(last), this.#judgesSample);
    const best = this.best !== undefined && this.best.accuracy > accuracy ? this.best.network : undefined;
    let chosen = last;
    let exact: number | undefined;
    // the one gone on from is always compared in full: the result must not be worse
    for (const candidate of new Set([best, this.#initial])) {
      if (candidate === undefined) continue;
      exact ??= this.#exact(chosen);
      const rival = this.#exact(candidate);
      if (rival <= exact) continue;
      chosen = candidate;
      exact = rival;
    }
    return chosen;
  }

  /** Whether a network answers more of all that decides than the one gone on from, or as much. */
  #matchesInitial(network: Network): boolean {
    if (this.#initial === undefined) return true;
    this.#initialExact ??= this.#exact(this.#initial);
    return this.#exact(network) >= this.#initialExact;
  }

  /** Share of all that decides, or of as much as is enough to tell networks apart. */
  #exact(network: Network): number {
    return shareOf(new FastInference(network), this.#judges);
  }
}

function sampleOf(listing: Listing, size: number, seed: number): Sample {
  const all = Uint32Array.from(listing.questions.keys());
  return { listing, questions: new Random(seed).shuffle(all).slice(0, size) };
}

function shareOf(inference: FastInference, { listing, questions }: Sample): number {
  return exactShare(inference, listing, questions);
}
