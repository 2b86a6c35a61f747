/** Recipes: the kinds of pairs to generate, and for each kind its prompts and how to read the answer's lines. */

import type { Random } from "../../base/random.js";
import type { NewPair, Pool } from "./pool.js";
import type { Prompt } from "./provider.js";

export interface Recipe {
  /** One line that is shown, and is the head of the file. */
  readonly title: string;
  /** By kind, its share of the wanted pairs; they sum to 1. */
  readonly shares: ReadonlyMap<string, number>;
  /** True if a batch of this kind can be asked for; some need pairs to start from. */
  ready(kind: string, pool: Pool): boolean;
  batch(kind: string, lines: number, pool: Pool, random: Random): Batch;
}

export interface Batch {
  readonly prompt: Prompt;
  /** Reads one line of the answer, without list marks around it. */
  read(line: string): Reading;
}

/** A line's pair, whose length and characters are not yet checked, or what is wrong with the line. */
export type Reading = NewPair | { readonly fault: string };

/** The two sides of `left|right`. */
export function sidesOf(line: string): readonly [left: string, right: string] | undefined {
  const sides = line.split("|");
  return sides.length === 2 ? [sides[0].trim(), sides[1].trim()] : undefined;
}

/** The format that every prompt asks for. */
export const FORMAT = `Write one pair per line, in exactly this form and nothing else:
question|ANSWER
No numbering, no headings, no explanations, no empty lines, no quotation marks around a line. Questions are
in lower case and plain ASCII, 1 to 60 characters, and never contain the character "|".`;

/** The part of a prompt that lists questions not to write again; empty if there are none. */
export function avoidance(questions: readonly string[]): string {
  return questions.length === 0 ? "" : `\nThese are there already; write others:\n${questions.join("\n")}`;
}
