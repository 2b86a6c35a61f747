/**
 * Files split into lines and blocks, kept from one assembly to the next. Reading the source takes half of an assembly's
 * time; a caller that assembles the same files many times, for other included files or symbols, saves it.
 *
 *   const parsed = new ParsedFiles();
 *   for (const N of [1, 2]) assemble(source, { file: "a.asm", define: { N }, parsed });
 */

import { buildTree, type Node } from "./blocks.js";
import type { Dialect } from "./dialect.js";
import { type SourceLine, sourceLines } from "./source.js";
import type { SourceText } from "./source-text.js";

export interface ParsedFile extends SourceText {
  readonly lines: readonly SourceLine[];
  readonly tree: readonly Node[];
}

export class ParsedFiles {
  /** The latest text of each name. */
  readonly #byName = new Map<string, ParsedFile>();

  /** Parses a file, unless it was parsed under this name with the same text and dialect. */
  parse(name: string, { text, dialect }: SourceText): ParsedFile {
    const known = this.#byName.get(name);
    if (known?.text === text && isSame(known.dialect, dialect)) return known;
    const lines = sourceLines(name, text, dialect);
    const parsed = { text, dialect, lines, tree: buildTree(lines) };
    this.#byName.set(name, parsed);
    return parsed;
  }
}

function isSame(a: Dialect, b: Dialect): boolean {
  return (Object.keys(a) as (keyof Dialect)[]).every((key) => a[key] === b[key]);
}
