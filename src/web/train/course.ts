/**
 * The curves of a training: shares of right characters and questions over time, as columns for a chart.
 *
 *   const course = new Course();
 *   course.add(progress);
 *   const [seconds, characters, questions, heldOut] = course.columns;
 */

import type { TrainProgress } from "../../train/training.js";

/** Most points: a chart has no more pixels. Then every second one is dropped. */
const MOST_POINTS = 1500;

type Column = (number | null)[];

/** Seconds, and the shares of right characters, questions and held-out questions; null where it isn't known yet. */
export type Columns = readonly [seconds: number[], characters: Column, questions: Column, heldOut: Column];

export class Course {
  #columns: Columns;
  /** Least seconds between two points. */
  #spacing = 0;

  /** @param kept the columns of an earlier part of the same training, of any shape */
  constructor(kept?: unknown) {
    this.#columns = isColumns(kept) ? kept : [[], [], [], []];
  }

  get columns(): Columns {
    return this.#columns;
  }

  /** Adds a point. A training that resumes from a checkpoint repeats some seconds: they replace the earlier ones. */
  add({ seconds, floatAccuracy, integerAccuracy, heldOutAccuracy }: TrainProgress): void {
    const [times] = this.#columns;
    while (times.length > 0 && times.at(-1)! >= seconds) for (const column of this.#columns) column.pop();
    // before the first batch no share is known
    if (Number.isNaN(floatAccuracy)) return;
    if (times.length > 0 && seconds - times.at(-1)! < this.#spacing) return;
    const point = [seconds, floatAccuracy, integerAccuracy ?? null, heldOutAccuracy ?? null];
    this.#columns.forEach((column, index) => void (column as Column).push(point[index]));
    if (times.length > MOST_POINTS) this.#thin();
  }

  #thin(): void {
    const half = <T>(column: T[]) => column.filter((_, index) => index % 2 === 0);
    const [seconds, characters, questions, heldOut] = this.#columns;
    this.#columns = [half(seconds), half(characters), half(questions), half(heldOut)];
    this.#spacing = (this.#columns[0].at(-1)! - this.#columns[0][0]) / this.#columns[0].length;
  }
}

function isColumns(value: unknown): value is Columns {
  if (!Array.isArray(value) || value.length !== 4) return false;
  return value.every(
    (column) =>
      Array.isArray(column) &&
      column.length === value[0].length &&
      column.every((share) => share === null || typeof share === "number"),
  );
}
