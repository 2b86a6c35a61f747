/** The disks of a run, as `--disk` gives them: `dir`, `a=dir`, `b=dir,ro`. */

import { InputError } from "../../base/input-error.js";
import { type Drive, MAX_CAPACITY, MemoryDrive } from "../../cpm/index.js";
import { FolderDrive } from "./folder-drive.js";

const DRIVES = 16;
const DISK = /^(?:([A-Pa-p])=)?(.+?)(,ro)?$/;

/**
 * Makes drives of `--disk` options.
 * @param capacity bytes that the files of a disk may take
 * @returns drives by number, A: first; without an option for A: it is an empty disk in memory
 */
export function drivesOf(options: readonly string[], capacity = MAX_CAPACITY): (Drive | undefined)[] {
  const drives: (Drive | undefined)[] = new Array(DRIVES).fill(undefined);
  for (const option of options) {
    const match = DISK.exec(option);
    if (match === null)
      throw new InputError(`"${option}" is not a disk; give --disk folder, or --disk b=folder,ro`);
    const [, letter = "a", folder, readOnly] = match;
    const other = /^([^=])=/.exec(folder)?.[1];
    if (match[1] === undefined && other !== undefined)
      throw new InputError(`there is no drive ${other.toUpperCase()}:; drives are A: to P:`);
    const number = letter.toLowerCase().charCodeAt(0) - "a".charCodeAt(0);
    if (drives[number] !== undefined)
      throw new InputError(`drive ${letter.toUpperCase()}: has two disks; give each drive one --disk`);
    drives[number] = new FolderDrive(folder, { readOnly: readOnly !== undefined, capacity });
  }
  drives[0] ??= new MemoryDrive({ capacity });
  return drives;
}
