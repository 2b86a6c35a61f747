import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { Random } from "../../src/base/random.js";
import { BUCKET_COUNTS, encoderOf } from "../../src/model/encoder.js";
import { type Model, parseModel, serializeModel } from "../../src/model/file.js";
import { formatNpy, parseNpy } from "../../src/model/npy.js";
import { exportNpz, importNpz } from "../../src/model/npz.js";
import { packWeights, unpackWeights } from "../../src/model/packing.js";
import { shortOrWhole } from "../support/length.js";
import { randomKind, randomNetwork, randomShape } from "../support/networks.js";
import { editedArchive } from "../support/npz.js";

const random = new Random(1);
const model: Model = {
  ...randomNetwork(random, { hidden: [7, 30], outputs: 13, encoder: "word", density: 0.5, biasRange: 32767 }),
  training: {
    command: "zmlm train pairs.txt",
    seed: 3,
    backend: "wasm",
    threads: 2,
    epochs: 12,
    pairs: 100,
    questions: 90,
    settings: { learningRate: 0.005 },
    scores: { exact: 0.98, pairs: 0.97, macro: 0.9, largestAccumulator: 12345 },
  },
};

describe("the model file", () => {
  test("comes back as it was", () => {
    const text = serializeModel(model);
    expect(parseModel(text, "m.json")).toEqual(model);
    expect(serializeModel(parseModel(text, "m.json"))).toBe(text);
  });

  test("any shape survives, as JSON and as .npz", () => {
    for (let i = 0; i < shortOrWhole(20, 50); i++) {
      const network = randomNetwork(random, randomShape(random));
      expect(parseModel(serializeModel(network), "m.json")).toEqual(network);
      expect(importNpz(exportNpz(network), "m.npz")).toEqual(network);
    }
  });

  test("every kind of network survives, with its banner", () => {
    for (let i = 0; i < 12; i++) {
      const kind = { ...randomNetwork(random, randomKind(random)), banner: "ZED. ! LEAVES." };
      const text = serializeModel(kind);
      expect(parseModel(text, "m.json")).toEqual(kind);
      expect(serializeModel(parseModel(text, "m.json"))).toBe(text);
    }
  });

  test("says what is wrong with a banner, a join or an answer", () => {
    const shape = { hidden: [5], outputs: 3, encoder: "word", density: 0.5, biasRange: 9 } as const;
    const joined = randomNetwork(random, { ...shape, join: { layer: 2, buckets: 64 } });
    const replies = randomNetwork(random, { ...shape, head: "replies" });
    const read = (network: Model) => () => parseModel(serializeModel(network), "m.json");
    expect(read({ ...joined, banner: "caf\u00e9" })).toThrow(
      /^m\.json: damaged at "banner": it is not printable/,
    );
    expect(read({ ...joined, banner: "A".repeat(61) })).toThrow(/^m\.json: damaged at "banner"/);
    expect(read({ ...joined, join: { layer: 1, buckets: 64 } })).toThrow(/joins layer 1 in 64 buckets/);
    expect(read({ ...joined, layers: joined.layers.slice(0, 1) })).toThrow(
      /joins layer 2, and there is only one/,
    );
    const spelled = { ...joined, charset: "AB\0" };
    expect(read({ ...spelled, known: ["AB", "A"] })().known).toEqual(["AB", "A"]);
    expect(read({ ...spelled, known: ["A", "AB"] })).toThrow(/known replies are not in their order/);
    expect(read({ ...spelled, known: ["AC"] })).toThrow(
      /known reply "AC" is not 1 to 50 characters of the charset/,
    );
    expect(read({ ...replies, known: ["A"] })).toThrow(/no other known replies/);
    expect(read({ ...replies, join: { layer: 2, buckets: 64 } })).toThrow(/no reply part/);
    expect(read({ ...replies, answers: ["A", "B", "A"] })).toThrow(/named twice/);
    expect(read({ ...replies, answers: ["A", "B"] })).toThrow(/3 wide and there are 2 answers/);
    const other = serializeModel(replies).replace(replies.answers![0], "?");
    expect(() => parseModel(other, "m.json")).toThrow(/checksum/);
  });

  test.each([
    [{ head: "replies" } as const, /whole answers \(head replies\); a \.npz.*--head characters --join 1/],
    [{ join: { layer: 2, buckets: 128 } } as const, /joins layer 2; a \.npz.*--join 1/],
    [{ known: true }, /only known replies can come out; a \.npz.*--spelling free/],
    [{ buckets: 256 }, /in 256 buckets.*--buckets 128/],
  ])("is refused by name as .npz: %o", (kind, message) => {
    const shape = { hidden: [5], outputs: 3, encoder: "word", density: 0.5, biasRange: 9 } as const;
    expect(() => exportNpz(randomNetwork(random, { ...shape, ...kind }), "m.json")).toThrow(message);
  });

  test.each(BUCKET_COUNTS)("says that questions are counted in %i buckets", (buckets) => {
    const network = randomNetwork(random, { ...randomShape(random), buckets });
    const text = serializeModel(network);
    expect(JSON.parse(text)).toMatchObject({ version: 3, buckets });
    expect(parseModel(text, "m.json").encoder).toBe(encoderOf(network.encoder.name, buckets));
    expect(parseModel(text, "m.json")).toEqual(network);
  });

  test("of version 1 means 128 buckets, and is written as version 3", () => {
    const old = readFileSync(new URL("version-1.json", import.meta.url), "utf8");
    const known = parseModel(old, "version-1.json");
    expect(known.encoder).toBe(encoderOf("phrase", 128));
    expect(known.layers[0].biases).toEqual(Int16Array.of(100, -7, 32));
    expect(known.training?.scores.largestAccumulator).toBe(900);
    expect(parseModel(serializeModel(known), "m.json")).toEqual(known);
    const changed = old.replace('"version": 1', '"version": 1, "buckets": 128');
    expect(() => parseModel(changed, "version-1.json")).toThrow(/^version-1\.json: damaged/);
    expect(() => parseModel(old.replace("phrase", "word"), "version-1.json")).toThrow(/checksum/);
  });

  interface Draft {
    version: number;
    buckets?: number;
    charset?: string;
    extra?: number;
    layers: { weights: string; biases: number[] }[];
  }
  const edit = (change: (file: Draft) => void) => {
    const file = JSON.parse(serializeModel(model)) as Draft;
    change(file);
    return JSON.stringify(file);
  };

  test.each([
    ["a truncated file", serializeModel(model).slice(0, 900), /not a whole JSON file/],
    ["another kind of JSON", '{"a":1}', /not a zmlm model file/],
    ["no object at all", "null", /not a zmlm model file/],
    [
      "a later version",
      edit((file) => {
        file.version = 4;
      }),
      /version 4 is newer.*update zmlm/,
    ],
    [
      "a number of buckets that isn't possible",
      edit((file) => {
        file.buckets = 200;
      }),
      /damaged at "buckets"/,
    ],
    [
      "another number of buckets",
      edit((file) => {
        file.buckets = 256;
      }),
      /checksum/,
    ],
    [
      "version 2 without buckets",
      edit((file) => {
        delete file.buckets;
      }),
      /damaged at "buckets"/,
    ],
    [
      "a missing part",
      edit((file) => {
        delete file.charset;
      }),
      /damaged at "charset"/,
    ],
    [
      "an unknown part",
      edit((file) => {
        file.extra = 1;
      }),
      /damaged/,
    ],
    [
      "a bias beyond 16 bits",
      edit((file) => {
        file.layers[0].biases[0] = 40000;
      }),
      /damaged at "layers.0.biases.0"/,
    ],
    [
      "an edited bias",
      edit((file) => {
        file.layers[0].biases[0] ^= 1;
      }),
      /checksum/,
    ],
    [
      "an edited weight",
      edit((file) => {
        file.layers[1].weights = `AAAA${file.layers[1].weights.slice(4)}`;
      }),
      /checksum/,
    ],
    [
      "an edited charset",
      edit((file) => {
        file.charset = file.charset!.split("").reverse().join("");
      }),
      /checksum/,
    ],
  ])("%s is one clear error", (_, text, message) => {
    expect(() => parseModel(text, "m.json")).toThrow(InputError);
    expect(() => parseModel(text, "m.json")).toThrow(message);
    expect(() => parseModel(text, "m.json")).toThrow(/^m\.json: [^\n]*$/);
  });
});

const latin1 = (data: Uint8Array) => Buffer.from(data).toString("latin1");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

describe("the .npz archive", () => {
  test.each(BUCKET_COUNTS.filter((buckets) => buckets !== 128))(
    "can't hold %i buckets, and says so",
    (buckets) => {
      const network = randomNetwork(random, { ...randomShape(random), buckets });
      expect(() => exportNpz(network, "m.json")).toThrow(
        `m.json: it counts questions in ${buckets} buckets, and a .npz archive means 128`,
      );
    },
  );

  test("names a missing array", () => {
    const archive = exportNpz({ ...model, charset: model.charset });
    const text = latin1(archive).replaceAll("fc2_bias.npy", "fc2_xxxx.npy");
    expect(() => importNpz(bytes(text), "m.npz")).toThrow(/^m\.npz: array fc2_bias is missing/);
  });

  test("names an array of the wrong shape", () => {
    const archive = editedArchive(exportNpz(model), "fc1_weight.npy", "(7, 256)", "(256, 7)");
    expect(() => importNpz(archive, "m.npz")).toThrow(
      "m.npz: array fc1_weight: its shape is (256, 7) where (7, 256) belongs",
    );
  });

  test("refuses a file that is no archive", () => {
    expect(() => importNpz(new Uint8Array(100), "m.npz")).toThrow(
      /^m\.npz: this is not a whole \.npz archive/,
    );
    expect(() => importNpz(exportNpz(model).subarray(0, 3000), "m.npz")).toThrow(/not a whole \.npz archive/);
  });

  test("arrays come back, and broken ones are told", () => {
    const array = { type: "<i2", shape: [3], bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const file = formatNpy(array);
    expect((file.length - 6) % 64).toBe(0);
    expect(parseNpy(file, "a")).toEqual(array);
    expect(() => parseNpy(file.subarray(0, file.length - 1), "a")).toThrow("array a: 5 bytes where 6 belong");
    expect(() => parseNpy(new Uint8Array(4), "a")).toThrow("array a: not in .npy format");
  });
});

test("packed rows start on a byte", () => {
  const weights = Int8Array.of(-2, -1, 0, 1, 1, 0, 0, 0, -2, 1);
  const packed = packWeights(weights, 2, 5);
  expect(Array.from(packed)).toEqual([0b00011011, 0b11101010, 0b10101000, 0b11101010]);
  expect(unpackWeights(packed, 2, 5)).toEqual(weights);
});
