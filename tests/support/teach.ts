/** Steps of a visitor who teaches the built page. */

import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { zmlm } from "./cli.js";

/** Headers with which workers may share memory. */
export const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Opens the page, and waits for the editor. */
export async function openTeach(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator(".cm-content").waitFor({ timeout: 30_000 });
  await page.locator(".summary").waitFor();
}

/** Replaces the lines in the editor. */
export async function teach(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

export interface Wish {
  readonly epochs?: number;
  readonly seconds?: number;
  /** Percent of the questions at which it stops earlier. */
  readonly exact?: number;
  /** Widths of the hidden layers, as a visitor writes them. */
  readonly hidden?: string;
}

/** Chooses settings, and presses Train. */
export async function train(page: Page, { epochs, seconds, exact, hidden }: Wish): Promise<void> {
  const watch = page.locator(".watch");
  if ((await watch.locator("details[open]").count()) === 0) await watch.locator("summary").click();
  const fill = async (label: string, value: string) => {
    await watch.getByLabel(label, { exact: true }).fill(value);
    await watch.getByLabel(label, { exact: true }).blur();
  };
  if (epochs !== undefined) {
    await watch.getByLabel("Train by").selectOption("epochs");
    await fill("epochs", String(epochs));
  }
  if (seconds !== undefined) {
    await watch.getByLabel("Train by").selectOption("time");
    await fill("seconds", String(seconds));
  }
  if (exact !== undefined) await fill("Stop when right (%)", String(exact));
  if (hidden !== undefined) await watch.getByLabel("Choose the network for me").uncheck();
  if (hidden !== undefined) await fill("Hidden layers", hidden);
  await watch.getByRole("button", { name: "Train", exact: true }).click();
}

/** What the page keeps in this browser by a key. */
export function kept(page: Page, key: string): Promise<unknown> {
  return page.evaluate(
    (key) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("zmlm");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction("kept").objectStore("kept").get(key);
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        };
      }),
    key,
  );
}

/**
 * The model file that a command makes of a lesson; the command stands in the record of a model of the page.
 * @param inFolder gives paths in an empty folder
 */
export function modelMadeBy(command: string, lesson: string, inFolder: (name: string) => string): string {
  writeFileSync(inFolder("pairs.txt"), lesson);
  // a shell takes off the quotes
  const words = command.match(/'[^']*'|\S+/g)!.map((word) => word.replace(/^'(.*)'$/, "$1"));
  const { code, stderr } = zmlm(words.slice(1), { cwd: inFolder("") });
  if (code !== 0) throw new Error(stderr);
  return readFileSync(inFolder("model.json"), "utf8");
}
