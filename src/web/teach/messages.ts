/** What the page and the workers of Teach tell each other. */

import type { LessonCheck, OpenedLesson } from "../../jobs/lesson.js";
import type { EncoderName } from "../../model/encoder.js";

/** A text to check. */
export interface CheckTask {
  readonly text: string;
  readonly encoder: EncoderName;
  /** Undefined: as many as suit the lesson. */
  readonly buckets: number | undefined;
}

/** At most {@link MOST_FINDINGS} findings and {@link MOST_ANSWERS} answers, and how many there are. */
export interface CheckAnswer extends LessonCheck {
  /** Number of lines that are no pairs. */
  readonly faults: number;
  /** Number of other findings. */
  readonly hints: number;
  /** Number of distinct answers. */
  readonly distinctAnswers: number;
}

/** More marks than a reader looks at. */
export const MOST_FINDINGS = 1000;
export const MOST_ANSWERS = 300;

/** Files to open, as they were dropped. */
export interface OpenTask {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** The text of their pairs, or a sentence that says why there is none. */
export type OpenAnswer = { readonly opened: OpenedLesson } | { readonly fault: string };
