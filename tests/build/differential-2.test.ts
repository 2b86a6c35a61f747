import { test } from "vitest";
import { LAYOUTS } from "../../src/build/program.js";
import { compareSeeds, DIFFERENTIAL_NETWORKS } from "./differential.js";

// Half of the networks here, half in the other file, so that two cores share the work.
test.each(LAYOUTS)("layout %s agrees with inference on every bit of every layer", (layout) => {
  const half = DIFFERENTIAL_NETWORKS / 2;
  compareSeeds(half, half, layout);
});
