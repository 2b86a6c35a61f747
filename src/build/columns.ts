/**
 * Layout `columns`: what the Z80 program makes of packed weights in memory, computed ahead.
 *
 * Each column becomes a stream: an entry and the indices of +1, unless there are none, then an entry and the
 * indices of -1, those of -2 twice. `asm/columns-expand.asm` makes them, below the packed columns that it reads.
 */

import { QUERY_BUCKETS } from "../base/contract.js";
import type { Layer, Network } from "../model/network.js";
import { type SharedLayer, shareSums } from "./sharing.js";

/** Elements in a chain's segment; see `asm/columns-chains.asm`. */
const CHAIN_SEGMENT = 12;
const ENTRY_BYTES = 2;
const PAGE = 256;
/** Pages of WORK in `asm/columns-memory.asm`. */
const WORK_PAGES = 11;
/** PLUS and MINUS there. */
const GATHER_BYTES = 3 * PAGE;

/** Numbers of list entries in one column. */
interface Column {
  readonly plus: number;
  readonly minus: number;
}

export interface ColumnPlan {
  /** Segments of the chains for the hidden layers and the question, and for the context's columns. */
  readonly addSegments: number;
  readonly subSegments: number;
  readonly incSegments: number;
  readonly decSegments: number;
  /** Bytes of the pages that are also used while streams are made. */
  readonly workBytes: number;
  /** Weights in the file. */
  readonly packedBytes: number;
  /** Bytes from the first stream to the first packed column, so that no stream meets a column not read yet. */
  readonly packedLead: number;
  /** Bytes from the first stream to the end of everything. */
  readonly streamsRoom: number;
}

/** What the layers' inputs are taken to be without knowing the questions: measured on published models. */
const LAYER_2_ACTIVITY = 0.17;
const LATER_ACTIVITY = 0.38;
/** Most further accumulators: a balance of speed and bytes in the file. */
const LAYER_2_SHARED = 16;
const LATER_SHARED = 64;

/** The layers as the program computes them: with shared sums, but for the first, which is another matter. */
export function columnLayers({ layers }: Network): SharedLayer[] {
  return layers.map((layer, index) => {
    if (index === 0) return { ...layer, merges: [] };
    return index === 1
      ? shareSums(layer, LAYER_2_ACTIVITY, LAYER_2_SHARED)
      : shareSums(layer, LATER_ACTIVITY, LATER_SHARED);
  });
}

/**
 * Lays the streams of a network's layers out.
 * @param read bytes of weights in the file that have been read when each column, of all layers, has been
 */
export function planColumns(layers: readonly Layer[], read: readonly number[]): ColumnPlan {
  let [streams, lead, columns] = [0, 0, 0];
  const longest = { add: 0, sub: 0, inc: 0, dec: 0 };
  layers.forEach((layer, index) => {
    for (let input = 0; input < layer.inputs; input++) {
      const column = countColumn(layer, input);
      streams += streamBytes(column);
      lead = Math.max(lead, streams - read[columns++]!);
      const [plus, minus] =
        index === 0 && input >= QUERY_BUCKETS ? (["inc", "dec"] as const) : (["add", "sub"] as const);
      longest[plus] = Math.max(longest[plus], column.plus);
      longest[minus] = Math.max(longest[minus], column.minus);
    }
  });
  const segments = (elements: number) => Math.max(1, Math.ceil(elements / CHAIN_SEGMENT));
  const [addSegments, subSegments] = [segments(longest.add), segments(longest.sub)];
  const [incSegments, decSegments] = [segments(longest.inc), segments(longest.dec)];
  const entries = CHAIN_SEGMENT * (addSegments + subSegments + incSegments + decSegments) + 4;
  const packedBytes = read.at(-1)!;
  return {
    addSegments,
    subSegments,
    incSegments,
    decSegments,
    workBytes: Math.max(WORK_PAGES * PAGE, GATHER_BYTES + ENTRY_BYTES * entries),
    packedBytes,
    packedLead: lead,
    streamsRoom: Math.max(streams, lead + packedBytes),
  };
}

function countColumn({ inputs, outputs, weights }: Layer, input: number): Column {
  let [plus, minus] = [0, 0];
  for (let output = 0; output < outputs; output++) {
    const weight = weights[output * inputs + input]!;
    if (weight > 0) plus++;
    else minus -= weight;
  }
  return { plus, minus };
}

/** A list of odd length begins with a byte that makes up the word. */
function streamBytes({ plus, minus }: Column): number {
  const list = (length: number) => ENTRY_BYTES + length + (length & 1);
  return (plus > 0 ? list(plus) : 0) + list(minus);
}
