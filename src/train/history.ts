/** A training's course as plain data: for a report, or a page that shows it as it goes. */

export interface HistoryPoint {
  /** Steps and epochs that were done, the last epoch in part. */
  readonly step: number;
  readonly epoch: number;
  /** Since the start, without the pauses of a training that was resumed. */
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

/** Points between two checks are no nearer than this part of the training. */
const SPACING = 1 / 250;

export class History {
  readonly #points: HistoryPoint[];
  #lastDone = 0;

  /** @param points of the part that is done, where a training goes on */
  constructor(points: readonly HistoryPoint[] = []) {
    this.#points = [...points];
  }

  get points(): readonly HistoryPoint[] {
    return this.#points;
  }

  /**
   * Keeps a point if it is far enough from the last one, or tells more than the loss.
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
