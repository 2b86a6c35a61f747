/** What a change of a text field means in keys. */

const BACKSPACE = "\b";
const CR = "\r";

/**
 * Keys that turn one text into another on a terminal that only knows backspace: what differs is wiped from the end
 * and typed anew. After a line end the text begins anew.
 * @param before a line @param after a line, or several that end with LF
 */
export function keysBetween(before: string, after: string): string {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  return BACKSPACE.repeat(before.length - same) + after.slice(same).replaceAll("\n", CR);
}
