import { test } from "vitest";
import { compareNetworks } from "./differential.js";

// Half of the networks here, half in the other file, so that two cores share the work.
test("every layout agrees with inference on every bit of every layer", () => {
  compareNetworks(1, 2);
});
