/**
 * What is put aside when a lesson comes by a link: the visitor's own lesson, its settings and what was trained on it.
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
import { lesson, ownProgram, program } from "../store.js";
import { type KeptTraining, keptFrom } from "./kept.js";
import { bringBack, last, phase, talkToLast } from "./session.js";

export interface Aside {
  /** The visitor's lesson and settings. */
  readonly subject: Subject;
  /** What was trained before the link came; undefined if nothing was. */
  readonly training: KeptTraining | undefined;
}

/** What is put aside, the last one last. */
export const aside = signal<readonly Aside[]>([]);

const KEY = "own lesson";

/** The programs that ran before, for this visit. */
const programs = new WeakMap<Aside, typeof program.value>();

/** Finds what an earlier visit put aside. Call it once. */
export async function recallAside(): Promise<void> {
  const kept = await recall(KEY);
  // an earlier version kept the lesson alone
  aside.value = (Array.isArray(kept) ? kept : [{ subject: kept }]).flatMap(asideFrom);
}

/**
 * Puts the lesson, the settings and the last training aside, if there is something to lose.
 * @param text of the lesson that comes in its place
 * @returns false if a training is to be lost with this visit, as the browser doesn't keep it
 */
export async function putAside(text: string): Promise<boolean> {
  const { name, text: own } = lesson.value;
  const isExample = EXAMPLES.some((example) => example.name === name);
  const hasLesson = own.trim() !== "" && own !== text && !isExample;
  // a training that runs goes on, and stays the last one
  const training = phase.value === "ready" && hasResult(last.value) ? last.value : undefined;
  if (!hasLesson && training === undefined) return true;
  const put: Aside = { subject: { name, text: own, settings: settings.value }, training };
  programs.set(put, program.value);
  aside.value = [...aside.value, put];
  return (await keep(KEY, aside.value)) || training === undefined;
}

/** Takes the last one back: its training is the last one again, and the program that ran before runs. */
export async function takeBack(): Promise<void> {
  const own = aside.value.at(-1);
  if (own === undefined) return;
  aside.value = aside.value.slice(0, -1);
  const left = aside.value;
  const ran = programs.get(own);
  if (own.training !== undefined) await bringBack(own.training);
  if (ran !== undefined) program.value = ran;
  else if (own.training?.best !== undefined) await talkToLast();
  else program.value = ownProgram;
  await keep(KEY, left);
}

function hasResult(training: KeptTraining | undefined): boolean {
  return training?.best !== undefined || training?.checkpoint !== undefined;
}

/** Any shape may have been kept by an earlier version. */
function asideFrom(value: unknown): Aside[] {
  const { subject, training } = (value ?? {}) as Partial<Record<keyof Aside, unknown>>;
  const { name, text, settings } = (subject ?? {}) as Partial<Record<keyof Subject, unknown>>;
  if (typeof name !== "string" || typeof text !== "string") return [];
  return [{ subject: { name, text, settings: settingsFrom(settings) }, training: keptFrom(training) }];
}
