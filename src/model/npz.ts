/**
 * Models as NumPy archives (.npz), as the Z80-μLM project publishes them.
 *
 * `fcN_weight` int8 (outputs, inputs), `fcN_bias` int16 (outputs), `_architecture` JSON, `_charset` UTF-8.
 * Ours add `encoder` to the architecture; where it is missing, the encoder is `phrase`.
 */

import { unzipSync, zipSync } from "fflate";
import { z } from "zod";
import { END_OF_REPLY } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { checkNetwork, ENCODERS, type Layer, type Network } from "./network.js";
import { formatNpy, type NpyArray, parseNpy } from "./npy.js";

const architectureSchema = z.object({
  input_size: z.int(),
  hidden_sizes: z.array(z.int()),
  num_classes: z.int(),
  encoder: z.enum(ENCODERS).default("phrase"),
});

/** First moment that a zip can date, so that the same model gives the same bytes. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/**
 * Reads a network from a .npz archive.
 * @param file the name to give in errors
 * @throws InputError that names the array at fault
 */
export function importNpz(archive: Uint8Array, file: string): Network {
  try {
    return readArchive(archive);
  } catch (error) {
    throw error instanceof InputError ? new InputError(error.message, { file }) : error;
  }
}

function readArchive(archive: Uint8Array): Network {
  const files = unzip(archive);
  const array = (name: string): NpyArray => {
    const data = files[`${name}.npy`];
    if (data === undefined) throw new InputError(`array ${name} is missing; this is not a model archive`);
    return parseNpy(data, name);
  };
  const architecture = parseArchitecture(utf8(array("_architecture")));
  let charset = utf8(array("_charset"));
  // NumPy drops zero bytes at the end of a byte string: put the end mark back.
  if (charset.length === architecture.num_classes - 1) charset += END_OF_REPLY;
  const sizes = [architecture.input_size, ...architecture.hidden_sizes, architecture.num_classes];
  const layers = sizes.slice(1).map((outputs, index): Layer => {
    const inputs = sizes[index];
    const weights = integers(array(`fc${index + 1}_weight`), `fc${index + 1}_weight`, [outputs, inputs]);
    const biases = integers(array(`fc${index + 1}_bias`), `fc${index + 1}_bias`, [outputs]);
    return { inputs, outputs, weights: Int8Array.from(weights), biases: Int16Array.from(biases) };
  });
  const network: Network = { encoder: architecture.encoder, charset, layers };
  checkNetwork(network);
  return network;
}

/** A network as a .npz archive that {@link importNpz} and NumPy read. */
export function exportNpz(network: Network): Uint8Array {
  checkNetwork(network);
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
      encoder: network.encoder,
    }),
  );
  const charset = text.encode(network.charset);
  arrays._architecture = { type: `|S${architecture.length}`, shape: [], bytes: architecture };
  arrays._charset = { type: `|S${charset.length}`, shape: [], bytes: charset };
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, formatNpy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: ZIP_EPOCH });
}

function unzip(archive: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(archive);
  } catch {
    throw new InputError("this is not a whole .npz archive (a zip of .npy arrays)");
  }
}

function parseArchitecture(text: string): z.infer<typeof architectureSchema> {
  try {
    return architectureSchema.parse(JSON.parse(text));
  } catch {
    throw new InputError("array _architecture doesn't hold input_size, hidden_sizes and num_classes as JSON");
  }
}

function utf8(array: NpyArray): string {
  return new TextDecoder().decode(array.bytes);
}

/** The elements of an int8 or int16 array of the given shape. */
function integers(array: NpyArray, name: string, shape: readonly number[]): number[] {
  const fail = (what: string): never => {
    throw new InputError(`array ${name}: ${what}`);
  };
  if (array.shape.join() !== shape.join())
    fail(`its shape is (${array.shape.join(", ")}) where (${shape.join(", ")}) belongs`);
  const view = new DataView(array.bytes.buffer, array.bytes.byteOffset, array.bytes.byteLength);
  if (array.type === "|i1") return Array.from(array.bytes, (_, i) => view.getInt8(i));
  if (array.type === "<i2")
    return Array.from({ length: array.bytes.length / 2 }, (_, i) => view.getInt16(2 * i, true));
  return fail(`its type is ${array.type} where |i1 or <i2 belongs`);
}
