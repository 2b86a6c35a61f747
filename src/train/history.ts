/**
 * A training's course as plain data, for reports and live charts.
 *
 *   const history = new History();
 *   history.add(0.1, { step: 40, epoch: 2, seconds: 1.5, loss: 0.9, floatAccuracy: 0.7 });
 */

export interface HistoryPoint {
  /** Steps and epochs done; the last epoch may be done in part. */
  readonly step: number;
  readonly epoch: number;
  /** Seconds of training since the start; pauses before resuming do not count. */
  readonly seconds: number;
  /** Mean cross-entropy of a character, each as it was when last trained on, in nats. */
  readonly loss: number;
  /** Share of characters right by the forward pass of training, when last trained on. */
  readonly floatAccuracy: number;
  /** Share of (a sample of) the questions right by integer inference, where it was computed. */
  readonly integerAccuracy?: number | undefined;
  /** The same for held-out questions. */
  readonly heldOutAccuracy?: number | undefined;
  /** (layers) largest |accumulator| that the sample met, where it was computed. */
  readonly largestAccumulators?: readonly number[] | undefined;
}

/** Smallest distance of two points without a check, as a part of the training. */
const SPACING = 1 / 250;

export class History {
  readonly #points: HistoryPoint[];
  #lastDone = 0;

  /** @param points of a resumed training: the points so far */
  constructor(points: readonly HistoryPoint[] = []) {
    this.#points = [...points];
  }

  get points(): readonly HistoryPoint[] {
    return this.#points;
  }

  /**
   * Keeps a point if it is far enough from the last one, or if it has the figures of a check.
   * @param done part of the training that is done, 0 to 1
   */
  add(done: number, point: HistoryPoint): void {
    // before the first batch there is no loss yet
    if (!Number.isFinite(point.loss)) return;
    if (point.integerAccuracy === undefined && done < this.#lastDone + SPACING) return;
    this.#points.push(point);
    this.#lastDone = done;
  }
}
