/**
 * The closing scores of a training: of all questions, or of a random sample if time is short or the training is stopped.
 *
 *   const closing = new ClosingScores({ limits, clock, signal, seed });
 *   closing.answerSeconds = 0.0004;                // as a check measured
 *   const evaluation = await closing.score(network, listing, closing.share(listing.questions.length), show);
 */

import type { Clock } from "../base/clock.js";
import { type Host, runSteps } from "../base/steps.js";
import type { Network } from "../model/network.js";
import { type Evaluation, evaluation, type ScoringProgress } from "./evaluate.js";
import type { Limits } from "./limits.js";
import type { Listing } from "./listing.js";
import { CHECK_SAMPLE } from "./selector.js";

/** Fewest questions that the closing scores ask. */
const FEWEST_SCORED = 200;

interface ClosingSetting {
  readonly limits: Limits;
  readonly clock: Pick<Clock, "now" | "turn">;
  readonly signal?: AbortSignal | undefined;
  /** Seed of the samples. */
  readonly seed: number;
}

export class ClosingScores {
  /** Seconds that an answer takes; 0: not measured yet. */
  answerSeconds = 0;
  readonly #setting: ClosingSetting;

  constructor(setting: ClosingSetting) {
    this.#setting = setting;
  }

  /** Number of questions that can be asked in the time left. */
  get affordable(): number {
    const { secondsToLimit } = this.#setting.limits;
    if (secondsToLimit === undefined || this.answerSeconds === 0) return Number.POSITIVE_INFINITY;
    return Math.max(FEWEST_SCORED, Math.floor(secondsToLimit / this.answerSeconds));
  }

  /** Share of so many questions that can be asked in the time left, 0 to 1. */
  share(questions: number): number {
    return Math.min(1, this.affordable / questions);
  }

  /** Scores a network on a share of a listing's questions. A stop, before or meanwhile, leaves it at a small sample. */
  async score(
    network: Network,
    listing: Listing,
    share: number,
    show: (progress: ScoringProgress) => void,
  ): Promise<Evaluation> {
    const { clock, signal, seed } = this.#setting;
    const ask = (asked: Listing, host: Host) => runSteps(evaluation(network, asked), host, show);
    const few = () => ask(listing.sample(CHECK_SAMPLE, seed), { clock });
    if (signal?.aborted) return few();
    try {
      const asked = share < 1 ? listing.sample(Math.ceil(share * listing.questions.length), seed) : listing;
      return await ask(asked, { clock, signal });
    } catch (error) {
      if (!signal?.aborted) throw error;
      return few();
    }
  }
}
