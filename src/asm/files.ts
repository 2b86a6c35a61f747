/** Files that a source includes: found through the caller's resolver, read and parsed once. */

import type { Node } from "./blocks.js";
import type { Dialect } from "./dialect.js";
import type { ParsedFile, ParsedFiles } from "./parsed-files.js";
import { readSource } from "./source-text.js";

/**
 * Returns the bytes of an included file, or undefined if there is none. Called first with the name beside the including
 * file, then with the name as the source has it.
 */
export type SourceResolver = (name: string, from: string) => Uint8Array | undefined;

export interface FoundFile {
  /** The name that the resolver knew it by. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The name beside the including file, without `.` and `..`, so that a file has one name however it's reached. */
function beside(name: string, from: string): string {
  const folder = /^.*[\\/]/.exec(from)?.[0] ?? "";
  const path = /^([A-Za-z]:)?[\\/]/.test(name) ? name : folder + name;
  const parts: string[] = [];
  for (const part of path.split(/(?<=[\\/])/)) {
    const step = part.replace(/[\\/]$/, "");
    const before = parts.at(-1)?.replace(/[\\/]$/, "") ?? "";
    if (step === ".." && before !== "" && before !== ".." && !before.endsWith(":")) parts.pop();
    else if (step !== ".") parts.push(part);
  }
  return parts.join("");
}

export class Files {
  readonly #resolve: SourceResolver | undefined;
  /** That of the main file. */
  readonly dialect: Dialect;
  readonly #found = new Map<string, FoundFile | undefined>();
  readonly #parsed: ParsedFiles;
  /** Files of this assembly by name. */
  readonly #read = new Map<string, ParsedFile>();

  constructor(resolve: SourceResolver | undefined, dialect: Dialect, parsed: ParsedFiles) {
    this.#resolve = resolve;
    this.dialect = dialect;
    this.#parsed = parsed;
  }

  /** The file that `from` means by `name`, which may have backslashes, and the extension of `from` left out. */
  find(name: string, from: string): FoundFile | undefined {
    const key = `${beside(name, from)}\n${name}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#search(name, from));
    return this.#found.get(key);
  }

  #search(name: string, from: string): FoundFile | undefined {
    const extension = /\.[^./\\]*$/.exec(from)?.[0] ?? "";
    const spellings = new Set([name, name.replaceAll("\\", "/")]);
    if (!/\.[^./\\]*$/.test(name)) spellings.add(name.replaceAll("\\", "/") + extension);
    for (const spelling of spellings) {
      const found = this.#ask(beside(spelling, from), from) ?? this.#ask(spelling, from);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #ask(name: string, from: string): FoundFile | undefined {
    const bytes = this.#resolve?.(name, from);
    return bytes && { name, bytes };
  }

  /** Lines of a found file as a tree; nothing if it isn't text. */
  tree(file: FoundFile): readonly Node[] | undefined {
    const source = this.#read.has(file.name) ? undefined : readSource(file.bytes, this.dialect);
    if (source !== undefined) this.#read.set(file.name, this.#parsed.parse(file.name, source));
    return this.#read.get(file.name)?.tree;
  }
}
