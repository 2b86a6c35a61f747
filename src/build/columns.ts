/**
 * Layout `columns`: what the Z80 program makes of packed weights in memory, computed ahead.
 *
 * Each column becomes a stream: an entry and the indices of -2, if there are enough of them, else they stand twice
 * among those of -1; an entry and the indices of +1, unless there are none; an entry and the indices of -1.
 * `asm/columns/expand.asm` makes them, below the packed columns that it reads.
 */

import { CONTEXT_WINDOW } from "../base/contract.js";
import type { Layer, Network } from "../model/network.js";
import { type Activity, measureActivity, productCost } from "./activity.js";
import { SECOND_RUN, WORD_RUN } from "./costs.js";
import { biasPairs, startingBiases } from "./emit-data.js";
import { type SharedLayer, shareSums, unshared } from "./sharing.js";
import type { WeightData } from "./weights.js";

/** The kinds of chains; see `asm/columns/chains.asm`. */
export type ChainName = "ADD" | "SUB" | "INC" | "DEC" | "TWOS" | "DEC_TWOS" | "WIDE_ADD" | "WIDE_SUB";
const ENTRY_BYTES = 2;
/** Pages of layer 1's sums that are of use, at most; see `asm/columns/context.asm`. */
export const MOST_SUM_PAGES = CONTEXT_WINDOW - 1;
/** Fewer weights of -2 in a column have no list of their own; see `asm/columns/expand.asm`. */
export const TWOS_LEAST = 4;

/** Numbers of list entries in one column. */
interface Column {
  readonly plus: number;
  readonly minus: number;
  readonly twos: number;
}

export interface ColumnPlan {
  /** The longest list that runs through each chain. */
  readonly longest: Readonly<Record<ChainName, number>>;
  /** Weights in the file, shared sums and biases behind them. */
  readonly movedBytes: number;
  /** Instructions of the routines that start the layers' accumulators: a push for each pair of them, */
  readonly loaderPushes: number;
  /** and a load before it, unless a register has the pair already. */
  readonly loaderLoads: number;
  /** Bytes from the first stream to the first packed column, so that no stream meets a column not read yet. */
  readonly packedLead: number;
  /** Bytes from the first stream to the end of everything. */
  readonly streamsRoom: number;
}

const SHARE_BYTES = 2;
/** First layer that may add two bytes at once: the walk over layer 1's sums doesn't know of that. */
const FIRST_WIDE = 2;

/** What a network is made into for layouts `columns` and `small`. */
export interface ColumnProgram {
  readonly layers: readonly SharedLayer[];
  /** Inputs of layer 1 that the question fills: its first ones. */
  readonly queryBuckets: number;
  /** Pages of layer 1's sums: 1 to MOST_SUM_PAGES; the more, the faster. */
  readonly sumPages: number;
  /** True if the columns that the question meets are no streams: slower once a question, and smaller if dense. */
  readonly queryPacked: boolean;
  readonly weights: WeightData;
  readonly plan: ColumnPlan;
}

/** First input of layer 1 whose column becomes a stream. */
export function firstStream({
  queryPacked,
  queryBuckets,
}: Pick<ColumnProgram, "queryPacked" | "queryBuckets">): number {
  return queryPacked ? queryBuckets : 0;
}

/** The layers as the program computes them: with shared sums, but for the first, which is another matter. */
export function columnLayers(network: Network): SharedLayer[] {
  const activity = measureActivity(network);
  return network.layers.map((layer, index) => {
    if (index === 0) return unshared(layer);
    const { costs, wideCosts } = activity[index];
    const wide = index >= FIRST_WIDE && isWide(layer, activity[index]);
    return shareSums(layer, wide ? wideCosts : costs, wide);
  });
}

/** True if adding two bytes at once is faster for a layer. */
function isWide({ inputs, weights }: Layer, { costs, wideCosts, large }: Activity): boolean {
  let saved = 0;
  weights.forEach((weight, n) => {
    if (weight !== 0)
      saved += productCost(costs, weight, n % inputs) - productCost(wideCosts, weight, n % inputs);
  });
  return saved + (SECOND_RUN - WORD_RUN) * large.reduce((sum, share) => sum + share, 0) > 0;
}

/** Bytes of a layer's biases in the file: pairs of both bytes. */
export function biasBytes({ outputs }: Layer): number {
  return 4 * Math.ceil(outputs / 2);
}

/** Lays the streams of a network's layers out. */
export function planColumns(program: Omit<ColumnProgram, "plan" | "sumPages">): ColumnPlan {
  const { layers, queryBuckets } = program;
  const { read } = program.weights;
  let [streams, lead, columns] = [0, 0, 0];
  // An empty list enters a chain too, so a chain has one segment at least, where it is of use at all.
  const wide = layers.some((layer) => layer.wide) ? 1 : 0;
  const longest = {
    ADD: 1,
    SUB: 1,
    INC: 1,
    DEC: 1,
    TWOS: 1,
    DEC_TWOS: 1,
    WIDE_ADD: wide,
    WIDE_SUB: wide,
  };
  layers.forEach((layer, index) => {
    for (let input = index === 0 ? firstStream(program) : 0; input < layer.layer.inputs; input++) {
      const column = countColumn(layer, input);
      streams += streamBytes(column);
      lead = Math.max(lead, streams - read[columns++]);
      const chains = chainsOf(layer, index === 0 && input >= queryBuckets);
      for (const sign of ["plus", "minus", "twos"] as const)
        longest[chains[sign]] = Math.max(longest[chains[sign]], column[sign]);
    }
  });
  const hidden = layers.slice(1);
  const movedBytes = hidden.reduce(
    (sum, { layer, sharedSums }) => sum + SHARE_BYTES * sharedSums.length + biasBytes(layer),
    read.at(-1)!,
  );
  const loaders = hidden.map((shared, index) => countLoader(shared, index + 2 === layers.length));
  return {
    longest,
    movedBytes,
    loaderPushes: loaders.reduce((sum, { pushes }) => sum + pushes, 0),
    loaderLoads: loaders.reduce((sum, { loads }) => sum + loads, 0),
    packedLead: lead,
    streamsRoom: Math.max(streams, lead + movedBytes),
  };
}

/** Instructions of the routine that starts a layer's accumulators: see asm/columns/loaders.asm. */
function countLoader(
  { layer, accumulators }: SharedLayer,
  isLast: boolean,
): { pushes: number; loads: number } {
  const pairs = biasPairs(startingBiases(layer.biases, isLast));
  const pushes = 2 * Math.ceil(accumulators / 2);
  let [loads, held] = [0, 0];
  for (const pair of pairs) {
    if ([0, 0xffff, held].includes(pair)) continue;
    loads++;
    held = pair;
  }
  return { pushes, loads };
}

/** Chains for a column's +1, -1 and -2. */
export function chainsOf({ wide }: SharedLayer, isContext: boolean): Record<keyof Column, ChainName> {
  if (isContext) return { plus: "INC", minus: "DEC", twos: "DEC_TWOS" };
  return wide
    ? { plus: "WIDE_ADD", minus: "WIDE_SUB", twos: "TWOS" }
    : { plus: "ADD", minus: "SUB", twos: "TWOS" };
}

function countColumn({ layer: { inputs }, accumulators, weights }: SharedLayer, input: number): Column {
  let [plus, minus, twos] = [0, 0, 0];
  for (let n = 0; n < accumulators; n++) {
    const weight = weights[n * inputs + input];
    if (weight > 0) plus++;
    else if (weight === -1) minus++;
    else if (weight === -2) twos++;
  }
  return twos < TWOS_LEAST ? { plus, minus: minus + 2 * twos, twos: 0 } : { plus, minus, twos };
}

/** Two lists of odd length give an index each to a routine of its own; a single one begins with a byte more. */
function streamBytes({ plus, minus, twos }: Column): number {
  if (plus % 2 === 1 && minus % 2 === 1)
    return ENTRY_BYTES + 2 + streamBytes({ plus: plus - 1, minus: minus - 1, twos });
  const list = (length: number) => ENTRY_BYTES + length + (length & 1);
  return (twos > 0 ? list(twos) : 0) + (plus > 0 ? list(plus) : 0) + list(minus);
}
