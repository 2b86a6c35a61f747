/** Archives of arrays, taken apart and made again with checksums that fit. */

import { zipSync } from "fflate";
import { readZip } from "../../src/model/zip.js";

/** The .npy files of an archive by name, with their ending. */
export function arraysOf(archive: Uint8Array): Record<string, Uint8Array> {
  return Object.fromEntries(readZip(archive, 1 << 24).map((entry) => [entry.name, entry.read()]));
}

/** An archive with arrays replaced, added or, where a change is undefined, left out. */
export function changedArchive(
  archive: Uint8Array,
  changes: Record<string, Uint8Array | undefined>,
  level: 0 | 9 = 0,
): Uint8Array {
  const files = Object.entries({ ...arraysOf(archive), ...changes }).filter(([, data]) => data !== undefined);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { level });
}

/** An archive with a text in one array replaced by another of the same length. */
export function editedArchive(archive: Uint8Array, name: string, from: string, to: string): Uint8Array {
  const text = Buffer.from(arraysOf(archive)[name]).toString("latin1");
  return changedArchive(archive, { [name]: new Uint8Array(Buffer.from(text.replace(from, to), "latin1")) });
}
