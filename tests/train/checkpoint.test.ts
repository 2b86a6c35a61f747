/** Checkpoints as disks and attackers leave them. */

import { describe, expect, test } from "vitest";
import { crc32 } from "../../src/base/crc32.js";
import { InputError } from "../../src/base/input-error.js";
import { Random } from "../../src/base/random.js";
import { encoderOf } from "../../src/model/encoder.js";
import { type Checkpoint, parseCheckpoint, serializeCheckpoint } from "../../src/train/checkpoint.js";
import { layOut } from "../../src/train/parameters.js";
import { shortOrWhole } from "../support/length.js";
import { JSON_PIECES, mutateBytes, mutateText, refusedOr } from "../support/mutate.js";
import { randomNetwork } from "../support/networks.js";

const random = new Random(4);
const network = randomNetwork(random, {
  hidden: [3],
  outputs: 4,
  encoder: "word",
  density: 0.5,
  biasRange: 100,
});
const { length } = layOut({ encoder: encoderOf("word", 128), charset: network.charset }, [3]);
const floats = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const checkpoint: Checkpoint = {
  fingerprint: "abc",
  shape: { encoder: encoderOf("word", 128), charset: network.charset, hidden: [3], named: 0 },
  rounds: 7,
  step: 70,
  checks: 2,
  shrink: 0.25,
  seconds: 12.5,
  best: { network, accuracy: 0.75 },
  history: [{ step: 10, epoch: 1, seconds: 2, loss: 1.5, floatAccuracy: 0.5, integerAccuracy: 0.25 }],
  state: { latent: floats(length), effective: floats(length), mean: floats(length), square: floats(length) },
  outcomes: { loss: Float32Array.of(0.5, Number.NaN, 2), right: Uint8Array.of(1, 0, 1) },
};
const bytes = serializeCheckpoint(checkpoint);
const headerEnd = bytes.indexOf(10);
const headerText = new TextDecoder().decode(bytes.subarray(0, headerEnd));

/** The checkpoint with another header and a checksum that fits. */
function reheaded(header: string): Uint8Array {
  const file = Buffer.concat([Buffer.from(header), bytes.subarray(headerEnd, -4), Buffer.alloc(4)]);
  file.writeUInt32LE(crc32(file.subarray(0, -4)), file.length - 4);
  return new Uint8Array(file);
}

test("comes back as it was", () => {
  expect(parseCheckpoint(bytes, "c")).toEqual(checkpoint);
  expect(serializeCheckpoint(parseCheckpoint(bytes, "c"))).toEqual(bytes);
});

test("one flipped bit is told, wherever it is", () => {
  for (let at = 0; at < bytes.length; at += 3) {
    const flipped = bytes.slice();
    flipped[at] ^= 1 << random.int(0, 7);
    expect(() => parseCheckpoint(flipped, "m.checkpoint"), `byte ${at}`).toThrow(
      "m.checkpoint: this is not a whole checkpoint of zmlm train; delete it and train again",
    );
  }
});

describe("numbers that no training has are refused, even with a checksum that fits", () => {
  test.each([
    ["steps without end", /"step":\d+/, '"step":9007199254740000'],
    ["a pull without end", /"shrink":[\d.]+/, '"shrink":1e300'],
    ["a pull away", /"shrink":[\d.]+/, '"shrink":-1'],
    ["time without end", /"seconds":12\.5/, '"seconds":1e200'],
    ["weights of another network", /"hidden":\[3\]/, '"hidden":[4]'],
    ["more arrays than bytes", /"rows":\d+/, '"rows":900719925474'],
  ])("%s", (_, from, to) => {
    const changed = headerText.replace(from, to);
    expect(changed).not.toBe(headerText);
    expect(() => parseCheckpoint(reheaded(changed), "c")).toThrow(InputError);
  });

  test("a weight that is no number", () => {
    const { state } = parseCheckpoint(bytes, "c");
    state.latent[3] = Number.NaN;
    const broken = serializeCheckpoint({ ...checkpoint, state });
    expect(() => parseCheckpoint(broken, "c")).toThrow(InputError);
  });
});

describe("mutated checkpoints", () => {
  test("are refused in one line", () => {
    for (let index = 0; index < shortOrWhole(3000, 60_000); index++) {
      const mutated = mutateBytes(bytes, random);
      const read = refusedOr(() => parseCheckpoint(mutated, "c"));
      if (read !== undefined) expect(mutated).toEqual(bytes);
    }
  });

  test("with a checksum that fits are refused, or hold what a training can go on with", () => {
    const pieces = [...JSON_PIECES, '"best":'];
    for (let index = 0; index < shortOrWhole(3000, 60_000); index++) {
      const file = reheaded(mutateText(headerText, random, pieces));
      const read = refusedOr(() => parseCheckpoint(file, "c"));
      if (read === undefined) continue;
      expect(read.state.latent).toHaveLength(length);
      expect(read.outcomes.right).toHaveLength(read.outcomes.loss.length);
      expect(Number.isSafeInteger(read.step)).toBe(true);
    }
  });
});
