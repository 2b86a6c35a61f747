/**
 * The program that ran when the visitor left: it runs again at the next visit. The page's own isn't kept.
 *
 *   await recallProgram();      // at the page's start
 */

import { crc32 } from "../base/crc32.js";
import { forget, keep, recall } from "./lesson/keep.js";
import { computer } from "./machine/page-computer.js";
import { blockOf, programOf } from "./program-block.js";
import { hasReturned, ownProgram, program } from "./store.js";

const KEY = "program";

/** A page of somebody's own model shows that one first, whatever ran in another page of the same host. */
const PAGE = ownProgram.model === undefined ? "" : `${ownProgram.name} ${crc32(ownProgram.com)}`;

interface Kept {
  readonly page: string;
  /** The program as a data block. */
  readonly block: string;
}

/** Boots the program that is kept, if there is one, and from then on keeps the one that runs. */
export async function recallProgram(): Promise<void> {
  const { page, block } = ((await recall(KEY)) ?? {}) as Partial<Record<keyof Kept, unknown>>;
  const kept = page === PAGE ? programOf(block) : undefined;
  // who has typed or opened something meanwhile goes on with it
  if (kept !== undefined && program.value === ownProgram && !computer.hasTyped) {
    program.value = kept;
    hasReturned.value = true;
  }
  let before = program.value;
  program.subscribe((now) => {
    if (now === before) return;
    before = now;
    hasReturned.value = false;
    if (now === ownProgram) void forget(KEY);
    else void keep(KEY, { page: PAGE, block: blockOf(now) } satisfies Kept);
  });
}
