/** A model's answer, piece by piece, to lines: as soon as each is whole, and without what models put around it. */

/** Characters of a line that are kept; no pair is so long. */
const MAX_LINE = 1000;

export class LineReader {
  #rest = "";

  /** Takes the next piece. @returns the lines that it completes */
  push(text: string): string[] {
    const lines = (this.#rest + text).split("\n").map((line) => line.slice(0, MAX_LINE));
    this.#rest = lines.pop()!;
    return lines.flatMap(plainLine);
  }

  /** The last line, if the answer came to its end: one that was cut off may be half a pair. */
  end(): string[] {
    const last = this.#rest;
    this.#rest = "";
    return plainLine(last);
  }
}

/** Takes list marks, numbering and quotes off; blank lines and code fences are no lines. */
function plainLine(raw: string): string[] {
  const line = raw.trim();
  if (line.startsWith("```")) return [];
  const plain = line
    .replace(/^(?:[-*•]|\d+[.)])\s+/, "")
    .replace(/^(["`])(.*)\1$/, "$2")
    .trim();
  return plain === "" ? [] : [plain];
}
