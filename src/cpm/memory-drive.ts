/**
 * A drive whose files are in memory; empty at first.
 *
 *   const drive = new MemoryDrive();
 *   drive.put({ user: 0, name: "HELLO.TXT" }, bytes);
 *   const machine = new CpmMachine({ console, drives: [drive] });
 */

import { type Drive, type FileEntry, type FileId, isFileName, MAX_CAPACITY } from "./drive.js";

interface StoredFile {
  readonly user: number;
  readonly name: string;
  /** Has room to grow: the file is its first `size` bytes. */
  buffer: Uint8Array;
  size: number;
  readOnly: boolean;
}

export class MemoryDrive implements Drive {
  readonly readOnly: boolean;
  readonly capacity: number;
  readonly #files = new Map<string, StoredFile>();

  constructor({ readOnly = false, capacity = MAX_CAPACITY } = {}) {
    this.readOnly = readOnly;
    this.capacity = capacity;
  }

  /** Puts a file on the drive, even if the drive is read-only for programs. */
  put(file: FileId, bytes: Uint8Array): void {
    const { user, name } = file;
    this.#files.set(keyOf(file), { user, name, buffer: bytes.slice(), size: bytes.length, readOnly: false });
  }

  /** A file's bytes. */
  get(file: FileId): Uint8Array | undefined {
    const stored = this.#files.get(keyOf(file));
    return stored?.buffer.subarray(0, stored.size);
  }

  files(): FileEntry[] {
    return [...this.#files.values()].map(entryOf);
  }

  find(file: FileId): FileEntry | undefined {
    const stored = this.#files.get(keyOf(file));
    return stored === undefined ? undefined : entryOf(stored);
  }

  create(file: FileId): boolean {
    if (!isFileName(file.name)) return false;
    this.put(file, new Uint8Array());
    return true;
  }

  delete(file: FileId): void {
    this.#files.delete(keyOf(file));
  }

  rename(from: FileId, name: string): boolean {
    const stored = this.#files.get(keyOf(from));
    if (stored === undefined || !isFileName(name)) return false;
    this.delete(from);
    this.#files.set(keyOf({ user: from.user, name }), { ...stored, name });
    return true;
  }

  setReadOnly(file: FileId, readOnly: boolean): void {
    const stored = this.#files.get(keyOf(file));
    if (stored !== undefined) stored.readOnly = readOnly;
  }

  read(file: FileId, offset: number, into: Uint8Array): number {
    const bytes = this.get(file)?.subarray(offset, offset + into.length) ?? new Uint8Array();
    into.set(bytes);
    return bytes.length;
  }

  write(file: FileId, offset: number, bytes: Uint8Array): boolean {
    const stored = this.#files.get(keyOf(file));
    if (stored === undefined) return false;
    const end = offset + bytes.length;
    if (end > stored.buffer.length) {
      // doubled, so that writing a file record by record takes time in proportion to its length
      const longer = new Uint8Array(Math.max(end, 2 * stored.buffer.length));
      longer.set(stored.buffer.subarray(0, stored.size));
      stored.buffer = longer;
    }
    stored.buffer.set(bytes, offset);
    stored.size = Math.max(stored.size, end);
    return true;
  }
}

function keyOf({ user, name }: FileId): string {
  return `${user}:${name}`;
}

function entryOf({ user, name, size, readOnly }: StoredFile): FileEntry {
  return { user, name, size, readOnly };
}
