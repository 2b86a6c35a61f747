/** The weights of a program as bytes of its file: packed columns, or the same in a Huffman code. */

import type { Layer } from "../model/network.js";
import { packedRowBytes, packWeights, transpose } from "../model/packing.js";
import { type HuffmanCode, huffmanCode, huffmanEncode } from "./huffman.js";
import type { Layout } from "./layouts.js";
import type { SharedLayer } from "./sharing.js";

export interface WeightData {
  readonly bytes: Uint8Array;
  /** Bytes that have been read when each column, of all layers, has been. */
  readonly read: readonly number[];
  /** The code, if the bytes are coded. */
  readonly code: HuffmanCode | undefined;
}

/** The columns of layer 1 that the question meets: its first inputs, as many as there are buckets. */
export function queryWeights({ layer }: SharedLayer, buckets: number): Uint8Array {
  return packColumns(layer).slice(0, buckets * packedRowBytes(layer.outputs));
}

function packColumns({ inputs, outputs, weights }: Layer): Uint8Array {
  return packWeights(transpose(weights, outputs, inputs), inputs, outputs);
}

/**
 * All layers' columns, one after the other.
 * @param first input of layer 1 with which they begin: those before it are elsewhere
 */
export function weightData(layers: readonly SharedLayer[], layout: Layout, first: number): WeightData {
  const parts = layers.map(({ layer }, index) =>
    packColumns(layer).subarray(index === 0 ? first * packedRowBytes(layer.outputs) : 0),
  );
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  const ends: number[] = [];
  let at = 0;
  layers.forEach(({ layer: { inputs, outputs } }, index) => {
    packed.set(parts[index], at);
    for (let input = index === 0 ? first : 0; input < inputs; input++) {
      at += packedRowBytes(outputs);
      ends.push(at);
    }
  });
  if (layout !== "small") return { bytes: packed, read: ends, code: undefined };
  const code = huffmanCode(packed);
  let [bits, done] = [0, 0];
  const read = ends.map((end) => {
    for (; done < end; done++) bits += code.lengths[packed[done]];
    return Math.ceil(bits / 8);
  });
  return { bytes: huffmanEncode(packed, code), read, code };
}
