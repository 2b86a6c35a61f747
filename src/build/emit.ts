/**
 * What of the Z80 program depends on the model, as assembly text: equates and tables, no instructions.
 *
 * `asm/chat.asm` includes both under the names given here.
 */

import {
  CONTEXT_BUCKETS,
  CONTEXT_MAX_NGRAM,
  CONTEXT_POSITION_SEED,
  CONTEXT_WINDOW,
  COUNT_SCALE,
  MAX_QUESTION,
  MAX_REPLY,
  QUERY_BUCKETS,
} from "../base/contract.js";
import { type Network, widths } from "../model/network.js";
import { packedRowBytes, packWeights, transpose } from "../model/packing.js";
import { columnLayers, planColumns } from "./columns.js";
import { CODE_LENGTHS, type HuffmanCode } from "./huffman.js";
import type { Layout } from "./layouts.js";
import type { Merge } from "./sharing.js";
import { weightData } from "./weights.js";

export const EQUATES_FILE = "model-equates.asm";
export const TABLES_FILE = "model-tables.asm";

const BYTES_PER_LINE = 16;
/** Layout `columns` copies biases in blocks of as many. */
const BLOCK = 16;

type Equate = [name: string, value: number, meaning: string];

/** The sizes and the numbers of the contract, by the names that the assembly source uses. */
export function emitEquates(network: Network, layout: Layout): string {
  const equates: Equate[] = [
    ["MAX_QUESTION", MAX_QUESTION, "characters of a question that count"],
    ["MAX_REPLY", MAX_REPLY, "most characters of a reply"],
    ["QUERY_BUCKETS", QUERY_BUCKETS, "inputs that the question fills"],
    ["CONTEXT_BUCKETS", CONTEXT_BUCKETS, "inputs that the reply so far fills"],
    ["COUNT_SCALE", COUNT_SCALE, "activation of one count"],
    ["CONTEXT_WINDOW", CONTEXT_WINDOW, "characters of the reply that the context sees"],
    ["CONTEXT_MAX_NGRAM", CONTEXT_MAX_NGRAM, "longest n-gram of the context"],
    ["CONTEXT_POSITION_SEED", CONTEXT_POSITION_SEED, "hash seed per place in the window"],
    ["ENCODER_WORD", network.encoder === "word" ? 1 : 0, "1: words hashed one by one; 0: the whole phrase"],
    ["CHARSET_SIZE", network.charset.length, "outputs, the end of reply among them"],
    ["LAYERS", network.layers.length, ""],
    ["LAYOUT_COLUMNS", layout === "packed" ? 0 : 1, "1: streams of columns in memory; 0: packed weights"],
    ["LAYOUT_SMALL", layout === "small" ? 1 : 0, "1: weights coded in the file"],
    ...(layout === "packed" ? [] : columnEquates(network, layout)),
  ];
  const lines = equates.map(([name, value, meaning]) =>
    `${`${name}:`.padEnd(24)}equ ${String(value).padEnd(8)}${meaning && `; ${meaning}`}`.trimEnd(),
  );
  return `${[`; A network of ${widths(network).join(" -> ")} neurons.`, "", ...lines].join("\n")}\n`;
}

function columnEquates(network: Network, layout: Layout): Equate[] {
  const layers = columnLayers(network);
  const plan = planColumns(layers, weightData(layers, layout).read);
  return [
    ["OUTPUTS_1", network.layers[0]!.outputs, "neurons of layer 1"],
    ["BLOCKS_1", Math.ceil(network.layers[0]!.outputs / BLOCK), "the same in blocks of sixteen"],
    ["OUTPUTS_1_BYTE", network.layers[0]!.outputs & 255, "in a byte"],
    ["ADD_SEGMENTS", plan.addSegments, "of twelve: enough for the longest list of +1"],
    ["SUB_SEGMENTS", plan.subSegments, "the same for -1, -2 counting twice"],
    ["INC_SEGMENTS", plan.incSegments, "the same for the context's columns"],
    ["DEC_SEGMENTS", plan.decSegments, ""],
    ["WORK_BYTES", plan.workBytes, "see columns-memory.asm"],
    ["PACKED_BYTES", plan.packedBytes, "weights in the file"],
    ["CODE_LENGTHS", CODE_LENGTHS, "longest code of layout small"],
    ["PACKED_LEAD", plan.packedLead, "what streams may grow ahead of what is unpacked"],
    ["STREAMS_ROOM", plan.streamsRoom, "for streams and packed weights"],
  ];
}

/** Charset, table of layers, biases, and weights as 2-bit columns. */
export function emitTables(network: Network, layout: Layout): string {
  return layout === "packed" ? emitPackedTables(network) : emitColumnTables(network, layout);
}

function emitPackedTables(network: Network): string {
  const out: string[] = ["; The model's own numbers.", "", "charset:"];
  out.push(...dataLines(Array.from(network.charset, (character) => character.charCodeAt(0) & 0x7f)));
  out.push("", "; weights, biases, inputs, outputs, bytes of a column; see layers.asm", "layer_table:");
  network.layers.forEach(({ inputs, outputs }, index) => {
    const n = index + 1;
    out.push(`        dw weights_${n},biases_${n}`);
    out.push(`        db ${inputs & 255},${outputs & 255},${packedRowBytes(outputs)}`);
  });
  network.layers.forEach(({ inputs, outputs, weights, biases }, index) => {
    const n = index + 1;
    out.push("", ...biasLines(biases, n));
    out.push(`weights_${n}:`);
    out.push(...dataLines(packWeights(transpose(weights, outputs, inputs), inputs, outputs)));
  });
  const contextOffset = QUERY_BUCKETS * packedRowBytes(network.layers[0]!.outputs);
  out.push("", `CONTEXT_COLUMNS:        equ weights_1+${contextOffset}`);
  return `${out.join("\n")}\n`;
}

/** The same for columns: the packed weights are one block at the end, which moves when the program starts. */
function emitColumnTables(network: Network, layout: Layout): string {
  const layers = columnLayers(network);
  const out: string[] = ["; The model's own numbers.", "", "charset:"];
  out.push(...dataLines(Array.from(network.charset, (character) => character.charCodeAt(0) & 0x7f)));
  const group = (inputs: number, outputs: number, at: string, chains: [string, string]) =>
    out.push(
      `        db ${inputs & 255},${packedRowBytes(outputs)}`,
      `        dw ${at},${chains[0]}_ENTRIES,${chains[1]}_ENTRIES`,
    );
  out.push(
    "",
    "; inputs, bytes of a column, its address's place, chains; see columns-expand.asm",
    "group_table:",
  );
  layers.forEach(({ inputs, outputs }, index) => {
    const at = `INPUT_STREAMS+${index * 512}`;
    if (index > 0) group(inputs, outputs, at, ["ADD", "SUB"]);
    else {
      group(QUERY_BUCKETS, outputs, at, ["ADD", "SUB"]);
      group(CONTEXT_BUCKETS, outputs, `${at}+${QUERY_BUCKETS}`, ["INC", "DEC"]);
    }
  });
  out.push("        db 0,0");
  out.push("", "; see columns.asm", "layer_table:");
  layers.slice(1).forEach(({ inputs, outputs }, index) => {
    const n = index + 2;
    out.push(`        dw biases_${n}`, `        db ${Math.ceil(outputs / BLOCK)}`);
    out.push(
      `        db ${n % 2 === 0 ? "EVEN" : "ODD"}_LOW/256,INPUT_STREAMS/256+${2 * n - 2},${inputs - 1}`,
    );
    out.push(`        dw 0,${n === 2 ? "sums_stop" : "walk_stop"}`);
    out.push(`        db ${n < layers.length ? 1 : 0}`);
    out.push(`        dw merges_${n}`);
  });
  layers.forEach(({ biases, merges }, index) => {
    const blocks = new Int16Array(Math.ceil(biases.length / BLOCK) * BLOCK);
    blocks.set(biases);
    out.push("", ...biasLines(blocks, index + 1));
    if (index > 0) out.push(...mergeLines(merges, index + 1));
  });
  const { bytes, code } = weightData(layers, layout);
  if (code !== undefined) out.push("", ...codeLines(code));
  out.push("packed_weights:", ...dataLines(bytes));
  return `${out.join("\n")}\n`;
}

/** The Huffman code's tables: see columns-decode.asm. */
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

/** Page of a layer's accumulators, by the name it has in columns-memory.asm. */
function accumulators(layer: number): string {
  return layer % 2 === 0 ? "EVEN_LOW" : "ODD_LOW";
}

/** A stream for the merges in columns-merge.asm: routine, shared sum, the two that it goes to. */
function mergeLines(merges: readonly Merge[], layer: number): string[] {
  return [
    `merges_${layer}:`,
    ...merges.flatMap(({ from, a, b, opposite }) => [
      `        dw ${opposite ? "merge_opposite" : "merge_equal"}`,
      `        db ${from},${accumulators(layer)}/256,${a},${b}`,
    ]),
    "        dw SUB_CHAIN_END",
  ];
}

/** A layer's biases: low bytes, then high bytes. */
function biasLines(biases: Int16Array, layer: number): string[] {
  return [
    `biases_${layer}:`,
    ...dataLines(Array.from(biases, (bias) => bias & 255)),
    ...dataLines(Array.from(biases, (bias) => (bias >> 8) & 255)),
  ];
}

/** Bytes as `db` lines. */
function dataLines(bytes: ArrayLike<number>): string[] {
  const lines: string[] = [];
  for (let i = 0; i < bytes.length; i += BYTES_PER_LINE) {
    const row = Array.from({ length: Math.min(BYTES_PER_LINE, bytes.length - i) }, (_, k) => bytes[i + k]!);
    lines.push(`        db ${row.join(",")}`);
  }
  return lines;
}
