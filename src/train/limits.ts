/**
 * When a training ends: after a number of epochs, at a time, or at whichever comes first; and how long its closing
 * scores may take.
 *
 *   const limits = new Limits({ seconds: 60 }, clock, clock.now());
 *   limits.needs(4);            // the closing scores take four seconds
 *   const part = limits.done(0); // 0 to 1: the schedule's progress
 */

import type { Clock } from "../base/clock.js";
import type { TrainUntil } from "./training.js";

/** Largest share of the time limit that the closing scores may take. */
const CLOSING_SHARE = 0.06;
/** The same before the first check has shown how long an answer takes. */
const FIRST_CLOSING_SHARE = 0.02;

export class Limits {
  readonly #until: TrainUntil;
  readonly #clock: Pick<Clock, "now">;
  /** milliseconds */
  readonly #started: number;
  /** Seconds kept for the closing scores. */
  #closing: number;

  constructor(until: TrainUntil, clock: Pick<Clock, "now">, started: number) {
    this.#until = until;
    this.#clock = clock;
    this.#started = started;
    this.#closing = FIRST_CLOSING_SHARE * (until.seconds ?? 0);
  }

  /** Seconds since the training began. */
  get seconds(): number {
    return (this.#clock.now() - this.#started) / 1000;
  }

  /** Seconds left of the time limit, 0 or more; undefined without one. */
  get secondsToLimit(): number | undefined {
    const { seconds } = this.#until;
    return seconds === undefined ? undefined : Math.max(0, seconds - this.seconds);
  }

  /** Sets how many seconds the closing scores need; they get as many, within a small share of the time limit. */
  needs(seconds: number): void {
    this.#closing = Math.min(seconds, CLOSING_SHARE * (this.#until.seconds ?? 0));
  }

  /**
   * Part of the training that is done, 0 to 1, or more once it is over.
   * @param epochs epochs done
   */
  done(epochs: number): number {
    const { epochs: most, seconds } = this.#until;
    return Math.max(
      most === undefined ? 0 : epochs / most,
      seconds === undefined ? 0 : this.seconds / (seconds - this.#closing),
    );
  }

  /** Seconds that the training goes on, by its speed so far; its time limit is the most. Undefined at the start. */
  secondsLeft(done: number): number | undefined {
    const { secondsToLimit, seconds } = this;
    if (this.#until.epochs === undefined || done <= 0) return secondsToLimit;
    return Math.min(secondsToLimit ?? Number.POSITIVE_INFINITY, Math.max(0, (seconds / done) * (1 - done)));
  }
}
