/** Programs of networks of all kinds: where the reply so far joins, what outputs stand for, how many buckets there are. */

import { test } from "vitest";
import { shortOrWhole } from "../support/length.js";
import { compareSeeds, ON_CPM } from "./differential.js";

/** Networks compared in each layout; as many as one likes with the environment variable. */
const NETWORKS = Number(process.env.ZMLM_KIND_NETWORKS ?? shortOrWhole(4, 120));

test("every layout agrees on every bit of every layer: any join, any head, any number of buckets", () => {
  compareSeeds(200_000, NETWORKS, ON_CPM, "any");
});
