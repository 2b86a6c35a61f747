/** Pair files as jobs get them: texts with their names. */

import { InputError } from "../base/input-error.js";
import { MAX_PAIRS, type Pair, readPairs } from "../data/pairs.js";

/** A pair file's text, whole or in pieces, and the name to give in messages. */
export interface PairText {
  readonly text: string | Iterable<string>;
  readonly file: string;
}

/**
 * Reads all pairs of several files, in their order.
 * @throws InputError that names the first line at fault, or where there are too many pairs
 */
export function gatherPairs(texts: Iterable<PairText>): Pair[] {
  const pairs: Pair[] = [];
  for (const { text, file } of texts) {
    for (const pair of readPairs(text, file)) pairs.push(pair);
    if (pairs.length > MAX_PAIRS)
      throw new InputError(`more than ${MAX_PAIRS.toLocaleString("en")} pairs in these files; give fewer`, {
        file,
      });
  }
  return pairs;
}
