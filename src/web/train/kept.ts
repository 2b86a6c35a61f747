/**
 * What is kept of a training, so that a killed tab loses nothing: what it learned, the best network so far, and a
 * checkpoint to go on from.
 */

import { forget, keep, recall } from "../lesson/keep.js";
import { type Subject, settingsFrom } from "../lesson/settings.js";
import type { Columns } from "./course.js";

export interface KeptTraining {
  readonly subject: Subject;
  /** Part of it that is done, 0 to 1. */
  readonly done: number;
  /** Share of the questions right, when last computed. */
  readonly score: number | undefined;
  readonly columns: Columns | undefined;
  /** Text of the best network's model file. */
  readonly best: string | undefined;
  readonly checkpoint: Uint8Array | undefined;
}

const KEYS = { subject: "training", course: "course", best: "best", checkpoint: "checkpoint" } as const;

export function keepSubject(subject: Subject): Promise<boolean> {
  for (const key of [KEYS.course, KEYS.best, KEYS.checkpoint]) void forget(key);
  return keep(KEYS.subject, subject);
}

/** Keeps all of a training, in the last one's place. */
export async function keepTraining({ subject, best, checkpoint, ...course }: KeptTraining): Promise<void> {
  await keepSubject(subject);
  keepCourse(course);
  if (best !== undefined) keepBest(best);
  if (checkpoint !== undefined) keepCheckpoint(checkpoint);
}

export function keepCourse(course: Pick<KeptTraining, "done" | "score" | "columns">): void {
  void keep(KEYS.course, course);
}

export function keepBest(text: string): void {
  void keep(KEYS.best, text);
}

/** @param bytes undefined when the training is over */
export function keepCheckpoint(bytes: Uint8Array | undefined): void {
  if (bytes === undefined) void forget(KEYS.checkpoint);
  else void keep(KEYS.checkpoint, bytes);
}

/** The last training, whatever shape an earlier version kept it in; undefined if there was none. */
export async function keptTraining(): Promise<KeptTraining | undefined> {
  const { subject: subjectKey, course: courseKey, best: bestKey, checkpoint: checkpointKey } = KEYS;
  const [subject, course, best, checkpoint] = await Promise.all(
    [subjectKey, courseKey, bestKey, checkpointKey].map(recall),
  );
  return keptFrom({ ...(course as object | undefined), subject, best, checkpoint });
}

/** A training of whatever shape. */
export function keptFrom(value: unknown): KeptTraining | undefined {
  const { subject, best, checkpoint, done, score, columns } = (value ?? {}) as Record<
    keyof KeptTraining,
    unknown
  >;
  const { name, text, settings } = (subject ?? {}) as Record<keyof Subject, unknown>;
  if (typeof name !== "string" || typeof text !== "string") return undefined;
  return {
    subject: { name, text, settings: settingsFrom(settings) },
    done: typeof done === "number" ? done : 0,
    score: typeof score === "number" ? score : undefined,
    columns: columns as Columns | undefined,
    best: typeof best === "string" ? best : undefined,
    checkpoint: checkpoint instanceof Uint8Array ? checkpoint : undefined,
  };
}
