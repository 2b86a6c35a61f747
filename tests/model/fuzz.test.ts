/** Model files as accidents and attackers leave them. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { type Model, parseModel, serializeModel } from "../../src/model/file.js";
import { checkNetwork } from "../../src/model/network.js";
import { shortOrWhole } from "../support/length.js";
import { JSON_PIECES, mutateText, refusedOr } from "../support/mutate.js";
import { randomNetwork } from "../support/networks.js";

const random = new Random(21);
const network = randomNetwork(random, {
  hidden: [3, 2],
  outputs: 6,
  encoder: "word",
  density: 0.5,
  biasRange: 900,
});
const model: Model = {
  ...network,
  training: {
    command: "zmlm train pairs.txt",
    seed: 3,
    backend: "wasm",
    threads: 2,
    epochs: 12,
    pairs: 100,
    questions: 90,
    settings: { learningRate: 0.005, select: "train" },
    scores: { exact: 0.98, pairs: 0.97, macro: 0.9, largestAccumulator: 12345 },
  },
};
const text = serializeModel(model);
const PIECES = [...JSON_PIECES, "AAAA", "=", '"x":1,', "-1"];

/** The text with the checksum that its network has: FNV-1a over the JSON of what counts. */
function signed(changed: string): string {
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(changed);
  } catch {
    return changed;
  }
  if (typeof json !== "object" || json === null) return changed;
  const { encoder, buckets, head, join, charset, known, answers, layers } = json;
  let hash = 0x811c9dc5;
  const counted = JSON.stringify({ encoder, buckets, head, join, charset, known, answers, layers });
  for (const character of counted.split("")) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return JSON.stringify({ ...json, checksum: (hash >>> 0).toString(16).padStart(8, "0") });
}

test("a signed copy is taken", () => {
  expect(parseModel(signed(text), "m.json")).toEqual(model);
});

test("mutated model files are refused in one line, or hold the network that was saved", () => {
  const { training: _, ...saved } = model;
  for (let index = 0; index < shortOrWhole(3000, 60_000); index++) {
    const read = refusedOr(() => parseModel(mutateText(text, random, PIECES), "m.json"));
    if (read === undefined) continue;
    const { training: __, ...network } = read;
    expect(network, `case ${index}`).toEqual(saved);
  }
});

test("with a checksum that fits they are refused, or hold a network", () => {
  let taken = 0;
  for (let index = 0; index < shortOrWhole(3000, 60_000); index++) {
    const read = refusedOr(() => parseModel(signed(mutateText(text, random, PIECES)), "m.json"));
    if (read === undefined) continue;
    checkNetwork(read);
    expect(serializeModel(read).length).toBeGreaterThan(0);
    taken++;
  }
  expect(taken).toBeGreaterThan(0);
});
