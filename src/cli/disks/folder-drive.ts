/**
 * A folder as a CP/M drive. Files of user 0 lie in the folder itself, those of user 1 to 15 in folders
 * `user 1` and so on within it, which are made when they are needed.
 *
 * A program has no way out of the folder: names come here only in CP/M's characters, of which `/`, `\` and `:`
 * aren't some; only plain files count, and links only if they lead to a plain file within. What CP/M can't
 * name stays unseen. Where several files differ by case alone, the one in capitals counts, or else the first.
 */

import {
  chmodSync,
  closeSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join, sep } from "node:path";
import { InputError } from "../../base/input-error.js";
import {
  type Drive,
  DriveError,
  type FileEntry,
  type FileId,
  isFileName,
  MAX_CAPACITY,
} from "../../cpm/index.js";
import { asInputError } from "../faults.js";
import { OpenFiles } from "./open-files.js";

const USERS = 16;
const WRITE_BITS = 0o222;
const OWNER_WRITE = 0o200;
/** Errors of a host without room. */
const NO_ROOM = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Where a file lies on the host. */
interface HostFile {
  /** Its entry in the folder, which may be a link. */
  readonly entry: string;
  /** The plain file itself. */
  readonly path: string;
}

export class FolderDrive implements Drive {
  readonly readOnly: boolean;
  readonly capacity: number;
  readonly #root: string;
  readonly #openFiles = new OpenFiles();
  /** By user, each file by its name in CP/M, as the folder was when last looked at. */
  readonly #listings = new Map<number, ReadonlyMap<string, HostFile>>();

  /** @throws InputError if there's no such folder */
  constructor(folder: string, { readOnly = false, capacity = MAX_CAPACITY } = {}) {
    try {
      this.#root = realpathSync(folder);
      if (!statSync(this.#root).isDirectory())
        throw new InputError("this is a file; name a folder for the disk", { file: folder });
    } catch (error) {
      throw asInputError(error, folder);
    }
    this.readOnly = readOnly;
    this.capacity = capacity;
  }

  files(): FileEntry[] {
    this.#listings.clear();
    const users = Array.from({ length: USERS }, (_, user) => user);
    return guarded(() =>
      users
        .flatMap((user) => [...this.#listing(user).keys()].map((name) => this.find({ user, name })))
        .filter((file) => file !== undefined),
    );
  }

  find({ user, name }: FileId): FileEntry | undefined {
    return guarded(() => {
      const host = this.#hostFile({ user, name });
      const status = host && statSync(host.path, { throwIfNoEntry: false });
      if (!status?.isFile()) return undefined;
      return { user, name, size: status.size, readOnly: (status.mode & WRITE_BITS) === 0 };
    });
  }

  create(file: FileId): boolean {
    return guarded(() => {
      const existing = this.#hostFile(file);
      if (existing !== undefined) {
        ftruncateSync(this.#openFiles.descriptor(existing.path, true), 0);
        return true;
      }
      if (file.user > 0 && file.user < USERS) mkdirSync(this.#folder(file.user), { recursive: true });
      const path = this.#freePath(file);
      if (path === undefined) return false;
      closeSync(openSync(path, "wx"));
      this.#listings.clear();
      return true;
    });
  }

  delete(file: FileId): void {
    guarded(() => {
      const host = this.#hostFile(file);
      if (host === undefined) return;
      this.#openFiles.close(host.path);
      unlinkSync(host.entry);
      this.#listings.clear();
    });
  }

  rename(from: FileId, name: string): boolean {
    return guarded(() => {
      const host = this.#hostFile(from);
      const path = this.#freePath({ user: from.user, name });
      if (host === undefined || path === undefined) return false;
      this.#openFiles.close(host.path);
      renameSync(host.entry, path);
      this.#listings.clear();
      return true;
    });
  }

  setReadOnly(file: FileId, readOnly: boolean): void {
    guarded(() => {
      const host = this.#hostFile(file);
      if (host === undefined) return;
      this.#openFiles.close(host.path);
      const { mode } = statSync(host.path);
      chmodSync(host.path, readOnly ? mode & ~WRITE_BITS : mode | OWNER_WRITE);
    });
  }

  read(file: FileId, offset: number, into: Uint8Array): number {
    return guarded(() => {
      const host = this.#hostFile(file);
      if (host === undefined) return 0;
      return readSync(this.#openFiles.descriptor(host.path, false), into, 0, into.length, offset);
    });
  }

  write(file: FileId, offset: number, bytes: Uint8Array): boolean {
    return guarded(() => {
      const host = this.#hostFile(file);
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

  /** Gives back what the drive holds open. */
  close(): void {
    this.#openFiles.closeAll();
  }

  #folder(user: number): string {
    return user === 0 ? this.#root : join(this.#root, `user ${user}`);
  }

  /** Where a new file of this name can be made: what lies there unseen stays as it is. */
  #freePath({ user, name }: FileId): string | undefined {
    if (user >= USERS || !isFileName(name) || !this.#holds(this.#folder(user))) return undefined;
    const path = join(this.#folder(user), name);
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? path : undefined;
  }

  #hostFile({ user, name }: FileId): HostFile | undefined {
    return user < USERS ? this.#listing(user).get(name) : undefined;
  }

  #listing(user: number): ReadonlyMap<string, HostFile> {
    const known = this.#listings.get(user);
    if (known !== undefined) return known;
    const folder = this.#folder(user);
    const listing = new Map<string, HostFile>();
    if (this.#holds(folder))
      // capitals come before small letters
      for (const entryName of readdirSync(folder).sort()) {
        const name = entryName.replace(/[a-z]/g, (letter) => letter.toUpperCase());
        const entry = join(folder, entryName);
        if (isFileName(name) && !listing.has(name) && isPlain(entry) && this.#holds(entry))
          listing.set(name, { entry, path: realpathSync(entry) });
      }
    this.#listings.set(user, listing);
    return listing;
  }

  /** Whether a path exists and, with links followed, is the drive's folder or lies within. */
  #holds(path: string): boolean {
    try {
      const real = realpathSync(path);
      return real === this.#root || real.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep);
    } catch {
      return false;
    }
  }
}

function isPlain(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** What the host can't do is the drive's fault, not the tool's. */
function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new DriveError((error as Error).message);
  }
}
