/** Archives that other tools make, and that accidents and attackers make: taken exactly, or refused by name. */

import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { Random } from "../../src/base/random.js";
import { checkNetwork, type Network } from "../../src/model/network.js";
import { formatNpy, type NpyArray, npyIntegers, parseNpy } from "../../src/model/npy.js";
import { exportNpz, importNpz } from "../../src/model/npz.js";
import { readZip } from "../../src/model/zip.js";
import { shortOrWhole } from "../support/length.js";
import { mutateBytes, refusedOr } from "../support/mutate.js";
import { randomNetwork } from "../support/networks.js";
import { arraysOf, changedArchive } from "../support/npz.js";

const network = randomNetwork(new Random(5), {
  hidden: [3, 5],
  outputs: 12,
  encoder: "phrase",
  density: 0.6,
  biasRange: 32767,
});
const archive = exportNpz(network);
const archiveWith = (changes: Record<string, Uint8Array | undefined>, level: 0 | 9 = 0) =>
  changedArchive(archive, changes, level);

/** The array with its elements as a type of another width. */
function retyped(name: string, type: string, change: (values: number[]) => void = () => {}): Uint8Array {
  const array = parseNpy(arraysOf(archive)[name], name);
  const values = npyIntegers(array)!;
  change(values);
  const width = Number(type[2]);
  const bytes = new Uint8Array(width * values.length);
  const view = new DataView(bytes.buffer);
  const little = type[0] !== ">";
  values.forEach((value, index) => {
    if (width === 1) view.setInt8(index, value);
    else if (width === 2) view.setInt16(2 * index, value, little);
    else if (width === 4) view.setInt32(4 * index, value, little);
    else view.setBigInt64(8 * index, BigInt(value), little);
  });
  return formatNpy({ ...array, type, bytes });
}

/** The array with another header. */
function reheaded(name: string, change: (header: string) => string, version = 1): Uint8Array {
  const data = arraysOf(archive)[name];
  const start = 10 + data[8] + 256 * data[9];
  const header = Buffer.from(change(Buffer.from(data.subarray(10, start)).toString("latin1")), "latin1");
  const length = version === 1 ? 2 : 4;
  const file = Buffer.alloc(8 + length + header.length + data.length - start);
  file.set(data.subarray(0, 6));
  file[6] = version;
  file.writeUIntLE(header.length, 8, length);
  file.set(header, 8 + length);
  file.set(data.subarray(start), 8 + length + header.length);
  return new Uint8Array(file);
}

function jsonArray(value: unknown): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return formatNpy({ type: `|S${bytes.length}`, shape: [], bytes } satisfies NpyArray);
}

const architecture = { input_size: 256, hidden_sizes: [3, 5], num_classes: 12, encoder: "phrase" };

describe("taken exactly", () => {
  test.each<[string, Uint8Array]>([
    ["deflated", archiveWith({}, 9)],
    ["weights of 64 bits, big-endian", archiveWith({ "fc1_weight.npy": retyped("fc1_weight.npy", ">i8") })],
    ["weights of 32 bits", archiveWith({ "fc2_weight.npy": retyped("fc2_weight.npy", "<i4") })],
    ["weights of 16 bits", archiveWith({ "fc3_weight.npy": retyped("fc3_weight.npy", "<i2") })],
    ["biases of 64 bits", archiveWith({ "fc1_bias.npy": retyped("fc1_bias.npy", "<i8") })],
    [
      "double quotes",
      archiveWith({ "fc1_weight.npy": reheaded("fc1_weight.npy", (h) => h.replaceAll("'", '"')) }),
    ],
    ["a header of version 2", archiveWith({ "fc1_weight.npy": reheaded("fc1_weight.npy", (h) => h, 2) })],
    [
      "keys in another order",
      archiveWith({
        "fc1_bias.npy": reheaded(
          "fc1_bias.npy",
          () => "{'shape':(3,),'fortran_order':False,'descr':'<i2'}\n",
        ),
      }),
    ],
  ])("%s", (_, bytes) => {
    expect(importNpz(bytes, "m.npz")).toEqual(network);
  });
});

describe("refused by name", () => {
  test.each<[string, Uint8Array, string]>([
    [
      "a weight that doesn't fit",
      archiveWith({ "fc1_weight.npy": retyped("fc1_weight.npy", "<i2", (values) => (values[3] = 257)) }),
      "array fc1_weight: it holds 257, outside -2 to 1",
    ],
    [
      "a bias that doesn't fit",
      archiveWith({ "fc2_bias.npy": retyped("fc2_bias.npy", "<i8", (values) => (values[0] = 65536)) }),
      "array fc2_bias: it holds 65536, outside -32768 to 32767",
    ],
    [
      "column-major in double quotes",
      archiveWith({
        "fc1_weight.npy": reheaded("fc1_weight.npy", (h) => h.replaceAll("'", '"').replace("False", "True")),
      }),
      "array fc1_weight: column-major order",
    ],
    [
      "a header of a megabyte",
      archiveWith({ "fc1_weight.npy": reheaded("fc1_weight.npy", (h) => h.trimEnd().padEnd(1 << 20), 2) }),
      "array fc1_weight: a header of 1048576 bytes",
    ],
    [
      "a header that is no dictionary",
      archiveWith({ "fc1_bias.npy": reheaded("fc1_bias.npy", () => `{'shape':(${"1".repeat(9000)}`) }),
      "array fc1_bias: its header can't be read",
    ],
    [
      "an unknown array",
      archiveWith({ "fc3_bias_start.npy": arraysOf(archive)["fc3_bias.npy"] }),
      "fc3_bias_start",
    ],
    [
      "another unknown array",
      archiveWith({ "_dual_bias_threshold.npy": jsonArray(3) }),
      "_dual_bias_threshold",
    ],
    [
      "a layer beyond the architecture",
      archiveWith({ "fc4_weight.npy": arraysOf(archive)["fc3_weight.npy"] }),
      "array fc4_weight",
    ],
    [
      "an unknown key of the architecture",
      archiveWith({ "_architecture.npy": jsonArray({ ...architecture, position_bands: 4 }) }),
      "array _architecture has position_bands, which zmlm doesn't know",
    ],
    [
      "an unknown encoder",
      archiveWith({ "_architecture.npy": jsonArray({ ...architecture, encoder: "bands" }) }),
      "array _architecture names an unknown encoder",
    ],
    [
      "floats",
      archiveWith({ "fc1_bias.npy": reheaded("fc1_bias.npy", (h) => h.replace("<i2", "<f2")) }),
      "array fc1_bias: its type is <f2 where integers belong",
    ],
    [
      "a PyTorch checkpoint",
      zipSync({ "model/data.pkl": Uint8Array.of(0x80, 2, 0x2e), "model/data/0": new Uint8Array(8) }),
      "m.npz: this is a PyTorch checkpoint; in the Z80-μLM folder run: python exportmodel.py --model m.npz --output m.npz",
    ],
    ["a checkpoint of old", Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c), "this is a PyTorch checkpoint"],
    ["zeros without end", zipSync({ "big.npy": new Uint8Array(70_000_000) }), "unpacks to more than 64 MB"],
  ])("%s", (_, bytes, message) => {
    expect(() => importNpz(bytes, "m.npz")).toThrow(InputError);
    expect(() => importNpz(bytes, "m.npz")).toThrow(message);
  });

  test("an entry that unpacks to more than its directory says", () => {
    const bytes = zipSync({ "fc1_weight.npy": new Uint8Array(1000) }, { level: 9 });
    const end = bytes.length - 22;
    const directory = new DataView(bytes.buffer).getUint32(end + 16, true);
    new DataView(bytes.buffer).setUint32(directory + 24, 900, true);
    expect(() => readZip(bytes, 1 << 20)[0].read()).toThrow('"fc1_weight.npy" in the archive is damaged');
  });

  test.each([
    ["sizes of zip64", 24, 0xffffffff, "it unpacks to more than 64 MB"],
    ["a place behind the end", 42, 0xfffffff0, "this is not a whole .npz archive"],
    ["a packed size behind the end", 20, 0xfffffff0, "this is not a whole .npz archive"],
    ["a method of its own", 10, 99, "is packed by method 99; save it stored or deflated"],
    ["a password", 8, 1, "is encrypted; save it without a password"],
  ])("an archive with %s", (_, at, value, message) => {
    const bytes = archive.slice();
    const view = new DataView(bytes.buffer);
    const place = view.getUint32(bytes.length - 6, true) + at;
    if (at === 8 || at === 10) view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
    expect(() => {
      for (const entry of readZip(bytes, 1 << 26)) entry.read();
    }).toThrow(message);
    expect(() => importNpz(bytes, "m.npz")).toThrow(InputError);
  });

  test("a name that stands twice", () => {
    const text = Buffer.from(archive).toString("latin1").replaceAll("fc2_bias.npy", "fc1_bias.npy");
    expect(() => importNpz(new Uint8Array(Buffer.from(text, "latin1")), "m.npz")).toThrow(
      "in the archive twice",
    );
  });
});

test("one changed byte gives no other network", () => {
  for (let at = 0; at < archive.length; at += 2) {
    const changed = archive.slice();
    changed[at] ^= 0x10;
    const read = refusedOr(() => importNpz(changed, "m.npz"));
    if (read !== undefined) expect(read, `byte ${at}`).toEqual(network);
  }
});

describe("mutated archives", () => {
  test("are refused in one line, or give the network that was packed", () => {
    const random = new Random(11);
    let taken = 0;
    for (let index = 0; index < shortOrWhole(3000, 60_000); index++) {
      const read = refusedOr(() => importNpz(mutateBytes(archive, random), "m.npz"));
      if (read === undefined) continue;
      expect(read, `case ${index}`).toEqual(network);
      taken++;
    }
    expect(taken).toBeGreaterThan(0);
  });

  test("with checksums that fit are refused in one line, or are networks", () => {
    const random = new Random(12);
    const arrays = arraysOf(archive);
    const names = Object.keys(arrays);
    let taken = 0;
    for (let index = 0; index < shortOrWhole(3000, 30_000); index++) {
      const name = random.pick(names);
      const bytes = archiveWith({ [name]: mutateBytes(arrays[name], random) }, random.pick([0, 9]));
      const read: Network | undefined = refusedOr(() => importNpz(bytes, "m.npz"));
      if (read === undefined) continue;
      checkNetwork(read);
      taken++;
    }
    expect(taken).toBeGreaterThan(0);
  });
});
