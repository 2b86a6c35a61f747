/** A fact of a game: the shapes that ask for it, the words that fill them, and the true answer. */

import { IDK, WIN } from "./replies.js";
import type { Slots } from "./template.js";

export const ANSWERS = ["YES", "NO", "MAYBE", WIN, IDK] as const;
export type Answer = (typeof ANSWERS)[number];

export interface Fact {
  /** The kind of knowledge; it is part of the names of its families of phrasings. */
  readonly kind: string;
  readonly shapes: readonly string[];
  readonly slots: Slots;
  readonly answer: Answer;
  /** Weight: its number of phrasings relative to other facts with the same answer. */
  readonly weight: number;
}

export function fact(
  kind: string,
  shapes: readonly string[],
  slots: Slots,
  answer: Answer,
  weight: number,
): Fact {
  return { kind, shapes, slots, answer, weight };
}
