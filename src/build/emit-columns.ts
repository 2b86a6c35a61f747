/** The equates and tables of layouts `columns` and `small`, as assembly text. */

import { MIN_WEIGHT } from "../base/contract.js";
import type { Equate } from "../base/equate.js";
import { joinOf, type Network } from "../model/network.js";
import { packedRowBytes } from "../model/packing.js";
import type { Unsure } from "../model/reply.js";
import { countStreamTables, walkedGroups } from "./column-groups.js";
import { biasBytes, type ColumnProgram, chainsOf, TWOS_LEAST } from "./columns.js";
import {
  BIAS_LESS,
  biasLines,
  biasPairs,
  dataLines,
  joinBiases,
  outputLines,
  row,
  startingBiases,
  weightLines,
} from "./emit-data.js";
import { CODE_LENGTHS, type HuffmanCode } from "./huffman.js";
import { mergeOrder, type SharedSum } from "./sharing.js";

/** Number of bytes in a block: sums, one byte a neuron, are copied block by block. */
const BLOCK = 32;

/** The equates of columns/memory.asm and its like. */
export function columnEquates(program: ColumnProgram): Equate[] {
  const {
    groups,
    sumPages,
    plan,
    weights: { runs },
  } = program;
  const context = groups.find(({ role }) => role === "context");
  const walked = walkedGroups(groups);
  const later = walked.filter(({ role }) => role === "layer").length;
  return [
    ["SUM_NEURONS", context?.layer.outputs ?? 0, "neurons of the layer that the context joins"],
    ["BIAS_LESS", BIAS_LESS, "what the biases of that layer are less than the model's"],
    ["BLOCK", BLOCK, "bytes in a block of sums"],
    ["LATER_LAYERS", later, "number of layers after that one, or after layer 1 if nothing joins"],
    ["WALKS", walked.length, "number of layers whose inputs are walked over"],
    ["ODD_LAYERS", walked.filter(({ page }) => page === "ODD_LOW").length, "those of them in the odd pages"],
    ["STREAM_TABLES", countStreamTables(groups), "number of tables of streams"],
    ["SUMS_TABLE", walked.find(({ fromSums }) => fromSums)?.table ?? 0, "table of the first of these layers"],
    ["ADD_LONGEST", plan.longest.ADD, "longest list of +1, which sets its chain's length"],
    ["SUB_LONGEST", plan.longest.SUB, "longest list of -1"],
    ["TWOS_LONGEST", plan.longest.TWOS, "longest list of -2"],
    ["INC_LONGEST", plan.longest.INC, "context's columns: longest list of +1"],
    ["DEC_LONGEST", plan.longest.DEC, "context's columns: longest list of -1"],
    ["DEC_TWOS_LONGEST", plan.longest.DEC_TWOS, "context's columns: longest list of -2"],
    ["TWOS_LEAST", TWOS_LEAST, "fewest weights of -2 that have a list of their own"],
    ["NO_WEIGHT", -MIN_WEIGHT, "code of a weight of 0"],
    ["WIDE_LAYERS", groups.some(({ wide }) => wide) ? 1 : 0, "1: some layers add two bytes at once"],
    ["WIDE_ADD_LONGEST", plan.longest.WIDE_ADD, "these layers: longest list of +1"],
    ["WIDE_SUB_LONGEST", plan.longest.WIDE_SUB, "these layers: longest list of -1"],
    ["PACKED_COLUMNS", groups.some(({ packed }) => packed.size > 0) ? 1 : 0, "1: some columns stay packed"],
    ["SUM_PAGES", sumPages, "lengths of the reply that have a page of sums"],
    ["LOADER_PUSHES", plan.loaderPushes, "pushes in all loaders"],
    ["LOADER_LOADS", plan.loaderLoads, "loads of a register in all loaders"],
    ["RUN_LEAVES", runs.leaves, "columns/runs.asm: most runs in a tree"],
    ["RUN_WRITES", runs.writes, "weights that aren't zero in all of them"],
    ["RUN_STEPS", runs.steps, "those of them with weights before"],
    ["MOVED_BYTES", plan.movedBytes, "bytes of weights in the file, and biases"],
    ["CODE_LENGTHS", CODE_LENGTHS, "bits of the longest code of layout small"],
    ["PACKED_LEAD", plan.packedLead, "bytes from the first stream to the coded weights"],
    ["STREAMS_ROOM", plan.streamsRoom, "bytes for streams and coded weights"],
  ];
}

/**
 * Charset, tables, then one block that moves when the program starts: weights, biases.
 * @param how.withWeights false leaves the weights out; how.banked: the question's columns are in banks
 */
export function emitColumnTables(
  network: Network,
  unsure: Unsure | undefined,
  program: ColumnProgram,
  { withWeights, banked }: { readonly withWeights: boolean; readonly banked: boolean },
): string {
  const { groups, readAtOnce, weights } = program;
  const { query, streams, code } = weights;
  const walked = walkedGroups(groups);
  const out = [
    "; The model's own numbers.",
    "",
    ...outputLines(network, unsure),
    "",
    ...layerLines(program),
    "",
    ...biasLines(firstBiases(network, readAtOnce), 1),
    ...walked.flatMap(({ sharedSums, number, role }) =>
      mergeLines(sharedSums, number, role === "question" ? "question_summed" : "column_done"),
    ),
    ...(readAtOnce ? [banked ? "query_weights: equ BANK_WINDOW" : "query_weights:"] : []),
    ...(readAtOnce && withWeights && !banked ? weightLines(0, query.length) : []),
    "",
    "; from here on, only the start of the program needs it",
    "prepare_code:",
    '        include "columns/prepare.asm"',
    ...groupLines(program),
    "; trees of runs, and which columns stay packed",
    "start_bits:",
    ...dataLines(weights.bits),
    ...(code === undefined ? [] : ["", ...codeLines(code)]),
    "packed_weights:",
    ...(withWeights ? weightLines(query.length, streams.length) : []),
    "; biases: pairs of high bytes, the last first, then pairs of low bytes",
    ...walked.flatMap(({ starts }) =>
      dataLines(biasPairs(starts).flatMap((pair) => [pair & 255, pair >> 8])),
    ),
  ];
  return `${out.join("\n")}\n`;
}

/** Layer 1's biases: in whole blocks where they are copied as such. */
function firstBiases(network: Network, readAtOnce: boolean): Int16Array {
  const { layers, answers } = network;
  const biases = joinOf(network)?.layer === 1 ? joinBiases(layers[0].biases) : layers[0].biases;
  if (readAtOnce) return startingBiases(biases, answers !== undefined && layers.length === 1);
  const blocks = new Int16Array(Math.ceil(biases.length / BLOCK) * BLOCK);
  blocks.set(biases);
  return blocks;
}

/** The groups of columns/expand.asm. */
function groupLines({ groups }: ColumnProgram): string[] {
  const out = ["; see columns/expand.asm", "group_table:"];
  const walked = walkedGroups(groups);
  for (const group of groups) {
    const { accumulators, role, number, wide } = group;
    const { inputs, outputs } = group.layer;
    const isContext = role === "context";
    const { plus, minus, twos } = chainsOf(group);
    const single = isContext ? "context_single" : wide ? "wide_single" : "single";
    const table = walked.find((walk) => walk.number === number && walk.role === role)?.table ?? 0;
    const at = `INPUT_STREAMS+${table}*STREAM_TABLE${isContext ? "+CONTEXT_FIRST" : ""}`;
    out.push(row("group", inputs, packedRowBytes(outputs), at, plus, minus, twos, single, accumulators - 1));
  }
  return [...out, "        db 0,0"];
}

/** The layers of columns/columns.asm that are walked. */
function layerLines({ groups, weights }: ColumnProgram): string[] {
  const walked = walkedGroups(groups);
  const anyWide = walked.some(({ wide }) => wide);
  // without a context, the first layer goes on from layer 1
  const question = walked.find(({ role }) => role === "question") ?? walked[0];
  const out = ["; see columns/columns.asm", "layer_table:"];
  let biasesAt = weights.streams.length;
  for (const group of walked) {
    const { layer, accumulators, wide, page, table, fromSums, number } = group;
    const words = Math.ceil(layer.outputs / 2);
    const stop = fromSums ? "sums_stop" : "walk_stop";
    const large = wide ? "walk_wide" : anyWide && !fromSums ? "walk_bytes" : 0;
    const pairs = [words, Math.ceil(accumulators / 2) - words];
    const more = group.more ? 1 : 0;
    if (group === question) out.push("question_entry:");
    out.push(
      row("layer", biasesAt, ...pairs, page, table, layer.inputs - 1, stop, more, `merges_${number}`, large),
    );
    biasesAt += biasBytes(layer);
  }
  return out;
}

/** Numbers of merges that have an entry; a run of merges of one kind is cut into these. */
const MERGES_AT_ONCE = [8, 4, 2, 1] as const;

/** A stream for the merges in columns/merge.asm. @param end label that it ends with */
function mergeLines(sharedSums: readonly SharedSum[], layer: number, end: string): string[] {
  const order = mergeOrder(sharedSums);
  const out = [`merges_${layer}:`];
  for (let at = 0; at < order.length; ) {
    const { opposite } = order[at];
    const change = order.findIndex((sum, index) => index > at && sum.opposite !== opposite);
    const run = (change < 0 ? order.length : change) - at;
    const count = MERGES_AT_ONCE.find((pieces) => pieces <= run)!;
    const indices = order.slice(at, at + count).flatMap(({ from, a, b }) => [from, a, b]);
    out.push(`        dw merge_${opposite ? "opposite" : "equal"}_${count}`);
    out.push(...dataLines(count === 1 ? [...indices, 0] : indices));
    at += count;
  }
  return [...out, `        dw ${end}`];
}

/** The Huffman code's tables: see columns/decode.asm. */
function codeLines({ counts, symbols }: HuffmanCode): string[] {
  const ends = counts.map((_, index) => counts.slice(0, index + 1).reduce((sum, count) => sum + count) & 255);
  return [
    "; codes of each length, symbols of this length or shorter, symbols by code",
    "code_counts:",
    ...dataLines(counts),
    ...dataLines(ends),
    "code_symbols:",
    ...dataLines(symbols),
  ];
}
