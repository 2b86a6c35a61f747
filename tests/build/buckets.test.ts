/** Programs whose questions are counted in other numbers of buckets. */

import { expect, test } from "vitest";
import { DEFAULT_BUCKETS } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { converse } from "../../src/build/ask.js";
import { staysPacked } from "../../src/build/layouts.js";
import { buildLayouts, buildProgram, LAYOUTS } from "../../src/build/program.js";
import { BUCKET_COUNTS, ENCODERS } from "../../src/model/encoder.js";
import { reply } from "../../src/model/inference.js";
import { packedRowBytes } from "../../src/model/packing.js";
import { FOR_CPM } from "../support/builds.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { denseForQuestions, randomNetwork } from "../support/networks.js";
import { compareSeeds, DIFFERENTIAL_NETWORKS, inTurn, ON_CPM } from "./differential.js";

/** Networks compared for each number of buckets; the usual number has its own test. */
const NETWORKS = Math.ceil(DIFFERENTIAL_NETWORKS / shortOrWhole(100, 10));
const MORE_BUCKETS = BUCKET_COUNTS.filter((buckets) => buckets !== DEFAULT_BUCKETS);

test.each(MORE_BUCKETS)("%i buckets: every layout agrees on every bit of every layer", (buckets) => {
  compareSeeds(100_000, NETWORKS, ON_CPM, buckets, inTurn);
});

test.each(BUCKET_COUNTS)(
  "%i buckets: the same trigram up to 124 times, and questions one after the other",
  (buckets) => {
    const random = new Random(buckets);
    const questions = ["z".repeat(126), "a", "ab".repeat(63), "~ ".repeat(63).trim(), "who is there", "a"];
    // one encoder for each number, or every one
    const encoders = ENCODERS.filter(
      (_, i) => isWhole || i === BUCKET_COUNTS.indexOf(buckets) % ENCODERS.length,
    );
    for (const encoder of encoders) {
      const shape = { hidden: [40, 30], outputs: 20, density: 0.4, biasRange: 32767 };
      const network = randomNetwork(random, { ...shape, encoder, buckets });
      const expected = questions.map((question) => reply(network, question));
      for (const { program } of buildLayouts(network, FOR_CPM))
        expect([...converse(program!.bytes, questions)]).toEqual(expected);
    }
  },
);

/** What a program may grow by beyond its weights: code that counts and looks up, and the rest of a page. */
const CODE_BYTES = 100;
const PAGE = 256;

test.each(LAYOUTS)("layout %s: more buckets need no more memory than their weights", (layout) => {
  const shape = { hidden: [200, 60], outputs: 30, encoder: "word", density: 0.1, biasRange: 500 } as const;
  const besideWeights = (buckets: number): number => {
    const network = denseForQuestions(new Random(1), { ...shape, buckets });
    const { assembly, memoryEnd } = buildProgram(network, { ...FOR_CPM, layout });
    if (!staysPacked(layout)) expect(assembly.symbols.get("QUERY_AT_ONCE")).toBe(buckets > 128 ? 1 : 0);
    return memoryEnd - buckets * packedRowBytes(200);
  };
  const [least, ...more] = BUCKET_COUNTS.map(besideWeights);
  for (const bytes of more) expect(bytes).toBeLessThanOrEqual(least + CODE_BYTES + PAGE);
  expect(Math.max(...more) - Math.min(...more)).toBeLessThanOrEqual(CODE_BYTES + PAGE);
});
