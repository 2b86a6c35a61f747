/**
 * Names of half-written files. Each names the machine and the process that writes it, so that the next run can
 * delete what a killed run left.
 */

import { randomBytes } from "node:crypto";
import { readdirSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { crc32 } from "../base/crc32.js";

const NAME = /^\.zmlm-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.tmp$/;
/** Milliseconds after which a file of another machine counts as left over: its process can't be looked up here. */
const OLD = 24 * 3600 * 1000;

const host = crc32(new TextEncoder().encode(hostname())).toString(16).padStart(8, "0");
const swept = new Set<string>();

/** A new name in a file's folder, for the file that will replace it. Deletes leftovers in that folder. */
export function temporaryBeside(place: string): string {
  const folder = dirname(place);
  if (!swept.has(folder)) sweep(folder);
  swept.add(folder);
  return join(folder, `.zmlm-${host}-${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
}

function sweep(folder: string): void {
  for (const name of namesIn(folder)) {
    const match = NAME.exec(name);
    if (match === null) continue;
    const path = join(folder, name);
    const isOver = match[1] === host ? !isRunning(Number(match[2])) : ageOf(path) > OLD;
    if (isOver) rmSync(path, { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // the write that follows reports what is wrong with the folder
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Milliseconds since a file was last written to; 0 if it is gone. */
function ageOf(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? 0 : Date.now() - status.mtimeMs;
}
