/** Disk images, read back by Debian's cpmtools, where they are installed. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inTemporaryFolder } from "./cli.js";

export const hasCpmtools = spawnSync("cpmls", ["-h"]).error === undefined;

/**
 * RomWBW's own formats, from its Source/Images/diskdefs: cpmtools have none of them. That of RC2014's drives has a
 * system track more, as drive A has: without one, libdsk takes the directory for a boot sector and crashes.
 */
const MORE_FORMATS = `diskdef wbw_hd1024
  seclen 512
  tracks 1024
  sectrk 16
  blocksize 4096
  maxdir 1024
  skew 0
  boottrk 2
  os 2.2
end
diskdef wbw_hd512
  seclen 512
  tracks 1040
  sectrk 16
  blocksize 4096
  maxdir 512
  skew 0
  boottrk 16
  os 2.2
end
diskdef rc2014
  seclen 512
  tracks 513
  sectrk 32
  blocksize 4096
  maxdir 512
  skew 0
  boottrk 1
  os 2.2
end
`;

const RC2014_TRACK = 32 * 512;

/** @param format as cpmtools have it, or MORE_FORMATS */
export interface Disk {
  readonly image: Uint8Array;
  readonly format: string;
  /** True if the image has headers for its tracks. */
  readonly isDsk: boolean;
}

interface Ran {
  readonly ok: boolean;
  /** What it said. */
  readonly output: string;
  /** The file `back`, if it made one. */
  readonly back: Uint8Array | undefined;
}

function run(command: string, { image, format, isDsk }: Disk, args: readonly string[]): Ran {
  return inTemporaryFolder((at) => {
    if (MORE_FORMATS.includes(`diskdef ${format}\n`)) writeFileSync(at("diskdefs"), MORE_FORMATS);
    else writeFileSync(at("diskdefs"), readFileSync("/etc/cpmtools/diskdefs"));
    const before = format === "rc2014" ? new Uint8Array(RC2014_TRACK) : Uint8Array.of();
    writeFileSync(at("image"), Buffer.concat([before, image]));
    const words = ["-f", format, "-T", isDsk ? "dsk" : "raw", "image", ...args];
    const { status, stdout, stderr } = spawnSync(command, words, { cwd: at("."), encoding: "utf8" });
    const back = existsSync(at("back")) ? new Uint8Array(readFileSync(at("back"))) : undefined;
    return { ok: status === 0, output: stdout + stderr, back };
  });
}

/** A file of user 0, in whole records of 128 bytes. Undefined if cpmtools don't find it. */
export function copyOut(disk: Disk, name: string): Uint8Array | undefined {
  const { ok, back } = run("cpmcp", disk, [`0:${name}`, "back"]);
  return ok ? back : undefined;
}

/** What cpmtools' check of the file system says; undefined if it finds no fault. */
export function faults(disk: Disk): string | undefined {
  const { ok, output } = run("fsck.cpm", disk, []);
  return ok ? undefined : output;
}
