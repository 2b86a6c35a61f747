import { test } from "vitest";
import { compareSeeds, DIFFERENTIAL_NETWORKS } from "./differential.js";

// Half of the networks here, half in the other file, so that two cores share the work.
test("every layout agrees with inference on every bit of every layer", () => {
  const half = DIFFERENTIAL_NETWORKS / 2;
  compareSeeds(half, half);
});
