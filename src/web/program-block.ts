/**
 * Programs as text, to be kept: the data block that pages carry.
 *
 *   await keep("program", blockOf(program.value));
 */

import { EMPTY_BLOCK, fillPage, type PageProgram, readPage } from "../jobs/page.js";

export function blockOf(program: PageProgram): string {
  return fillPage(EMPTY_BLOCK, program);
}

/** Undefined if it is no program: an earlier version may have kept any shape. */
export function programOf(block: unknown): PageProgram | undefined {
  if (typeof block !== "string") return undefined;
  try {
    return readPage(block);
  } catch {
    return undefined;
  }
}
