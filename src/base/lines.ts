/** Splits text into lines, piece by piece, so that long files and long lines need little memory. */

/** Most characters of a line in a pair file. */
export const MAX_LINE = 10_000;

/**
 * Yields the lines of a text. Lines end in LF, CR or CR LF; the pieces may be cut anywhere. The text after the
 * last line end is a line, too, even if it is empty.
 * @param most characters of a line that are kept; longer ones are cut to one more than this
 */
export function* linesOf(text: string | Iterable<string>, most = MAX_LINE): Generator<string> {
  let rest = "";
  let endedInReturn = false;
  for (const piece of typeof text === "string" ? [text] : text) {
    if (piece === "") continue;
    // a CR LF may be cut in its middle
    let from = endedInReturn && piece[0] === "\n" ? 1 : 0;
    endedInReturn = piece.endsWith("\r");
    let feed = placeOf("\n", piece, from);
    let carriage = placeOf("\r", piece, from);
    while (from < piece.length) {
      const end = Math.min(feed, carriage);
      if (end === piece.length) break;
      yield joined(rest, piece, from, end, most);
      rest = "";
      from = end === carriage && feed === end + 1 ? end + 2 : end + 1;
      if (feed < from) feed = placeOf("\n", piece, from);
      if (carriage < from) carriage = placeOf("\r", piece, from);
    }
    rest = joined(rest, piece, from, piece.length, most);
  }
  yield rest;
}

/** Index of a character at or after `from`; the text's length if there is none. */
function placeOf(character: string, text: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}

/** The start of a line joined with the part of it in a piece. */
function joined(start: string, piece: string, from: number, to: number, most: number): string {
  const room = most + 1 - start.length;
  return start + piece.slice(from, Math.min(to, from + room));
}
