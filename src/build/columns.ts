/**
 * Layout `columns`: what the Z80 program makes of packed weights in memory, computed ahead.
 *
 * Each column becomes a stream: an entry and the indices of +1, unless there are none, then an entry and the
 * indices of -1, those of -2 twice. `asm/columns-expand.asm` makes them, below the packed columns that it reads.
 */

import { CONTEXT_WINDOW, QUERY_BUCKETS } from "../base/contract.js";
import type { Layer, Network } from "../model/network.js";
import { productCosts } from "./activity.js";
import { type SharedLayer, shareSums, unshared } from "./sharing.js";

/** Elements in a chain's segment; see `asm/columns-chains.asm`. */
const CHAIN_SEGMENT = 12;
const ENTRY_BYTES = 2;
const PAGE = 256;
/** Pages of WORK in `asm/columns-memory.asm`, without those of layer 1's sums. */
const WORK_PAGES = 11;
/** Most of the latter that are of use; see `asm/columns-context.asm`. */
export const MOST_SUM_PAGES = CONTEXT_WINDOW - 1;
/** WEIGHTS, COLUMN, PLUS and MINUS there. */
const GATHER_BYTES = 5 * PAGE;

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
  /** Weights in the file, shares and biases behind them. */
  readonly movedBytes: number;
  /** Routines that start the layers' accumulators. */
  readonly loadersBytes: number;
  /** Bytes from the first stream to the first packed column, so that no stream meets a column not read yet. */
  readonly packedLead: number;
  /** Bytes from the first stream to the end of everything. */
  readonly streamsRoom: number;
}

const SHARE_BYTES = 2;
/** Bytes of a routine that starts a layer's accumulators (asm/columns-loaders.asm): for each pair of biases… */
const LOADER_PAIR = 4;
/** …for each pair of shared sums, which start at 0, and the rest for either page, and altogether. */
const LOADER_ZEROS = 1;
const LOADER_PAGE = 3;
const LOADER_FRAME = 8;

/** The layers as the program computes them: with shared sums, but for the first, which is another matter. */
export function columnLayers(network: Network): SharedLayer[] {
  const costs = productCosts(network);
  return network.layers.map((layer, index) =>
    index === 0 ? unshared(layer) : shareSums(layer, costs[index]!),
  );
}

/** Bytes of a layer's biases in the file: pairs of both bytes. */
export function biasBytes({ outputs }: Layer): number {
  return 4 * Math.ceil(outputs / 2);
}

/**
 * Lays the streams of a network's layers out.
 * @param read bytes of weights in the file that have been read when each column, of all layers, has been
 * @param sumPages pages of layer 1's sums: 1 to MOST_SUM_PAGES; the more, the faster
 */
export function planColumns(
  layers: readonly SharedLayer[],
  read: readonly number[],
  sumPages: number,
): ColumnPlan {
  let [streams, lead, columns] = [0, 0, 0];
  const longest = { add: 0, sub: 0, inc: 0, dec: 0 };
  layers.forEach((layer, index) => {
    for (let input = 0; input < layer.layer.inputs; input++) {
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
  const hidden = layers.slice(1);
  const movedBytes = hidden.reduce(
    (sum, { layer, shares }) => sum + SHARE_BYTES * shares.length + biasBytes(layer),
    read.at(-1)!,
  );
  const loadersBytes = hidden.reduce((sum, { layer, accumulators }) => {
    const pairs = Math.ceil(layer.outputs / 2);
    const zeros = Math.ceil(accumulators / 2) - pairs;
    return sum + LOADER_FRAME + 2 * (LOADER_PAGE + LOADER_PAIR * pairs + LOADER_ZEROS * zeros);
  }, 0);
  return {
    addSegments,
    subSegments,
    incSegments,
    decSegments,
    workBytes: Math.max((WORK_PAGES + sumPages) * PAGE, GATHER_BYTES + ENTRY_BYTES * entries),
    movedBytes,
    loadersBytes,
    packedLead: lead,
    streamsRoom: Math.max(streams, lead + movedBytes),
  };
}

function countColumn({ layer: { inputs }, accumulators, weights }: SharedLayer, input: number): Column {
  let [plus, minus] = [0, 0];
  for (let n = 0; n < accumulators; n++) {
    const weight = weights[n * inputs + input]!;
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
