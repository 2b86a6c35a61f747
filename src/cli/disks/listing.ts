/**
 * Which files of a host folder are on a drive, and where they lie. Files that can't be read or named, and links
 * that lead out of the folder, are left out. Reads a folder once, follows the drive's own changes, and reads the
 * folder again only after {@link Listing.refresh}.
 */

import { type Dirent, lstatSync, mkdirSync, readdirSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { type FileId, isFileName } from "../../cpm/index.js";

const USERS = 16;

/** Where a file lies on the host. */
export interface HostFile {
  /** Its entry in the folder, which may be a link. */
  readonly entry: string;
  /** The plain file itself. */
  readonly path: string;
}

export class Listing {
  readonly #root: string;
  /** By user, the host files of each CP/M name; if several differ only in case, the first counts. */
  readonly #users = new Map<number, Map<string, HostFile[]>>();

  /** @param root the folder, links in its path resolved; its files are those of user 0 */
  constructor(root: string) {
    this.#root = root;
  }

  /** Forgets all folders, so that each is read again when it is needed. */
  refresh(): void {
    this.#users.clear();
  }

  /** Every file of every user. @throws the host's error if the folder itself can't be read */
  *files(): Generator<FileId> {
    for (let user = 0; user < USERS; user++)
      for (const name of this.#entries(user).keys()) yield { user, name };
  }

  get({ user, name }: FileId): HostFile | undefined {
    return user < USERS ? this.#entries(user).get(name)?.[0] : undefined;
  }

  /** Path for a new file; undefined if it can't be made, or if an unlisted entry of the host has that name. */
  freePath({ user, name }: FileId): string | undefined {
    if (user >= USERS || !isFileName(name)) return undefined;
    const folder = this.#folder(user);
    const real = this.#within(folder);
    if (real === undefined || !lstatSync(real).isDirectory()) return undefined;
    const path = join(folder, name);
    return lstatSync(path, { throwIfNoEntry: false }) === undefined ? path : undefined;
  }

  /** Makes a user's folder, unless something has its name. */
  makeFolder(user: number): void {
    const folder = this.#folder(user);
    if (user > 0 && user < USERS && lstatSync(folder, { throwIfNoEntry: false }) === undefined)
      mkdirSync(folder);
  }

  /** Call it when a file was made. */
  add({ user, name }: FileId, host: HostFile): void {
    this.#entries(user).set(name, [host]);
  }

  /** Call it when a file's entry is gone. */
  remove({ user, name }: FileId): void {
    const entries = this.#entries(user);
    const rest = entries.get(name)?.slice(1) ?? [];
    if (rest.length === 0) entries.delete(name);
    else entries.set(name, rest);
  }

  /** Whether a path exists and, with links followed, is the drive's folder or lies within. */
  holds(path: string): boolean {
    return this.#within(path) !== undefined;
  }

  /** The path with links followed; undefined if nothing is there, or if it leads out of the drive's folder. */
  #within(path: string): string | undefined {
    try {
      const real = realpathSync(path);
      const isWithin =
        real === this.#root || real.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep);
      return isWithin ? real : undefined;
    } catch {
      return undefined;
    }
  }

  #folder(user: number): string {
    return user === 0 ? this.#root : join(this.#root, `user ${user}`);
  }

  #entries(user: number): Map<string, HostFile[]> {
    const known = this.#users.get(user);
    if (known !== undefined) return known;
    const files = new Map<string, HostFile[]>();
    const folder = this.#folder(user);
    const real = this.#within(folder);
    for (const entry of real === undefined ? [] : entriesOf(real, user === 0)) {
      const name = entry.name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
      if (!isFileName(name)) continue;
      const path = entry.isFile() ? join(real!, entry.name) : this.#linked(join(folder, entry.name), entry);
      if (path === undefined) continue;
      const file = { entry: join(folder, entry.name), path };
      files.set(name, [...(files.get(name) ?? []), file]);
    }
    this.#users.set(user, files);
    return files;
  }

  /** The plain file within the folder that a link leads to. */
  #linked(path: string, entry: Dirent): string | undefined {
    const real = entry.isSymbolicLink() ? this.#within(path) : undefined;
    return real !== undefined && isPlain(real) ? real : undefined;
  }
}

/** Entries by character codes: capitals come before small letters. */
function entriesOf(folder: string, mustBeReadable: boolean): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (mustBeReadable) throw error;
    return [];
  }
}

function isPlain(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
