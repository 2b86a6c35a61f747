/**
 * The weights of a program as bytes of its file: packed columns, or packed columns in a Huffman code.
 *
 *   const packed = packLayers(network);
 *   const column = packed.bytes.subarray(packed.layers[0].start, packed.layers[0].columnBytes);
 */

import type { Network } from "../model/network.js";
import { packedRowBytes, packWeights, transpose } from "../model/packing.js";
import { type HuffmanCode, huffmanCode, huffmanEncode } from "./huffman.js";
import type { Layout } from "./layouts.js";

/** A network's weights, packed. */
export interface PackedLayers {
  /** All layers' columns, one after the other: weights from one input to every neuron, on whole bytes. */
  readonly bytes: Uint8Array;
  readonly layers: readonly {
    /** Where the layer's columns begin. */
    readonly start: number;
    /** Bytes of one of them, and their number. */
    readonly columnBytes: number;
    readonly columns: number;
  }[];
}

export function packLayers({ layers }: Network): PackedLayers {
  let start = 0;
  const shapes = layers.map(({ inputs, outputs }) => {
    const shape = { start, columnBytes: packedRowBytes(outputs), columns: inputs };
    start += shape.columnBytes * inputs;
    return shape;
  });
  const bytes = new Uint8Array(start);
  layers.forEach(({ inputs, outputs, weights }, index) => {
    bytes.set(packWeights(transpose(weights, outputs, inputs), inputs, outputs), shapes[index].start);
  });
  return { bytes, layers: shapes };
}

/** The weights of layouts `columns` and `small`. */
export interface WeightData {
  /** Columns that stay packed: layer 1's for the question, or none. */
  readonly query: Uint8Array;
  /** Columns that become streams, in a Huffman code if the layout is `small`. */
  readonly streams: Uint8Array;
  /** For each column of all layers, the bytes of `streams` up to its end. */
  readonly read: readonly number[];
  /** The Huffman code of `streams`, if they are coded. */
  readonly code: HuffmanCode | undefined;
}

/** @param first input of layer 1 whose column is the first that becomes a stream */
export function weightData({ bytes, layers }: PackedLayers, layout: Layout, first: number): WeightData {
  const start = first * layers[0].columnBytes;
  const query = bytes.subarray(0, start);
  const packed = bytes.subarray(start);
  const ends = layers.flatMap(({ start: at, columnBytes, columns }, index) => {
    const skipped = index === 0 ? first : 0;
    return Array.from(
      { length: columns - skipped },
      (_, column) => at + (skipped + column + 1) * columnBytes - start,
    );
  });
  if (layout !== "small") return { query, streams: packed, read: ends, code: undefined };
  const code = huffmanCode(packed);
  let [bits, done] = [0, 0];
  const read = ends.map((end) => {
    for (; done < end; done++) bits += code.lengths[packed[done]];
    return Math.ceil(bits / 8);
  });
  return { query, streams: huffmanEncode(packed, code), read, code };
}
