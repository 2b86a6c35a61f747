/**
 * The weights of a program as bytes of its file: packed columns, or columns as runs, maybe in a Huffman code.
 *
 *   const packed = packLayers(network);
 *   const column = packed.bytes.subarray(packed.layers[0].start, packed.layers[0].columnBytes);
 */

import type { Network } from "../model/network.js";
import { packedRowBytes, packWeights, transpose } from "../model/packing.js";
import type { ColumnGroup } from "./column-groups.js";
import { type HuffmanCode, huffmanCode, huffmanEncode } from "./huffman.js";
import type { Layout } from "./layouts.js";
import {
  encodeRuns,
  evenTree,
  MOST_RUNS,
  type RunNode,
  type RunSizes,
  runSizes,
  runTree,
  treeBits,
} from "./runs.js";

/** A tree has so many runs, and one more for so many weights. */
const LEAST_RUNS = 64;
const WEIGHTS_A_RUN = 200;

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
  /** Columns that become streams, as runs, in a Huffman code if the layout is `small`. */
  readonly streams: Uint8Array;
  /** For each column of all groups, the bytes of `streams` up to its end. */
  readonly read: readonly number[];
  /** The Huffman code of `streams`, if they are coded. */
  readonly code: HuffmanCode | undefined;
  /** The groups' trees of runs and, if columns stay packed, which: `next_bit` in `asm/columns/expand.asm`. */
  readonly bits: Uint8Array;
  /** The most of each that a group's tree has. */
  readonly runs: RunSizes;
}

/**
 * @param groups whose columns become streams
 * @param first input of layer 1 whose column is the first that becomes a stream
 */
export function weightData(
  packed: PackedLayers,
  groups: readonly ColumnGroup[],
  layout: Layout,
  first: number,
): WeightData {
  const query = packed.bytes.subarray(0, first * packed.layers[0].columnBytes);
  const most = mostRuns(groups);
  const dense = inRuns(packed, groups, (columns) => runTree(columns, most));
  if (layout !== "small") {
    let end = 0;
    const read = dense.columns.map(({ length }) => {
      end += length;
      return end;
    });
    return { query, ...partsOf(dense), streams: concat(dense.columns), read, code: undefined };
  }
  if (most < MOST_RUNS) return { query, ...coded(dense) };
  // which runs are best below a Huffman code is tried
  const [best, other] = [coded(dense), coded(inRuns(packed, groups, evenTree))];
  return { query, ...(best.streams.length <= other.streams.length ? best : other) };
}

/** Runs of each tree at most: small networks leave little memory for their code, and save few bytes by them. */
function mostRuns(groups: readonly ColumnGroup[]): number {
  const weights = groups.reduce((sum, { layer, accumulators }) => sum + layer.inputs * accumulators, 0);
  return Math.min(MOST_RUNS, LEAST_RUNS + Math.floor(weights / WEIGHTS_A_RUN));
}

/** Columns as bytes of runs; a column that stays packed is as it is. */
interface InRuns {
  readonly trees: readonly RunNode[];
  readonly columns: readonly Uint8Array[];
  readonly bits: readonly number[];
}

function inRuns(
  { bytes, layers }: PackedLayers,
  groups: readonly ColumnGroup[],
  plant: (columns: readonly Int8Array[]) => RunNode,
): InRuns {
  const anyPacked = groups.some(({ packed }) => packed.size > 0);
  const [trees, columns, bits]: [RunNode[], Uint8Array[], number[]] = [[], [], []];
  for (const group of groups) {
    const { start, columnBytes } = layers[group.number - 1];
    const inputs = Array.from({ length: group.layer.inputs }, (_, input) => input);
    const weights = inputs.map((input) => columnOf(group, input));
    const tree = plant(weights.filter((_, input) => !group.packed.has(input)));
    trees.push(tree);
    bits.push(...treeBits(tree));
    for (const input of inputs) {
      const isPacked = group.packed.has(input);
      const at = start + input * columnBytes;
      columns.push(
        isPacked ? bytes.subarray(at, at + columnBytes) : Uint8Array.from(encodeRuns(tree, weights[input])),
      );
      if (anyPacked) bits.push(isPacked ? 1 : 0);
    }
  }
  return { trees, columns, bits };
}

/** Columns of runs in a Huffman code. */
function coded(runs: InRuns): Omit<WeightData, "query"> {
  const bytes = concat(runs.columns);
  const code = huffmanCode(bytes);
  let [bits, done] = [0, 0];
  const read = runs.columns.map(({ length }) => {
    for (const end = done + length; done < end; done++) bits += code.lengths[bytes[done]];
    return Math.ceil(bits / 8);
  });
  return { ...partsOf(runs), streams: huffmanEncode(bytes, code), read, code };
}

function partsOf({ trees, bits }: InRuns): Pick<WeightData, "bits" | "runs"> {
  const sizes = trees.map(runSizes);
  const most = (part: keyof RunSizes) => Math.max(0, ...sizes.map((size) => size[part]));
  return {
    bits: packBits(bits),
    runs: { leaves: most("leaves"), writes: most("writes"), steps: most("steps") },
  };
}

/** (accumulators) weights of a column. */
function columnOf({ layer: { inputs }, accumulators, weights }: ColumnGroup, input: number): Int8Array {
  return Int8Array.from({ length: accumulators }, (_, n) => weights[n * inputs + input]);
}

/** Bits as bytes, the first in the top bit. */
function packBits(bits: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, n) => {
    bytes[n >> 3] |= bit << (7 - (n & 7));
  });
  return bytes;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
