/**
 * A few files kept open, so that reading and writing them record by record needn't open them each time. A path
 * means the plain file that the drive has listed until the program opens or makes it again: if the host replaces
 * the file meanwhile, reading and writing it fail, so that no program mixes two files.
 */

import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync } from "node:fs";
import { DriveError } from "../../cpm/index.js";

const MAX_OPEN = 8;
/** Without following a link at the end of a path, or waiting for the other end of a pipe; not every host has both. */
const SAFELY = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

interface OpenFile {
  readonly descriptor: number;
  readonly writable: boolean;
  readonly identity: string;
}

export class OpenFiles {
  readonly #holds: (path: string) => boolean;
  /** By path, the one used last at the end. */
  readonly #files = new Map<string, OpenFile>();
  /** Device and inode of each file that the program has open, by path. */
  readonly #identities = new Map<string, string>();

  /** @param holds whether a path, with links followed, lies on the drive */
  constructor(holds: (path: string) => boolean) {
    this.#holds = holds;
  }

  /**
   * A descriptor of a file; it stays good until the next call.
   * @throws DriveError if it isn't the file that the program has opened
   */
  descriptor(path: string, writable: boolean): number {
    let file = this.#files.get(path);
    if (file !== undefined && writable && !file.writable) {
      this.close(path);
      file = undefined;
    }
    file ??= this.#open(path, writable);
    this.#files.delete(path);
    this.#files.set(path, file);
    if (this.#files.size > MAX_OPEN) this.close(this.#files.keys().next().value!);
    if (file.identity === identityAt(path)) return file.descriptor;
    this.close(path);
    throw replaced(path);
  }

  #open(path: string, writable: boolean): OpenFile {
    const descriptor = openSync(path, (writable ? constants.O_RDWR : constants.O_RDONLY) | SAFELY);
    const status = fstatSync(descriptor, { bigint: true });
    const opened = identity(status);
    const expected = this.#identities.get(path) ?? opened;
    if (status.isFile() && opened === expected && this.#holds(path)) {
      this.#identities.set(path, opened);
      return { descriptor, writable, identity: opened };
    }
    closeSync(descriptor);
    throw replaced(path);
  }

  /** Call it when the program opens a file: the path means the file that is there now. */
  open(path: string): void {
    this.forget(path);
    try {
      // kept open, its inode can't become another file's
      this.descriptor(path, false);
    } catch {
      this.#identities.set(path, identity(lstatSync(path, { bigint: true })));
    }
  }

  close(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#files.delete(path);
    closeSync(file.descriptor);
  }

  /** Call it before a file is deleted or renamed. */
  forget(path: string): void {
    this.close(path);
    this.#identities.delete(path);
  }

  closeAll(): void {
    for (const path of [...this.#files.keys()]) this.close(path);
  }
}

function replaced(path: string): DriveError {
  return new DriveError(`${path} has been replaced on the host`);
}

function identity({ dev, ino }: BigIntStats): string {
  return `${dev}:${ino}`;
}

function identityAt(path: string): string | undefined {
  const status = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return status === undefined ? undefined : identity(status);
}
