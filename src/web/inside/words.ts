/** Outputs in words. */

import type { NetworkFacts } from "../../jobs/page.js";
import type { Seen } from "../machine/computer.js";

/** What an output stands for, as it is shown: a character, the end of the reply, or a whole reply. */
export function outputName({ charset, answers }: NetworkFacts, index: number): string {
  if (answers !== undefined) return answers[index];
  if (index === charset.length - 1) return "end";
  return charset[index] === " " ? "blank" : charset[index];
}

/** The reply's text after so many steps. */
export function replyUpTo({ steps, program: { network } }: Seen, count: number): string {
  const { charset, answers } = network;
  return steps
    .slice(0, count)
    .map(
      ({ chosen, fallback }) =>
        fallback ?? answers?.[chosen] ?? (chosen === charset.length - 1 ? "" : charset[chosen]),
    )
    .join("");
}

/** Blanks as a sign that one sees. */
export function visible(text: string): string {
  return text.replaceAll(" ", "␣");
}
