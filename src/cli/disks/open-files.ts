/** A few files kept open, so that reading and writing them record by record needn't open them each time. */

import { closeSync, openSync } from "node:fs";

const MAX_OPEN = 8;

interface OpenFile {
  readonly descriptor: number;
  readonly writable: boolean;
}

export class OpenFiles {
  /** By path, the one used last at the end. */
  readonly #files = new Map<string, OpenFile>();

  /** A descriptor of a file; it stays good until the next call. */
  descriptor(path: string, writable: boolean): number {
    let file = this.#files.get(path);
    if (file !== undefined && writable && !file.writable) {
      this.close(path);
      file = undefined;
    }
    file ??= { descriptor: openSync(path, writable ? "r+" : "r"), writable };
    this.#files.delete(path);
    this.#files.set(path, file);
    if (this.#files.size > MAX_OPEN) this.close(this.#files.keys().next().value!);
    return file.descriptor;
  }

  close(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#files.delete(path);
    closeSync(file.descriptor);
  }

  closeAll(): void {
    for (const path of [...this.#files.keys()]) this.close(path);
  }
}
