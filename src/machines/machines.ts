/** Every machine that programs are built for. */

import { CPC } from "./cpc.js";
import { CPM, MSXDOS } from "./cpm.js";
import type { Machine } from "./machine.js";
import { MSX } from "./msx.js";
import { SPECTRUM, SPECTRUM_128 } from "./spectrum.js";

/** The first is the default. */
export const MACHINES: readonly [Machine, ...Machine[]] = [CPM, SPECTRUM, SPECTRUM_128, MSX, CPC, MSXDOS];
