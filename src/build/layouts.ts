/** How the weights lie in the program. */

/** The fastest first. */
export const LAYOUTS = ["columns", "small", "packed"] as const;
export type Layout = (typeof LAYOUTS)[number];
