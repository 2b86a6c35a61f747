/**
 * What the page keeps for the next visit, in this browser's IndexedDB. A browser may forbid that, or have no room:
 * then the page works as before, and `unkept` says so.
 *
 *   await keep("lesson", { name: "mine.txt", text });
 *   const lesson = await recall("lesson");
 */

import { signal } from "@preact/signals";
import { createStore, del, get, set, type UseStore } from "idb-keyval";

/** A sentence that says why nothing is kept; undefined as long as it is. */
export const unkept = signal<string | undefined>(undefined);

let opened: UseStore | undefined;

function store(): UseStore {
  opened ??= createStore("zmlm", "kept");
  return opened;
}

/** Keeps a value that can be copied to a worker, too. Never throws. @returns whether it is kept */
export async function keep(key: string, value: unknown): Promise<boolean> {
  try {
    await set(key, value, store());
    unkept.value = undefined;
    return true;
  } catch (error) {
    unkept.value = reason(error);
    return false;
  }
}

/** Milliseconds in which the browser must give a value: some never answer where they forbid to keep anything. */
const PATIENCE = 4000;

/** A kept value, of any shape, as an earlier version may have kept it; undefined if there is none. Never throws. */
export async function recall(key: string): Promise<unknown> {
  try {
    return await Promise.race([get(key, store()), silence()]);
  } catch (error) {
    unkept.value = reason(error);
    return undefined;
  }
}

/** Never throws. */
export async function forget(key: string): Promise<void> {
  try {
    await del(key, store());
  } catch (error) {
    unkept.value = reason(error);
  }
}

function silence(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), PATIENCE));
}

function reason(error: unknown): string {
  const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
  return isFull
    ? "This browser has no room left for the page: save pairs.txt and the model before you leave."
    : "This browser keeps nothing for the page: save pairs.txt and the model before you leave.";
}
