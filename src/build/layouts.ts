/**
 * Layouts: the ways in which weights can lie in the program's memory. `columns` and `small` unpack them into lists,
 * which is fast; `packed` and `tight` leave two bits a weight, which takes less memory.
 *
 *   if (staysPacked(program.layout)) console.log("two bits a weight");
 */

import { joinOf, type Network } from "../model/network.js";

/** The fastest first. */
export const LAYOUTS = ["columns", "small", "packed", "tight"] as const;
export type Layout = (typeof LAYOUTS)[number];

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
