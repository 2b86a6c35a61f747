/**
 * Models as NumPy archives (.npz), as the Z80-μLM project publishes them.
 *
 * `fcN_weight` int8 (outputs, inputs), `fcN_bias` int16 (outputs), `_architecture` JSON, `_charset` UTF-8.
 * Ours add `encoder` to the architecture; where it is missing, the encoder is `phrase`. Questions are counted in 128
 * buckets: Z80-μLM knows no other number.
 */

import { zipSync } from "fflate";
import { z } from "zod";
import { END_OF_REPLY, MAX_WEIGHT, MIN_WEIGHT, UNSTATED_BUCKETS } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { ENCODERS, encoderOf } from "./encoder.js";
import { checkNetwork, joinOf, type Layer, type Network, UNSTATED_JOIN } from "./network.js";
import { formatNpy, type NpyArray, npyIntegers, parseNpy } from "./npy.js";
import { isZip, readZip } from "./zip.js";

/** Most bytes that an archive may unpack to: a hundred times what the largest usual model takes. */
const MAX_UNPACKED = 1 << 26;

/** Strict: an unknown entry may change what the network computes, so none is ignored. */
const architectureSchema = z.strictObject({
  input_size: z.int(),
  hidden_sizes: z.array(z.int()),
  num_classes: z.int(),
  encoder: z.enum(ENCODERS).default("phrase"),
});

/** First moment that a zip can date, so that the same model gives the same bytes. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/**
 * Reads a network from a .npz archive. An array or an entry of the architecture that it doesn't know is an error.
 * @param file the name to give in errors
 * @throws InputError that names the array at fault
 */
export function importNpz(archive: Uint8Array, file: string): Network {
  try {
    return readArchive(archive, file);
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.message, { file }) : error;
  }
}

function readArchive(archive: Uint8Array, file: string): Network {
  if (isPickle(archive)) throw new InputError(asNpz(file));
  const files = new Map(readZip(archive, MAX_UNPACKED).map((entry) => [entry.name, entry]));
  if ([...files.keys()].some((name) => name.endsWith("/data.pkl"))) throw new InputError(asNpz(file));
  const array = (name: string): NpyArray => {
    const entry = files.get(`${name}.npy`);
    if (entry === undefined) throw new InputError(`array ${name} is missing; this is not a model archive`);
    files.delete(entry.name);
    return parseNpy(entry.read(), name);
  };
  const architecture = parseArchitecture(text(array("_architecture"), "_architecture"));
  let charset = text(array("_charset"), "_charset");
  // NumPy drops zero bytes at the end of a byte string: put the end mark back.
  if (charset.length === architecture.num_classes - 1) charset += END_OF_REPLY;
  const sizes = [architecture.input_size, ...architecture.hidden_sizes, architecture.num_classes];
  const layers = sizes.slice(1).map((outputs, index): Layer => {
    const inputs = sizes[index];
    const [weight, bias] = [`fc${index + 1}_weight`, `fc${index + 1}_bias`];
    const weights = integers(array(weight), weight, [outputs, inputs], MIN_WEIGHT, MAX_WEIGHT);
    const biases = integers(array(bias), bias, [outputs], -32768, 32767);
    return { inputs, outputs, weights: Int8Array.from(weights), biases: Int16Array.from(biases) };
  });
  const [unknown] = files.keys();
  if (unknown !== undefined)
    throw new InputError(
      `array ${brief(unknown.replace(/\.npy$/, ""))} belongs to no network that zmlm knows; without it this would be another model`,
    );
  const encoder = encoderOf(architecture.encoder, UNSTATED_BUCKETS);
  const network: Network = { encoder, charset, layers };
  checkNetwork(network);
  return network;
}

/** Whether bytes begin as a pickle does: what PyTorch saved before it took to zip. */
function isPickle(bytes: Uint8Array): boolean {
  return bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5 && !isZip(bytes);
}

/** How a checkpoint of Z80-μLM's trainer becomes what {@link importNpz} reads. */
function asNpz(file: string): string {
  const name = file.replace(/\.[^./\\]*$/, "");
  return `this is a PyTorch checkpoint; in the Z80-μLM folder run: python exportmodel.py --model ${file} --output ${name}.npz, and import that`;
}

/**
 * A network as a .npz archive that {@link importNpz} and NumPy read.
 * @param file the name to give in errors
 * @throws InputError if such archives can't hold the network
 */
export function exportNpz(network: Network, file?: string): Uint8Array {
  checkNetwork(network, file);
  const { encoder } = network;
  const join = joinOf(network);
  const refuse = (what: string, cure: string): never => {
    throw new InputError(
      `${what}; a .npz archive can't hold that: train with ${cure} to export`,
      file === undefined ? {} : { file },
    );
  };
  if (join === undefined)
    refuse("its outputs are whole answers (head replies)", "--head characters --join 1");
  if (join!.layer !== UNSTATED_JOIN.layer)
    refuse(`the reply so far joins layer ${join!.layer}`, `--join ${UNSTATED_JOIN.layer}`);
  if (network.known !== undefined) refuse("only known replies can come out", "--spelling free");
  if (encoder.buckets !== UNSTATED_BUCKETS)
    refuse(
      `it counts questions in ${encoder.buckets} buckets, and a .npz archive means ${UNSTATED_BUCKETS}`,
      `--buckets ${UNSTATED_BUCKETS}`,
    );
  const text = new TextEncoder();
  const arrays: Record<string, NpyArray> = {};
  network.layers.forEach(({ inputs, outputs, weights, biases }, index) => {
    arrays[`fc${index + 1}_weight`] = {
      type: "|i1",
      shape: [outputs, inputs],
      bytes: new Uint8Array(weights),
    };
    const biasBytes = new Uint8Array(2 * outputs);
    const view = new DataView(biasBytes.buffer);
    biases.forEach((bias, i) => {
      view.setInt16(2 * i, bias, true);
    });
    arrays[`fc${index + 1}_bias`] = { type: "<i2", shape: [outputs], bytes: biasBytes };
  });
  const architecture = text.encode(
    JSON.stringify({
      input_size: network.layers[0].inputs,
      hidden_sizes: network.layers.slice(0, -1).map((layer) => layer.outputs),
      num_classes: network.charset.length,
      encoder: encoder.name,
    }),
  );
  const charset = text.encode(network.charset);
  arrays._architecture = { type: `|S${architecture.length}`, shape: [], bytes: architecture };
  arrays._charset = { type: `|S${charset.length}`, shape: [], bytes: charset };
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, formatNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: ZIP_EPOCH });
}

function parseArchitecture(json: string): z.infer<typeof architectureSchema> {
  let parsed: ReturnType<typeof architectureSchema.safeParse>;
  try {
    parsed = architectureSchema.safeParse(JSON.parse(json));
  } catch {
    throw new InputError("array _architecture is no JSON");
  }
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    if (issue.code === "unrecognized_keys")
      throw new InputError(
        `array _architecture has ${issue.keys.map(brief).join(", ")}, which zmlm doesn't know; without it this would be another model`,
      );
    else if (issue.path[0] === "encoder")
      throw new InputError(`array _architecture names an unknown encoder; zmlm knows ${ENCODERS.join(", ")}`);
  throw new InputError("array _architecture doesn't hold input_size, hidden_sizes and num_classes as JSON");
}

/** The text of a byte string. */
function text({ type, bytes }: NpyArray, name: string): string {
  if (!/^[|<>=]?[Sa]\d+$/.test(type))
    throw new InputError(`array ${name}: its type is ${type} where a byte string (|S) belongs`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InputError(`array ${name}: this is no UTF-8 text`);
  }
}

/** The elements of an array of integers of the given shape, none of them outside low to high. */
function integers(
  array: NpyArray,
  name: string,
  shape: readonly number[],
  low: number,
  high: number,
): number[] {
  const fail = (what: string): never => {
    throw new InputError(`array ${name}: ${what}`);
  };
  if (array.shape.join() !== shape.join())
    fail(`its shape is (${array.shape.join(", ")}) where (${shape.join(", ")}) belongs`);
  const values = npyIntegers(array);
  if (values === undefined) return fail(`its type is ${array.type} where integers belong, e.g. |i1 or <i2`);
  const odd = values.find((value) => value < low || value > high);
  if (odd !== undefined) fail(`it holds ${odd}, outside ${low} to ${high}; quantize the model first`);
  return values;
}

/** A name from the archive, fit to be shown. */
function brief(name: string): string {
  const plain = name.replace(/[^ -~]/g, "?");
  return plain.length <= 40 ? plain : `${plain.slice(0, 40)}...`;
}
