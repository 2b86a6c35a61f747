/**
 * The model file: versioned JSON, everything checked on the way in.
 *
 * Weights are packed at two bits, rows of neurons in order, as base64; see `packing.ts`. Version 2 says how many
 * buckets questions are counted in; version 3 says besides what the outputs stand for (`head`), where the reply so
 * far joins, and which replies alone can come out. Versions 1 and 2 are read too: they have characters as outputs and the reply at layer 1, and version 1
 * counts in 128 buckets.
 */

import { z } from "zod";
import {
  CONTEXT_BUCKET_COUNTS,
  MAX_ANSWERS,
  MAX_BANNER,
  MAX_CHARSET,
  MAX_REPLY,
  MAX_WIDTH,
  MODEL_FORMAT,
  UNSTATED_BUCKETS,
} from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { BUCKET_COUNTS, ENCODERS, encoderOf } from "./encoder.js";
import { checkNetwork, type Head, headOf, type Join, joinOf, type Network, statedJoin } from "./network.js";
import { packedRowBytes, packWeights, unpackWeights } from "./packing.js";

/** The version that is written. */
export const MODEL_VERSION = 3;

const int16 = z.int().min(-32768).max(32767);
const share = z.number().min(0).max(1);

const scoresSchema = z.strictObject({
  /** Share of distinct questions answered with one of their listed answers. */
  exact: share,
  /** Share of lines answered as that line says. */
  pairs: share,
  /** Mean over distinct answers. */
  macro: share,
  /** `exact` on the questions kept out of training. */
  heldOut: share.optional(),
  /** Largest |accumulator| seen before it wraps, of 32,767. */
  largestAccumulator: z.int().min(0),
  /** Number of questions asked for the scores, if these were not all. */
  sample: z.int().min(1).optional(),
});

const trainingSchema = z.strictObject({
  command: z.string(),
  seed: z.int(),
  backend: z.string(),
  threads: z.int().min(1),
  epochs: z.int().min(0),
  pairs: z.int().min(0),
  questions: z.int().min(0),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  scores: scoresSchema,
});

const layerSchema = z.strictObject({
  inputs: z.int().min(1),
  outputs: z.int().min(1).max(MAX_WIDTH),
  weights: z.base64(),
  biases: z.array(int16),
});

const sinceVersion1 = {
  format: z.literal(MODEL_FORMAT),
  encoder: z.enum(ENCODERS),
  layers: z.array(layerSchema).min(1),
  checksum: z.string(),
  training: trainingSchema.optional(),
};
const charset = z.string().min(1).max(MAX_CHARSET);
const buckets = z.literal(BUCKET_COUNTS);
/** A line that a program says when it starts; a person may edit it, so no checksum covers it. */
const banner = z
  .string()
  .regex(/^[ -~]+$/, "it is not printable ASCII")
  .max(MAX_BANNER)
  .optional();

const replies = z.array(z.string().min(1).max(MAX_REPLY)).min(1).max(MAX_ANSWERS);
const sinceVersion3 = { ...sinceVersion1, version: z.literal(3), buckets, banner };

const fileSchema = z.discriminatedUnion("version", [
  z.strictObject({ ...sinceVersion1, version: z.literal(1), charset }),
  z.strictObject({ ...sinceVersion1, version: z.literal(2), buckets, charset }),
  z.discriminatedUnion("head", [
    z.strictObject({
      ...sinceVersion3,
      head: z.literal("characters"),
      join: z.strictObject({ layer: z.literal([1, 2]), buckets: z.literal(CONTEXT_BUCKET_COUNTS) }),
      charset,
      known: replies.optional(),
    }),
    z.strictObject({
      ...sinceVersion3,
      head: z.literal("replies"),
      answers: replies,
    }),
  ]),
]);

/** How a model was trained and what it scored. */
export type TrainingRecord = z.infer<typeof trainingSchema>;
export type Scores = z.infer<typeof scoresSchema>;

/** A network with the record of its training, and the line that its program says first. */
export interface Model extends Network {
  /** 1 to MAX_BANNER printable ASCII characters. */
  readonly banner?: string | undefined;
  readonly training?: TrainingRecord | undefined;
}

/** A model as the text of a model file; the same model gives the same text. */
export function serializeModel(model: Model): string {
  checkNetwork(model);
  const network = {
    encoder: model.encoder.name,
    buckets: model.encoder.buckets,
    head: headOf(model),
    ...(model.answers === undefined
      ? { join: joinOf(model), charset: model.charset, ...(model.known && { known: model.known }) }
      : { answers: model.answers }),
    layers: model.layers.map((layer) => ({
      inputs: layer.inputs,
      outputs: layer.outputs,
      weights: toBase64(packWeights(layer.weights, layer.outputs, layer.inputs)),
      biases: Array.from(layer.biases),
    })),
  };
  const file = {
    format: MODEL_FORMAT,
    version: MODEL_VERSION,
    ...network,
    checksum: checksum(JSON.stringify(network)),
    ...(model.banner === undefined ? {} : { banner: model.banner }),
    ...(model.training === undefined ? {} : { training: model.training }),
  };
  return `${onePerLine(file)}\n`;
}

/**
 * Reads the text of a model file.
 * @param file the name to give in errors
 * @throws InputError where the text is no model file, is damaged or is of a later version
 */
export function parseModel(text: string, file: string): Model {
  const fail = (what: string): never => {
    throw new InputError(what, { file });
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const what = text.trim() === "" ? "this file is empty" : "this is not a whole JSON file";
    return fail(`${what}; train or import the model again`);
  }
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown };
  if (format !== MODEL_FORMAT)
    fail(
      `this is not a zmlm model file (format should be "${MODEL_FORMAT}"); zmlm train makes one of pairs, and zmlm data convert pairs of other JSON`,
    );
  if (typeof version === "number" && version > MODEL_VERSION)
    fail(`model file version ${version} is newer than this zmlm knows (${MODEL_VERSION}); update zmlm`);
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(`damaged at "${issue.path.join(".")}": ${issue.message}; train or import the model again`);
  }
  const { encoder, layers, training } = parsed.data;
  const { buckets, head, join, charset, known, answers, banner } = { ...NOT_STATED, ...parsed.data };
  // what a version doesn't know is undefined, and so not in the JSON
  if (
    checksum(JSON.stringify({ encoder, buckets, head, join, charset, known, answers, layers })) !==
    parsed.data.checksum
  )
    fail("the network doesn't match the file's checksum: edited or damaged; train or import the model again");
  const model: Model = {
    encoder: encoderOf(encoder, buckets ?? UNSTATED_BUCKETS),
    charset: charset ?? "",
    ...(known === undefined ? {} : { known }),
    ...(answers === undefined ? {} : { answers }),
    ...statedJoin(join),
    layers: layers.map(({ inputs, outputs, weights, biases }, index) => {
      const packed = fromBase64(weights);
      if (packed.length !== outputs * packedRowBytes(inputs))
        fail(
          `layer ${index + 1} has ${packed.length} bytes of weights where ${outputs * packedRowBytes(inputs)} belong`,
        );
      return {
        inputs,
        outputs,
        weights: unpackWeights(packed, outputs, inputs),
        biases: Int16Array.from(biases),
      };
    }),
    ...(banner === undefined ? {} : { banner }),
    ...(training === undefined ? {} : { training }),
  };
  checkNetwork(model, file);
  return model;
}

/** What not every version states. */
const NOT_STATED: {
  readonly buckets?: number;
  readonly head?: Head;
  readonly join?: Join;
  readonly charset?: string;
  readonly known?: readonly string[] | undefined;
  readonly answers?: readonly string[];
  readonly banner?: string | undefined;
} = {};

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo): finds accidents, not attackers. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** JSON with one line a top-level entry and one line a layer: short to scroll, fit for a diff. */
function onePerLine(file: Record<string, unknown>): string {
  const entries = Object.entries(file).map(([key, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${entries.join(",\n")}\n}`;
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
