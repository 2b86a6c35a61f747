/** What the build wants to know when tests build programs. */

import { programSource } from "../../src/cli/sources.js";
import { CPM } from "../../src/machines/cpm.js";

/** For CP/M, as `zmlm build` does it. */
export const FOR_CPM = { machine: CPM, sources: programSource } as const;
