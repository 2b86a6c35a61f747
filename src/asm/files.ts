/** Files that a source includes: found through the caller's resolver, read and parsed once. */

import { buildTree, type Node } from "./blocks.js";
import { type SourceLine, sourceLines } from "./source.js";

/**
 * Bytes of a file that the source includes, or nothing if there is none. Asked first with the name beside the
 * including file, then with the name as the source has it.
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
  readonly #found = new Map<string, FoundFile | undefined>();
  readonly #lines = new Map<string, readonly SourceLine[]>();
  readonly #trees = new Map<string, readonly Node[]>();

  constructor(resolve: SourceResolver | undefined) {
    this.#resolve = resolve;
  }

  /** The file that `from` means by `name`. */
  find(name: string, from: string): FoundFile | undefined {
    const wanted = beside(name, from);
    const key = `${wanted}\n${name}`;
    if (!this.#found.has(key)) this.#found.set(key, this.#ask(wanted, from) ?? this.#ask(name, from));
    return this.#found.get(key);
  }

  #ask(name: string, from: string): FoundFile | undefined {
    const bytes = this.#resolve?.(name, from);
    return bytes && { name, bytes };
  }

  /** Lines of a found file; nothing if it isn't text. */
  lines(file: FoundFile): readonly SourceLine[] | undefined {
    const text = this.#lines.has(file.name) ? undefined : decode(file.bytes);
    if (text !== undefined) this.#lines.set(file.name, sourceLines(file.name, text));
    return this.#lines.get(file.name);
  }

  /** Lines of a found file as a tree; nothing if it isn't text. */
  tree(file: FoundFile): readonly Node[] | undefined {
    const lines = this.lines(file);
    if (lines !== undefined && !this.#trees.has(file.name)) this.#trees.set(file.name, buildTree(lines));
    return this.#trees.get(file.name);
  }
}

/** UTF-8 to text; nothing if it isn't, or holds a zero byte. */
export function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
