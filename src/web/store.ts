/**
 * What the rooms share. Each room reads and sets these signals; no room imports another.
 *
 *   lesson.value = { name: "mine.txt", text: "hello|HI\n" };   // Teach sets it, Watch trains on it
 *   await showModel("my model", modelText);                     // builds the program; Talk boots it
 *   effect(() => redraw(program.value));
 */

import { signal } from "@preact/signals";
import { type PageProgram, readPage } from "../jobs/page.js";
import { buildProgramFile } from "./build/builder.js";

/** Pairs to train on, as the text of a pair file. */
export interface Lesson {
  /** Name of the file or the example. */
  readonly name: string;
  readonly text: string;
}

/** What the page is busy with. */
export type Activity = "idle" | "training" | "building";

/** The pairs in the editor. */
export const lesson = signal<Lesson>({ name: "empty", text: "" });

/** The program that the page came with. */
export const ownProgram = pageProgram();

/** The program that Talk runs. Setting it boots the machine anew. */
export const program = signal<PageProgram>(ownProgram);

/** True if Talk runs the program that ran when the visitor left. */
export const hasReturned = signal(false);

export const activity = signal<Activity>("idle");

/** Makes the report of the last training, as an HTML page; undefined before the first one. */
export const report = signal<(() => Promise<string>) | undefined>(undefined);

/** Files that were dropped outside Teach, for it to open as a lesson; it empties the list. */
export const droppedFiles = signal<readonly File[]>([]);

/** True if Teach, which is a sheet on phones, is open. */
export const sheetOpen = signal(false);

/** True when the first reply is on the screen: what isn't needed to talk is loaded from then on. */
export const talkWorks = signal(false);

/** A sentence about what went wrong last, for everyone to see; undefined if nothing did. */
export const fault = signal<string | undefined>(undefined);

/**
 * Builds a model's CP/M program, in a worker, and makes it the one that Talk runs.
 * @param text of a model file
 * @param file the name to give in errors
 * @throws InputError if the text is no model, or its program doesn't fit
 */
export async function showModel(name: string, text: string, file = name): Promise<void> {
  const before = activity.value;
  activity.value = "building";
  try {
    const built = await buildProgramFile({ model: { name, text, file } });
    program.value = built.program;
  } finally {
    activity.value = before;
  }
}

/** The text of the model that Talk runs. The shipped one's is loaded when it is first wanted. */
export async function modelText(): Promise<string> {
  return program.value.model ?? (await import("../../data/tinychat/model.json?raw")).default;
}

function pageProgram(): PageProgram {
  const found = readPage(document.getElementById("zmlm-program")?.outerHTML ?? "");
  if (found === undefined) throw new Error("this page holds no program");
  return found;
}
