/**
 * The lesson in the editor and its settings, from one visit to the next.
 *
 *   const { lesson, linked } = await begin();   // at the page's start: of a link, of the last visit, or an example
 */

import { effect, signal } from "@preact/signals";
import { type Lesson, lesson } from "../store.js";
import { EXAMPLES } from "./examples.js";
import { keep, recall } from "./keep.js";
import { linkedLesson } from "./link.js";
import { DEFAULT_SETTINGS, type Settings, type Subject, settingsFrom } from "./settings.js";

export const settings = signal<Settings>(DEFAULT_SETTINGS);

/** Seconds that would suit the lesson; undefined until it is checked. */
export const suitedSeconds = signal<number | undefined>(undefined);

/** Milliseconds after a change until it is kept. */
const KEEP_DELAY = 400;

/** The lesson of the last visit, or the first example; and what it means for the editor. */
export interface Beginning {
  readonly lesson: Lesson;
  /** True: the last visit's. */
  readonly isKept: boolean;
}

/** Reads what was kept, and from then on keeps each change. */
export async function begin(): Promise<Beginning> {
  const [kept, keptSettings] = await Promise.all(["lesson", "settings"].map(recall));
  settings.value = settingsFrom(keptSettings);
  const known = lessonFrom(kept);
  const { name, load } = EXAMPLES[0];
  const first = known ?? { name, text: await load() };
  lesson.value = first;
  keepChanges();
  return { lesson: first, isKept: known !== undefined };
}

/**
 * Takes the lesson out of the page's address, if one is in it; the address then is the page's again.
 * @throws InputError if it is damaged
 */
export function takeLinked(): Subject | undefined {
  const { hash, pathname, search } = location;
  const found = hash.startsWith("#lesson=");
  try {
    return linkedLesson(hash);
  } finally {
    if (found) history.replaceState(null, "", location.protocol === "file:" ? "#" : pathname + search);
  }
}

/** Any shape may have been kept by an earlier version. */
function lessonFrom(value: unknown): Lesson | undefined {
  const { name, text } = (value ?? {}) as Partial<Lesson>;
  return typeof name === "string" && typeof text === "string" ? { name, text } : undefined;
}

function keepChanges(): void {
  keepLater("lesson", () => lesson.value);
  keepLater("settings", () => settings.value);
}

/** Keeps a signal's value some time after each change, and at once when the page is left. */
function keepLater(key: string, value: () => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changed: { readonly value: unknown } | undefined;
  const write = () => {
    clearTimeout(timer);
    if (changed === undefined) return;
    void keep(key, changed.value);
    changed = undefined;
  };
  let isFirst = true;
  effect(() => {
    const now = value();
    if (isFirst) {
      isFirst = false;
      return;
    }
    changed = { value: now };
    clearTimeout(timer);
    timer = setTimeout(write, KEEP_DELAY);
  });
  document.addEventListener("visibilitychange", write);
  window.addEventListener("pagehide", write);
}
