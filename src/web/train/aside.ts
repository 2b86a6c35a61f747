/**
 * What is put aside when a lesson comes by a link: the visitor's own lesson, its settings, what was trained on it, and the
 * program that runs.
 * Each link puts one more aside; the last one comes back first.
 *
 *   await putAside();                        // true: it is kept for the next visit, too
 *   const own = await takeBack();            // the lesson and its settings; the training is the last one again
 */

import { signal } from "@preact/signals";
import { settings } from "../lesson/current.js";
import { EXAMPLES } from "../lesson/examples.js";
import { keep, recall } from "../lesson/keep.js";
import { type Subject, settingsFrom } from "../lesson/settings.js";
import { blockOf, programOf } from "../program-block.js";
import { lesson, ownProgram, program } from "../store.js";
import { type KeptTraining, keptFrom } from "./kept.js";
import { bringBack, last, phase } from "./session.js";

export interface Aside {
  /** The visitor's lesson and settings. */
  readonly subject: Subject;
  /** What was trained before the link came; undefined if nothing was. */
  readonly training: KeptTraining | undefined;
  /** The program that ran before, as a data block; undefined if it was the page's own. */
  readonly block: string | undefined;
}

/** What is put aside, the last one last. */
export const aside = signal<readonly Aside[]>([]);

const KEY = "own lesson";

/** Finds what an earlier visit put aside. Call it once. */
export async function recallAside(): Promise<void> {
  const kept = await recall(KEY);
  // an earlier version kept the lesson alone
  aside.value = (Array.isArray(kept) ? kept : [{ subject: kept }]).flatMap(asideFrom);
}

/**
 * Puts the lesson, the settings, the last training and the program aside, if there is something to lose.
 * @param text of the lesson that comes in its place
 * @returns false if a training or a program is to be lost with this visit, as the browser doesn't keep it
 */
export async function putAside(text: string): Promise<boolean> {
  const { name, text: own } = lesson.value;
  const isExample = EXAMPLES.some((example) => example.name === name);
  const hasLesson = own.trim() !== "" && own !== text && !isExample;
  // a training that runs goes on, and stays the last one
  const training = phase.value === "ready" && hasResult(last.value) ? last.value : undefined;
  const block = program.value === ownProgram ? undefined : blockOf(program.value);
  const hasModel = training !== undefined || block !== undefined;
  if (!hasLesson && !hasModel) return true;
  aside.value = [...aside.value, { subject: { name, text: own, settings: settings.value }, training, block }];
  return (await keep(KEY, aside.value)) || !hasModel;
}

/** Takes the last one back: its training is the last one again, and the program that ran before runs. */
export async function takeBack(): Promise<void> {
  const own = aside.value.at(-1);
  if (own === undefined) return;
  aside.value = aside.value.slice(0, -1);
  const left = aside.value;
  if (own.training !== undefined) await bringBack(own.training);
  const ran = programOf(own.block) ?? ownProgram;
  // one that runs still isn't booted anew
  if (blockOf(ran) !== blockOf(program.value)) program.value = ran;
  await keep(KEY, left);
}

function hasResult(training: KeptTraining | undefined): boolean {
  return training?.best !== undefined || training?.checkpoint !== undefined;
}

/** Any shape may have been kept by an earlier version. */
function asideFrom(value: unknown): Aside[] {
  const { subject, training, block } = (value ?? {}) as Partial<Record<keyof Aside, unknown>>;
  const { name, text, settings } = (subject ?? {}) as Partial<Record<keyof Subject, unknown>>;
  if (typeof name !== "string" || typeof text !== "string") return [];
  return [
    {
      subject: { name, text, settings: settingsFrom(settings) },
      training: keptFrom(training),
      block: typeof block === "string" ? block : undefined,
    },
  ];
}
