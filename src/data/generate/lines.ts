/** Cuts a model's answer, which comes in pieces, into lines without list marks, quotes and the like. */

/** Characters of a line that are kept; no pair is as long. */
const MAX_LINE = 1000;

export class LineReader {
  #rest = "";

  /** Adds the next piece. @returns the lines that it completes */
  push(text: string): string[] {
    const lines = (this.#rest + text).split("\n").map((line) => line.slice(0, MAX_LINE));
    this.#rest = lines.pop()!;
    return lines.flatMap(plainLine);
  }

  /** The last line. Not to be called for an answer that was cut off, as its last line may be half a pair. */
  end(): string[] {
    const last = this.#rest;
    this.#rest = "";
    return plainLine(last);
  }
}

/** Removes list marks, numbering and quotes; gives no line for a blank line or a code fence. */
function plainLine(raw: string): string[] {
  const line = raw.trim();
  if (line.startsWith("```")) return [];
  const plain = line
    .replace(/^(?:[-*•]|\d+[.)])\s+/, "")
    .replace(/^(["`])(.*)\1$/, "$2")
    .trim();
  return plain === "" ? [] : [plain];
}
