/**
 * A folder as a CP/M drive. Files of user 0 lie in the folder itself, those of user 1 to 15 in folders
 * `user 1` and so on within it, which are made when they are needed.
 *
 * A program can't leave the folder: names have only CP/M's characters, which exclude `/`, `\` and `:`; only plain
 * files are listed, and links only if they lead to a plain file inside the folder, even if the host changes them
 * later. Files that CP/M can't name, or that can't be read, are not listed. If the names of several files differ
 * only in case, the one in capitals counts, else the first.
 */

import {
  closeSync,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { InputError } from "../../base/input-error.js";
import { type Drive, DriveError, type FileEntry, type FileId, MAX_CAPACITY } from "../../cpm/index.js";
import { asInputError } from "../faults.js";
import { Listing } from "./listing.js";
import { OpenFiles } from "./open-files.js";

const WRITE_BITS = 0o222;
const OWNER_WRITE = 0o200;
/** Error codes of a host without room. */
const NO_ROOM = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

export class FolderDrive implements Drive {
  readonly readOnly: boolean;
  readonly capacity: number;
  readonly #listing: Listing;
  readonly #openFiles: OpenFiles;

  /** @throws InputError if there's no such folder, or it can't be read */
  constructor(folder: string, { readOnly = false, capacity = MAX_CAPACITY } = {}) {
    try {
      const root = realpathSync(folder);
      if (!lstatSync(root).isDirectory())
        throw new InputError("this is a file; name a folder for the disk", { file: folder });
      readdirSync(root);
      const listing = new Listing(root);
      this.#listing = listing;
      this.#openFiles = new OpenFiles((path) => listing.holds(path));
    } catch (error) {
      throw asInputError(error, folder);
    }
    this.readOnly = readOnly;
    this.capacity = capacity;
  }

  files(): FileEntry[] {
    this.#listing.refresh();
    return guarded(() =>
      [...this.#listing.files()].map((file) => this.#find(file)).filter((file) => file !== undefined),
    );
  }

  find(file: FileId): FileEntry | undefined {
    return guarded(() => this.#find(file));
  }

  #find({ user, name }: FileId): FileEntry | undefined {
    const host = this.#listing.get({ user, name });
    if (host === undefined) return undefined;
    try {
      const status = lstatSync(host.path);
      if (!status.isFile()) return undefined;
      return { user, name, size: status.size, readOnly: (status.mode & WRITE_BITS) === 0 };
    } catch {
      // gone, or behind a folder that can't be read any more
      return undefined;
    }
  }

  open(file: FileId): void {
    guarded(() => {
      const host = this.#listing.get(file);
      if (host !== undefined) this.#openFiles.open(host.path);
    });
  }

  create(file: FileId): boolean {
    return guarded(() => {
      const existing = this.#listing.get(file);
      if (existing !== undefined) {
        this.#openFiles.open(existing.path);
        ftruncateSync(this.#openFiles.descriptor(existing.path, true), 0);
        return true;
      }
      this.#listing.makeFolder(file.user);
      const path = this.#listing.freePath(file);
      if (path === undefined) return false;
      closeSync(openSync(path, "wx"));
      const host = { entry: path, path: realpathSync(path) };
      this.#listing.add(file, host);
      this.#openFiles.open(host.path);
      return true;
    });
  }

  delete(file: FileId): void {
    guarded(() => {
      const host = this.#listing.get(file);
      if (host === undefined) return;
      this.#openFiles.forget(host.path);
      this.#assertInside(host.entry);
      unlinkSync(host.entry);
      this.#listing.remove(file);
    });
  }

  rename(from: FileId, name: string): boolean {
    return guarded(() => {
      const to = { user: from.user, name };
      const host = this.#listing.get(from);
      const path = this.#listing.freePath(to);
      if (host === undefined || path === undefined) return false;
      this.#openFiles.forget(host.path);
      this.#assertInside(host.entry);
      renameSync(host.entry, path);
      this.#listing.remove(from);
      this.#listing.add(to, { entry: path, path: realpathSync(path) });
      return true;
    });
  }

  setReadOnly(file: FileId, readOnly: boolean): void {
    guarded(() => {
      const host = this.#listing.get(file);
      if (host === undefined) return;
      const descriptor = this.#openFiles.descriptor(host.path, false);
      const { mode } = fstatSync(descriptor);
      fchmodSync(descriptor, readOnly ? mode & ~WRITE_BITS : mode | OWNER_WRITE);
      this.#openFiles.close(host.path);
    });
  }

  read(file: FileId, offset: number, into: Uint8Array): number {
    return guarded(() => {
      const host = this.#listing.get(file);
      if (host === undefined) return 0;
      return readSync(this.#openFiles.descriptor(host.path, false), into, 0, into.length, offset);
    });
  }

  write(file: FileId, offset: number, bytes: Uint8Array): boolean {
    return guarded(() => {
      const host = this.#listing.get(file);
      if (host === undefined) return false;
      try {
        const descriptor = this.#openFiles.descriptor(host.path, true);
        return writeSync(descriptor, bytes, 0, bytes.length, offset) === bytes.length;
      } catch (error) {
        if (NO_ROOM.has((error as NodeJS.ErrnoException).code ?? "")) return false;
        throw error;
      }
    });
  }

  /** Closes the files that the drive holds open. */
  close(): void {
    this.#openFiles.closeAll();
  }

  /** Throws if the entry's folder was replaced by a link that leads out of the drive: nothing there is deleted or renamed. */
  #assertInside(entry: string): void {
    if (!this.#listing.holds(dirname(entry)))
      throw new DriveError(`${entry} is no file of the disk any more`);
  }
}

/** Runs an action; an error of the host's file system becomes a DriveError. */
function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof DriveError || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new DriveError((error as Error).message);
  }
}
