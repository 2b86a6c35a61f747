/**
 * Layouts: the ways in which weights can lie in the program's memory. `columns` and `small` unpack them into lists,
 * which is fast; `packed` and `tight` leave two bits a weight, which takes less memory.
 *
 *   if (staysPacked(program.layout)) console.log("two bits a weight");
 */

import { joinOf, type Network } from "../model/network.js";

export const ALL_LAYOUTS = ["columns", "small", "packed", "tight", "ready"] as const;
export type Layout = (typeof ALL_LAYOUTS)[number];
/** Those that a build tries, the fastest first. `ready`, as fast as `columns` and there at once, has a far larger file. */
export const LAYOUTS: readonly Layout[] = ["columns", "small", "packed", "tight"];

/** True if weights stay packed in memory, two bits each. */
export function staysPacked(layout: Layout): boolean {
  return layout === "packed" || layout === "tight";
}

/** Places of a page of memory, which one register counts. */
const PAGE = 256;

/**
 * True if the question has no activations in memory, because they and the context's don't fit one page: each trigram's
 * column is added to layer 1 as soon as it is read, and in all layouts these columns stay as they are in the file.
 */
export function isReadAtOnce(network: Network): boolean {
  return joinOf(network)?.layer !== 1 || network.layers[0].inputs > PAGE;
}
