/**
 * What a model's program costs on each machine, and on which it fits. Programs are built in a worker, one after the
 * other.
 *
 *   await measureFits({ name, text }, MACHINES);
 *   fits.value[0];        // { machine: "CP/M", bytes: 41435, layout: "columns", seconds: { first: 0.14, next: 0.033 } }
 */

import { signal } from "@preact/signals";
import { InputError } from "../../base/input-error.js";
import type { Machine } from "../../machines/machine.js";
import { buildProgramFile } from "../build/builder.js";

export interface Fit {
  /** The machine's name in messages. */
  readonly machine: string;
  /** Size of the file; undefined if the program doesn't fit. */
  readonly bytes?: number | undefined;
  readonly layout?: string | undefined;
  /** From the question to the first character of its answer, and from one character to the next; undefined if all answers are empty. */
  readonly seconds?: { readonly first: number; readonly next: number } | undefined;
  /** Why it doesn't fit. */
  readonly fault?: string | undefined;
}

/** Of the model that was measured last. */
export const fits = signal<readonly Fit[]>([]);

interface Wish {
  readonly model: { readonly name: string; readonly text: string };
  readonly machines: readonly Machine[];
}

let isBusy = false;
/** What is measured next: the newest wish. */
let next: Wish | undefined;

/** While another model is measured, only the newest one waits. */
export async function measureFits(model: Wish["model"], machines: readonly Machine[]): Promise<void> {
  next = { model, machines };
  if (isBusy) return;
  isBusy = true;
  try {
    for (let wish: Wish | undefined = next; wish !== undefined; wish = next) {
      next = undefined;
      const measured: Fit[] = [];
      for (const machine of wish.machines) {
        measured.push(await fitOf(wish.model, machine));
        // what was known of the other machines is of an older network
        fits.value = [...measured];
      }
    }
  } finally {
    isBusy = false;
  }
}

async function fitOf(model: { name: string; text: string }, { name, title }: Machine): Promise<Fit> {
  try {
    const task = { model, machine: name, measured: true };
    const { bytes, program, cost, tStatesPerSecond } = await buildProgramFile(task);
    return {
      machine: title,
      bytes: bytes.length,
      layout: program.layout,
      seconds: cost && {
        first: cost.tStatesToFirstChar / tStatesPerSecond,
        next: cost.tStatesPerChar / tStatesPerSecond,
      },
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { machine: title, fault: error.message };
  }
}
