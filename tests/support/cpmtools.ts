/** Disk images, read back by Debian's cpmtools, where they are installed. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export const hasCpmtools = spawnSync("cpmls", ["-h"]).error === undefined;

export interface DiskFile {
  /** The image. */
  readonly image: string;
  /** Its format, as cpmtools or a file of formats has it. */
  readonly format: string;
  /** True if it has headers for its tracks. */
  readonly isDsk: boolean;
  /** A file of formats, instead of cpmtools' own. */
  readonly formats?: string | undefined;
}

/** A file of user 0, in the length that CP/M knows: whole records. Undefined if cpmtools don't find it. */
export function copyOut(
  { image, format, isDsk, formats }: DiskFile,
  name: string,
  to: string,
): Uint8Array | undefined {
  const kind = isDsk ? ["-T", "dsk"] : ["-T", "raw"];
  const env = { ...process.env, ...(formats !== undefined && { DISKDEFS: formats }) };
  const { status } = spawnSync("cpmcp", ["-f", format, ...kind, image, `0:${name}`, to], { env });
  return status === 0 ? new Uint8Array(readFileSync(to)) : undefined;
}
