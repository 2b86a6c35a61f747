/** The equates and tables of layouts `columns` and `small`, as assembly text. */

import { CONTEXT_BUCKETS, MIN_WEIGHT } from "../base/contract.js";
import type { Equate } from "../base/equate.js";
import type { Network } from "../model/network.js";
import { packedRowBytes } from "../model/packing.js";
import { biasBytes, type ColumnProgram, chainsOf, TWOS_LEAST } from "./columns.js";
import {
  biasLines,
  biasPairs,
  charsetLines,
  dataLines,
  row,
  startingBiases,
  weightLines,
} from "./emit-data.js";
import { CODE_LENGTHS, type HuffmanCode } from "./huffman.js";
import { mergeOrder, type SharedSum } from "./sharing.js";

/** Number of bytes in a block: layer 1's biases are copied block by block. */
const BLOCK = 16;

/** The equates of columns/memory.asm and its like. */
export function columnEquates(program: ColumnProgram): Equate[] {
  const { layers, sumPages, queryPacked, plan } = program;
  const outputs = layers[0].layer.outputs;
  return [
    ["OUTPUTS_1", outputs, "neurons of layer 1"],
    ["BLOCK", BLOCK, "bytes in a block of layer 1's biases"],
    ["QUERY_PACKED", queryPacked ? 1 : 0, "1: the question's columns stay as they are in the file"],
    ["QUERY_COLUMN_BYTES", packedRowBytes(outputs), "bytes of a column of the question"],
    ["ADD_LONGEST", plan.longest.ADD, "longest list of +1, which sets its chain's length"],
    ["SUB_LONGEST", plan.longest.SUB, "longest list of -1"],
    ["TWOS_LONGEST", plan.longest.TWOS, "longest list of -2"],
    ["INC_LONGEST", plan.longest.INC, "context's columns: longest list of +1"],
    ["DEC_LONGEST", plan.longest.DEC, "context's columns: longest list of -1"],
    ["DEC_TWOS_LONGEST", plan.longest.DEC_TWOS, "context's columns: longest list of -2"],
    ["TWOS_LEAST", TWOS_LEAST, "fewest weights of -2 that have a list of their own"],
    ["NO_WEIGHT", -MIN_WEIGHT, "code of a weight of 0"],
    ["WIDE_LAYERS", layers.some(({ wide }) => wide) ? 1 : 0, "1: some layers add two bytes at once"],
    ["WIDE_ADD_LONGEST", plan.longest.WIDE_ADD, "these layers: longest list of +1"],
    ["WIDE_SUB_LONGEST", plan.longest.WIDE_SUB, "these layers: longest list of -1"],
    ["SUM_PAGES", sumPages, "lengths of the reply that have a page of sums"],
    ["LOADER_PUSHES", plan.loaderPushes, "pushes in all loaders"],
    ["LOADER_LOADS", plan.loaderLoads, "loads of a register in all loaders"],
    ["MOVED_BYTES", plan.movedBytes, "bytes of weights in the file, shared sums and biases"],
    ["CODE_LENGTHS", CODE_LENGTHS, "bits of the longest code of layout small"],
    ["PACKED_LEAD", plan.packedLead, "bytes from the first stream to the packed weights"],
    ["STREAMS_ROOM", plan.streamsRoom, "bytes for streams and packed weights"],
  ];
}

/** Charset, tables, then one block that moves when the program starts: weights, shared sums, biases. */
export function emitColumnTables({ charset }: Network, program: ColumnProgram, withWeights: boolean): string {
  const { layers, queryPacked, weights } = program;
  const { query, streams, code } = weights;
  const first = layers[0].layer.biases;
  const blocks = new Int16Array(Math.ceil(first.length / BLOCK) * BLOCK);
  blocks.set(first);
  const out = [
    "; The model's own numbers.",
    "",
    ...charsetLines(charset),
    "",
    ...groupLines(program),
    "",
    ...layerLines(program),
    "",
    ...biasLines(blocks, 1),
    ...layers.slice(1).flatMap(({ sharedSums }, index) => mergeLines(sharedSums, index + 2)),
    ...(code === undefined ? [] : ["", ...codeLines(code)]),
    ...(queryPacked ? ["query_weights:"] : []),
    ...(queryPacked && withWeights ? weightLines(0, query.length) : []),
    "packed_weights:",
    ...(withWeights ? weightLines(query.length, streams.length) : []),
    "; shared sums: two neurons each",
    ...layers.flatMap(({ sharedSums }) => dataLines(sharedSums.flatMap(({ a, b }) => [a, b]))),
    "; biases: pairs of high bytes, the last first, then pairs of low bytes",
    ...layers.slice(1).flatMap(({ layer }, index) => {
      const biases = startingBiases(layer.biases, index + 2 === layers.length);
      return dataLines(biasPairs(biases).flatMap((pair) => [pair & 255, pair >> 8]));
    }),
  ];
  return `${out.join("\n")}\n`;
}

/** The groups of columns/expand.asm. */
function groupLines({ layers, queryBuckets, queryPacked, weights }: ColumnProgram): string[] {
  const out = ["; see columns/expand.asm", "group_table:"];
  let sharedSumsAt = weights.streams.length;
  layers.forEach((layer, index) => {
    const { accumulators, sharedSums } = layer;
    const { inputs, outputs } = layer.layer;
    const group = (columns: number, at: string, isContext: boolean) => {
      const { plus, minus, twos } = chainsOf(layer, isContext);
      const single = isContext ? "context_single" : layer.wide ? "wide_single" : "single";
      const sizes = [accumulators, sharedSumsAt, sharedSums.length, outputs];
      out.push(row("group", columns, packedRowBytes(outputs), at, plus, minus, ...sizes, single, twos));
    };
    const at = `INPUT_STREAMS+${index}*STREAM_TABLE`;
    if (index > 0) group(inputs, at, false);
    else {
      if (!queryPacked) group(queryBuckets, at, false);
      group(CONTEXT_BUCKETS, `${at}+CONTEXT_FIRST`, true);
    }
    sharedSumsAt += 2 * sharedSums.length;
  });
  return [...out, "        db 0,0"];
}

/** The layers of columns/columns.asm, from layer 2 on. */
function layerLines({ layers, weights }: ColumnProgram): string[] {
  const anyWide = layers.some(({ wide }) => wide);
  const out = ["; see columns/columns.asm", "layer_table:"];
  let biasesAt =
    weights.streams.length + layers.reduce((sum, { sharedSums }) => sum + 2 * sharedSums.length, 0);
  layers.slice(1).forEach(({ layer, accumulators, wide }, index) => {
    const n = index + 2;
    const words = Math.ceil(layer.outputs / 2);
    const low = n % 2 === 0 ? "EVEN_LOW" : "ODD_LOW";
    const stop = n === 2 ? "sums_stop" : "walk_stop";
    const large = wide ? "walk_wide" : anyWide && n > 2 ? "walk_bytes" : 0;
    const pairs = [words, Math.ceil(accumulators / 2) - words];
    const more = n < layers.length ? 1 : 0;
    out.push(
      row("layer", biasesAt, ...pairs, low, n - 1, layer.inputs - 1, stop, more, `merges_${n}`, large),
    );
    biasesAt += biasBytes(layer);
  });
  return out;
}

/** Numbers of merges that have an entry; a run of merges of one kind is cut into these. */
const MERGES_AT_ONCE = [8, 4, 2, 1] as const;

/** A stream for the merges in columns/merge.asm. */
function mergeLines(sharedSums: readonly SharedSum[], layer: number): string[] {
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
  return [...out, "        dw column_done"];
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
