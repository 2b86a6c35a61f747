/** A folder as drive A: of an emulated machine, made anew for each test, with a secret beside it. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { FolderDrive } from "../../../src/cli/disks/folder-drive.js";
import { BdosCaller } from "../../cpm/bdos-caller.js";

/** Matches the name of every file. */
export const ALL = "????????.???";
/** What BDOS functions return if there is no such file. */
export const NOT_FOUND = 0xff;

/** The folder around the drive's, which programs must not reach. */
export let outside: string;
export let folder: string;
export let drive: FolderDrive;
export let bdos: BdosCaller;

/** Path of a file of the drive. */
export const at = (name: string) => join(folder, name);

/** Mounts the folder in a machine that has just been started. */
export function mount(options: ConstructorParameters<typeof FolderDrive>[1] = {}): void {
  drive = new FolderDrive(folder, options);
  bdos = new BdosCaller([drive]);
}

/** Makes the folder before each test, and takes it away after. */
export function useDiskFolder(): void {
  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), "zmlm-disk-"));
    folder = join(outside, "disk");
    mkdirSync(folder);
    writeFileSync(join(outside, "SECRET.TXT"), "secret");
    mount();
  });

  afterEach(() => {
    drive.close();
    rmSync(outside, { recursive: true });
  });
}
