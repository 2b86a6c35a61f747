/**
 * Reads pairs from the texts of pair files.
 *
 *   const pairs = gatherPairs([{ text: "hello|HI\n", file: "pairs.txt" }], { warn: console.warn });
 */

import { InputError } from "../base/input-error.js";
import { assertPairs, MAX_PAIRS, type Pair, type PairScan, scanPairs } from "../data/pairs.js";

/** A pair file's text, whole or in pieces, and the name to give in messages. */
export interface PairText {
  readonly text: string | Iterable<string>;
  readonly file: string;
}

export interface GatherSettings {
  /** True: faulty lines are left out and counted. False (default): the first one throws. */
  readonly skipFaulty?: boolean | undefined;
  /** Called with a line for each warning: a header line, faulty lines left out, lost letters. */
  readonly warn: (message: string) => void;
}

/**
 * Reads all pairs of several files, in their order.
 * @throws InputError that names the first faulty line, or if there are too many pairs
 */
export function gatherPairs(texts: Iterable<PairText>, { skipFaulty = false, warn }: GatherSettings): Pair[] {
  const pairs: Pair[] = [];
  for (const { text, file } of texts) {
    const scan = scanPairs(text, file);
    assertPairs(scan, file, skipFaulty);
    for (const note of notes(scan)) warn(note);
    for (const pair of scan.pairs) pairs.push(pair);
    if (pairs.length > MAX_PAIRS)
      throw new InputError(`more than ${MAX_PAIRS.toLocaleString("en")} pairs in these files; give fewer`, {
        file,
      });
  }
  return pairs;
}

function* notes({ faults, lost, quoted, header }: PairScan): Generator<string> {
  if (header !== undefined) yield `${header.file}:${header.line}: ${header.what}`;
  if (faults.length > 0)
    yield `${faults[0].file}: ${several(faults.length, "faulty line")} left out, the first ${faults[0].line}: ${faults[0].what}`;
  if (quoted.length > 0)
    yield `${quoted[0].file}: ${several(quoted.length, "line")} with a question or answer in quotes, the first ${quoted[0].line}: ${quoted[0].what}`;
  if (lost.length > 0)
    yield `${lost[0].file}: ${several(lost.length, "question")} with letters that the machine hears as "?", the first in line ${lost[0].line}; zmlm data lint lists them`;
}

function several(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
