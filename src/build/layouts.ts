/** How the weights lie in the program. */

import type { Network } from "../model/network.js";

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
 * True if layer 1 has more inputs than a page has places. The question's counts then lie apart, as bytes, and in all
 * layouts the weights that they meet stay as they are in the file.
 */
export function isQueryApart({ layers }: Pick<Network, "layers">): boolean {
  return layers[0].inputs > PAGE;
}
