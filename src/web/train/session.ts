/**
 * The page's training: starts it, stops it, goes on with it, and tells how it goes. At its end the screen boots the
 * new program.
 *
 *   await start();                    // trains on the lesson in the editor
 *   effect(() => draw(progress.value));
 */

import { signal } from "@preact/signals";
import type { Resume } from "../../jobs/train.js";
import type { TrainProgress } from "../../train/training.js";
import { settings } from "../lesson/current.js";
import { requestOf, type Subject, suited } from "../lesson/settings.js";
import { activity, lesson, program, report, showModel } from "../store.js";
import { Course } from "./course.js";
import {
  type KeptTraining,
  keepBest,
  keepCheckpoint,
  keepCourse,
  keepSubject,
  keepTraining,
  keptTraining,
} from "./kept.js";
import type { Glimpse, TrainedMessage, TrainNews } from "./messages.js";
import type { RunningTraining } from "./training.js";

/** `ready`: nothing runs. */
export type Phase = "ready" | "starting" | "training" | "stopping" | "building";

export const phase = signal<Phase>("ready");
export const progress = signal<TrainProgress | undefined>(undefined);
export const glimpse = signal<Glimpse | undefined>(undefined);
/** The curves; a new object when they change. */
export const course = signal<{ readonly columns: Course["columns"] }>(new Course());
/** True while the training stands still, because nobody sees the page. */
export const isHidden = signal(false);
/** What the visitor should know about this training; one sentence each. */
export const remarks = signal<readonly string[]>([]);
/** A sentence about why the last training broke off. */
export const trouble = signal<string | undefined>(undefined);
/** Questions that the network is asked as it learns. */
export const questions = signal<readonly string[]>([]);
/** The last training, this visit's or an earlier one's: its best network so far, and what to go on from. */
export const last = signal<KeptTraining | undefined>(undefined);
/** The result of this visit's last training. */
export const trained = signal<TrainedMessage | undefined>(undefined);
export const threads = signal<number | undefined>(undefined);

let running: RunningTraining | undefined;
/** A stop that was asked for before the training ran. */
let stopWanted = false;

/** Finds what an earlier visit left. Call it once. */
export async function recallTraining(): Promise<void> {
  const kept = await keptTraining();
  if (phase.value !== "ready" || kept === undefined) return;
  last.value = kept;
  course.value = new Course(kept.columns);
}

/** Trains a new network on the lesson. */
export function start(): Promise<void> {
  return run(present());
}

/** What the editor and the fields hold. */
function present(): Subject {
  const { name, text } = lesson.value;
  return { name, text, settings: suited(settings.value, text) };
}

/** True if the last training was left unfinished, and the lesson and the settings are still the same. */
export function canContinue(): boolean {
  const { checkpoint, subject } = last.value ?? {};
  const { text } = lesson.value;
  if (checkpoint === undefined || subject!.text !== text) return false;
  return JSON.stringify(subject!.settings) === JSON.stringify(suited(settings.value, text));
}

/** The model that a training can go on from: the one that Talk runs, if it isn't the page's own, or the last one. */
export function furtherModel(): { readonly name: string; readonly text: string } | undefined {
  const { name, model } = program.value;
  if (model !== undefined) return { name, text: model };
  const { best, subject } = last.value ?? {};
  return best === undefined ? undefined : { name: subject!.name, text: best };
}

/** Goes on with a training that was stopped or cut off, or trains a model further, on the present lesson. */
export function goOn(): Promise<void> {
  if (canContinue()) {
    const { best, checkpoint, subject } = last.value!;
    return run(subject!, {
      model: { file: "the best network so far", text: best },
      checkpoint: { file: "the checkpoint", bytes: checkpoint },
    });
  }
  const model = furtherModel();
  if (model === undefined) return start();
  return run(present(), {
    model: { file: model.name, text: model.text },
    checkpoint: { file: "the checkpoint", bytes: undefined },
  });
}

/** Ends the training early; the result is the best network so far. */
export function stop(): void {
  if (phase.value !== "training" && phase.value !== "starting") return;
  stopWanted = true;
  running?.stop();
  phase.value = "stopping";
}

/** Makes an earlier training the last one again; one that runs ends without a result. */
export async function bringBack(training: KeptTraining): Promise<void> {
  if (running !== undefined) {
    running.kill();
    running = undefined;
    phase.value = "ready";
    activity.value = "idle";
  }
  stop();
  await whenReady();
  last.value = training;
  course.value = new Course(training.columns);
  progress.value = undefined;
  glimpse.value = undefined;
  trained.value = undefined;
  report.value = undefined;
  trouble.value = undefined;
  remarks.value = [];
  isHidden.value = false;
  await keepTraining(training);
}

/** Resolves when nothing runs. */
function whenReady(): Promise<void> {
  return new Promise((resolve) => {
    const end = phase.subscribe((now) => {
      if (now !== "ready") return;
      resolve();
      queueMicrotask(() => end());
    });
  });
}

/** Asks other questions. */
export function ask(next: readonly string[]): void {
  questions.value = next;
  running?.ask(next);
}

/** Boots the last training's best network. */
export async function talkToLast(): Promise<void> {
  const { best, subject } = last.value ?? {};
  if (best !== undefined) await boot(subject!.name, best);
}

async function run(subject: Subject, resume?: Resume): Promise<void> {
  if (phase.value !== "ready") return;
  phase.value = "starting";
  activity.value = "training";
  stopWanted = false;
  trouble.value = undefined;
  remarks.value = [];
  trained.value = undefined;
  const continues = resume?.checkpoint.bytes !== undefined;
  if (!continues) {
    progress.value = undefined;
    glimpse.value = undefined;
    course.value = new Course();
    last.value = {
      subject,
      done: 0,
      score: undefined,
      columns: undefined,
      best: resume?.model.text,
      checkpoint: undefined,
    };
    await keepSubject(subject);
    if (resume?.model.text !== undefined) keepBest(resume.model.text);
  }
  try {
    const { startTraining, usableThreads } = await import("./training.js");
    threads.value = usableThreads();
    const request = requestOf(subject, threads.value, resume);
    const curves = new Course(course.value.columns);
    running = startTraining({ request, questions: questions.value, threads: threads.value }, (news) =>
      attend(news, curves, resume !== undefined),
    );
    if (stopWanted) running.stop();
  } catch (error) {
    fail(`the training's code can't be loaded: ${error instanceof Error ? error.message : error}`);
  }
}

function attend(
  news: TrainNews | { readonly type: "hidden"; readonly hidden: boolean },
  curves: Course,
  resumed: boolean,
): void {
  switch (news.type) {
    case "start":
      if (phase.value === "starting") phase.value = "training";
      break;
    case "warning":
      remarks.value = [...remarks.value, news.message];
      break;
    case "progress":
      progress.value = news.progress;
      curves.add(news.progress);
      course.value = { columns: curves.columns };
      break;
    case "glimpse":
      glimpse.value = news.glimpse;
      break;
    case "best":
      last.value = { ...last.value!, best: news.text };
      keepBest(news.text);
      break;
    case "checkpoint": {
      const { done, integerAccuracy: score } = progress.value ?? { done: 0, integerAccuracy: undefined };
      last.value = { ...last.value!, done, score, columns: curves.columns, checkpoint: news.bytes };
      keepCheckpoint(news.bytes);
      keepCourse({ done, score, columns: curves.columns });
      break;
    }
    case "hidden":
      isHidden.value = news.hidden;
      break;
    case "fault":
      fail(news.message);
      break;
    case "done":
      report.value = async () => (await import("./report.js")).reportOf(news.trained, resumed);
      void finish(news.trained);
      break;
  }
}

function fail(message: string): void {
  running = undefined;
  trouble.value = message;
  phase.value = "ready";
  activity.value = "idle";
}

async function finish(result: TrainedMessage): Promise<void> {
  running = undefined;
  const { stopped, evaluation } = result.result;
  trained.value = result;
  // a stopped training goes on from its checkpoint
  const checkpoint = stopped ? last.value!.checkpoint : undefined;
  const done = stopped ? last.value!.done : 1;
  const { columns } = course.value;
  last.value = { ...last.value!, best: result.text, checkpoint, done, score: evaluation.exact, columns };
  keepBest(result.text);
  if (!stopped) keepCheckpoint(undefined);
  keepCourse({ done, score: evaluation.exact, columns });
  await boot(last.value.subject.name, result.text);
}

async function boot(name: string, text: string): Promise<void> {
  phase.value = "building";
  try {
    await showModel(name, text);
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : String(error);
  } finally {
    phase.value = "ready";
    activity.value = "idle";
  }
}
