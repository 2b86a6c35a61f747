/** Reads pair files, to write them again with one answer to a question, with short labels, or without faulty lines. */

import { scanPairs } from "../pairs.js";
import type { Item, ReadRequest, Source } from "./item.js";

export function* readPairFiles(sources: readonly Source[], _request: ReadRequest): Generator<Item> {
  for (const { text, file } of sources) {
    const { pairs, faults } = scanPairs(text, file);
    for (const { line, what } of faults) yield { why: what.split("; ")[0], place: `${file}:${line}` };
    for (const { line, file: _, ...pair } of pairs) yield { ...pair, place: `${file}:${line}` };
  }
}
