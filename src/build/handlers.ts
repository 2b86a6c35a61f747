/**
 * Layout `tight`: chooses which bytes of four weights get a handler of their own (`asm/packed/handlers.asm`), as memory
 * has no room for all 256. A few byte values occur most often: if weights are sparse, most bytes have at most one or
 * two non-zero weights.
 */

import { joinOf, type Network } from "../model/network.js";
import { type Activity, CHARACTERS } from "./activity.js";
import type { PackedLayers } from "./weights.js";

/** Values of a byte. */
export const BYTES = 256;
/** Most handlers: one register counts them. */
const MOST_HANDLERS = BYTES - 1;

/** Bytes of memory. */
export interface HandlerSizes {
  /** A handler without templates. */
  readonly least: number;
  /** A template. */
  readonly template: number;
}

/**
 * How often each byte of weights is used in a character: (256), means over ordinary questions.
 * @param activity of each layer's inputs
 */
export function byteHeat(
  network: Network,
  packed: PackedLayers,
  activity: readonly Activity[],
): Float64Array {
  const heat = new Float64Array(BYTES);
  const join = joinOf(network);
  for (const [index, { runs }] of activity.entries()) {
    const { start, columnBytes, columns } = packed.layers[index];
    for (let column = 0; column < columns; column++) {
      // those of the question part run once a reply
      const isQuestion =
        join !== undefined &&
        (index < join.layer - 1 || (index === join.layer - 1 && column < columns - join.buckets));
      const meetings = isQuestion ? runs[column] / CHARACTERS : runs[column];
      const at = start + column * columnBytes;
      for (const byte of packed.bytes.subarray(at, at + columnBytes)) heat[byte] += meetings;
    }
  }
  return heat;
}

/** Templates in the handler of a byte: one for each +1 and -1, two for each -2. */
export function templatesOf(byte: number): number {
  return [6, 4, 2, 0].reduce((sum, shift) => sum + [2, 1, 0, 1][(byte >> shift) & 3], 0);
}

/**
 * The bytes that get a handler: those used most often per byte of their handler.
 * @param room bytes for all handlers
 */
export function chooseHandlers(
  heat: Float64Array,
  room: number,
  { least, template }: HandlerSizes,
): number[] {
  const size = (byte: number) => least + template * templatesOf(byte);
  const byWorth = Array.from(heat.keys())
    .filter((byte) => heat[byte] > 0)
    .sort((a, b) => heat[b] / size(b) - heat[a] / size(a));
  const chosen: number[] = [];
  let left = room;
  for (const byte of byWorth) {
    if (size(byte) > left || chosen.length === MOST_HANDLERS) continue;
    left -= size(byte);
    chosen.push(byte);
  }
  return chosen;
}
