/** Every machine that programs are built for. */

import { CPM } from "./cpm.js";
import type { Machine } from "./machine.js";

/** The first is the one that is meant if none is named. */
export const MACHINES: readonly [Machine, ...Machine[]] = [CPM];
