/**
 * Layouts `columns` and `small`: computes the sizes of the streams that the Z80 program makes of coded weights.
 *
 * Each column becomes a stream of up to three lists, each an entry and indices: of -2, if there are at least
 * TWOS_LEAST, otherwise these are in the list of -1 twice; of +1, unless there are none; of -1.
 * `asm/columns/expand.asm` writes the streams, at addresses below the coded columns that it reads.
 */

import { CONTEXT_WINDOW } from "../base/contract.js";
import type { Layer } from "../model/network.js";
import { packedRowBytes } from "../model/packing.js";
import { type ColumnGroup, type WalkedGroup, walkedGroups } from "./column-groups.js";
import { biasPairs } from "./emit-data.js";
import type { WeightData } from "./weights.js";

/** The kinds of chains; see `asm/columns/chains.asm`. */
export type ChainName = "ADD" | "SUB" | "INC" | "DEC" | "TWOS" | "DEC_TWOS" | "WIDE_ADD" | "WIDE_SUB";
const ENTRY_BYTES = 2;
/** Most pages of sums over the context that are of use; see `asm/columns/context.asm`. */
export const MOST_SUM_PAGES = CONTEXT_WINDOW - 1;
/** Least number of weights of -2 in a column for which they have a list of their own; see `asm/columns/expand.asm`. */
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
  /** Bytes of the weights in the file, and of the biases after them. */
  readonly movedBytes: number;
  /** Pushes in all loaders (`asm/columns/loaders.asm`): one for each pair of bytes of accumulators. */
  readonly loaderPushes: number;
  /** Loads in all loaders: one before a push, unless a register has the pair already. */
  readonly loaderLoads: number;
  /** Bytes from the first stream to the first coded column, so that no stream overwrites a column before it is read. */
  readonly packedLead: number;
  /** Bytes from the first stream to the end of everything. */
  readonly streamsRoom: number;
}

/** What a network is made into for layouts `columns` and `small`. */
export interface ColumnProgram {
  /** The columns that become streams, in the order of their weights in the file. */
  readonly groups: readonly ColumnGroup[];
  /** Pages of sums over the context: 1 to MOST_SUM_PAGES, the more, the faster; 0 if the network has no context. */
  readonly sumPages: number;
  /**
   * True if the question's columns stay packed and are added as the question is read: slower once a question, and
   * smaller if the weights are dense.
   */
  readonly readAtOnce: boolean;
  readonly weights: WeightData;
  readonly plan: ColumnPlan;
}

/** Bytes of a layer's biases in the file: pairs of both bytes. */
export function biasBytes({ outputs }: Layer): number {
  return 4 * Math.ceil(outputs / 2);
}

/** Computes the sizes of a network's streams and chains. */
export function planColumns({ groups, weights }: Pick<ColumnProgram, "groups" | "weights">): ColumnPlan {
  const { read } = weights;
  let [streams, lead, columns] = [0, 0, 0];
  // An empty list enters a chain too, so each chain that is used has at least one segment.
  const wide = groups.some((group) => group.wide) ? 1 : 0;
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
  for (const group of groups) {
    const chains = chainsOf(group);
    for (let input = 0; input < group.layer.inputs; input++) {
      const column = countColumn(group, input);
      const isPacked = group.packed.has(input);
      streams += isPacked ? packedStreamBytes(group) : streamBytes(column);
      lead = Math.max(lead, streams - read[columns++]);
      if (isPacked) continue;
      for (const sign of ["plus", "minus", "twos"] as const)
        longest[chains[sign]] = Math.max(longest[chains[sign]], column[sign]);
    }
  }
  const walked = walkedGroups(groups);
  const movedBytes = walked.reduce((sum, { layer }) => sum + biasBytes(layer), weights.streams.length);
  const loaders = walked.map(countLoader);
  return {
    longest,
    movedBytes,
    loaderPushes: loaders.reduce((sum, { pushes }) => sum + pushes, 0),
    loaderLoads: loaders.reduce((sum, { loads }) => sum + loads, 0),
    packedLead: lead,
    streamsRoom: Math.max(streams, lead + movedBytes),
  };
}

/** Counts the instructions of a layer's loader: see asm/columns/loaders.asm. */
function countLoader({ accumulators, starts }: WalkedGroup): { pushes: number; loads: number } {
  const pairs = biasPairs(starts);
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
export function chainsOf({ wide, role }: ColumnGroup): Record<keyof Column, ChainName> {
  if (role === "context") return { plus: "INC", minus: "DEC", twos: "DEC_TWOS" };
  return wide
    ? { plus: "WIDE_ADD", minus: "WIDE_SUB", twos: "TWOS" }
    : { plus: "ADD", minus: "SUB", twos: "TWOS" };
}

export function countColumn(
  { layer: { inputs }, accumulators, weights }: ColumnGroup,
  input: number,
): Column {
  let [plus, minus, twos] = [0, 0, 0];
  for (let n = 0; n < accumulators; n++) {
    const weight = weights[n * inputs + input];
    if (weight > 0) plus++;
    else if (weight === -1) minus++;
    else if (weight === -2) twos++;
  }
  return twos < TWOS_LEAST ? { plus, minus: minus + 2 * twos, twos: 0 } : { plus, minus, twos };
}

/** A column that stays packed: an entry, the number of bytes, and whole words of weights. */
export function packedStreamBytes({ layer }: ColumnGroup): number {
  const bytes = packedRowBytes(layer.outputs);
  return ENTRY_BYTES + 2 + bytes + (bytes & 1);
}

/** If both lists are odd, an index of each goes to one routine; if one is odd, an unused byte precedes its indices. */
export function streamBytes({ plus, minus, twos }: Column): number {
  if (plus % 2 === 1 && minus % 2 === 1)
    return ENTRY_BYTES + 2 + streamBytes({ plus: plus - 1, minus: minus - 1, twos });
  const list = (length: number) => ENTRY_BYTES + length + (length & 1);
  return (twos > 0 ? list(twos) : 0) + (plus > 0 ? list(plus) : 0) + list(minus);
}
