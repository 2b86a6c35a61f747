/**
 * What of the Z80 program depends on the model and the machine, as assembly text: equates and tables, no
 * instructions. A machine's source in `asm/machines/` includes both under the names given here.
 */

import {
  CONTEXT_BUCKETS,
  CONTEXT_MAX_NGRAM,
  CONTEXT_POSITION_SEED,
  CONTEXT_WINDOW,
  COUNT_SCALE,
  MAX_QUESTION,
  MAX_REPLY,
} from "../base/contract.js";
import type { Equate } from "../base/equate.js";
import type { Machine } from "../machines/machine.js";
import { type Network, widths } from "../model/network.js";
import { packedRowBytes, packWeights, transpose } from "../model/packing.js";
import type { ColumnProgram } from "./columns.js";
import { columnEquates, emitColumnTables } from "./emit-columns.js";
import { biasLines, charsetLines, dataLines, startingBiases } from "./emit-data.js";
import type { Layout } from "./layouts.js";

/** Where a program is to run. */
export interface Place {
  readonly machine: Machine;
  /** First address that the program must leave alone. */
  readonly memoryEnd: number;
}

export const EQUATES_FILE = "model-equates.asm";
export const TABLES_FILE = "model-tables.asm";

/**
 * The machine's numbers, the contract's, and the network's sizes, by the names that the assembly source uses.
 * @param columns for the layouts that have such
 */
export function emitEquates(
  { machine, memoryEnd }: Place,
  network: Network,
  layout: Layout,
  columns?: ColumnProgram,
): string {
  const equates: Equate[] = [
    ["ORIGIN", machine.origin, "address of the program"],
    ["MEMORY_END", memoryEnd, "first address that it must leave alone"],
    ["MAX_QUESTION", MAX_QUESTION, "characters of a question that count"],
    ["MAX_REPLY", MAX_REPLY, "most characters of a reply"],
    ...network.encoder.equates,
    ["CONTEXT_BUCKETS", CONTEXT_BUCKETS, "inputs that the reply so far fills"],
    ["COUNT_SCALE", COUNT_SCALE, "activation of one count"],
    ["CONTEXT_WINDOW", CONTEXT_WINDOW, "characters of the reply that the context sees"],
    ["CONTEXT_MAX_NGRAM", CONTEXT_MAX_NGRAM, "longest n-gram of the context"],
    ["CONTEXT_POSITION_SEED", CONTEXT_POSITION_SEED, "hash seed per place in the window"],
    ["CHARSET_SIZE", network.charset.length, "outputs, the end of reply among them"],
    ["LAYERS", network.layers.length, ""],
    ["LAYOUT_COLUMNS", layout === "packed" ? 0 : 1, "1: streams of columns in memory; 0: packed weights"],
    ["LAYOUT_SMALL", layout === "small" ? 1 : 0, "1: weights coded in the file"],
    ...(columns === undefined ? [] : columnEquates(columns, layout)),
  ];
  const lines = equates.map(([name, value, meaning]) =>
    `${`${name}:`.padEnd(24)}equ ${String(value).padEnd(8)}${meaning && `; ${meaning}`}`.trimEnd(),
  );
  return `${[`; A network of ${widths(network).join(" -> ")} neurons.`, "", ...lines].join("\n")}\n`;
}

/** Charset, table of layers, biases, and weights as 2-bit columns. */
export function emitTables(network: Network, layout: Layout, columns?: ColumnProgram): string {
  return columns === undefined ? emitPackedTables(network) : emitColumnTables(network, columns, layout);
}

function emitPackedTables(network: Network): string {
  const out: string[] = ["; The model's own numbers.", "", ...charsetLines(network.charset)];
  out.push(
    "",
    "; weights, biases, inputs, outputs, bytes of a column; see packed/layers.asm",
    "layer_table:",
  );
  network.layers.forEach(({ inputs, outputs }, index) => {
    const n = index + 1;
    out.push(`        dw weights_${n},biases_${n}`);
    out.push(`        db ${inputs & 255},${outputs & 255},${packedRowBytes(outputs)}`);
  });
  network.layers.forEach(({ inputs, outputs, weights, biases }, index) => {
    const n = index + 1;
    out.push("", ...biasLines(startingBiases(biases, n === network.layers.length), n));
    out.push(`weights_${n}:`);
    out.push(...dataLines(packWeights(transpose(weights, outputs, inputs), inputs, outputs)));
  });
  const contextOffset = network.encoder.buckets * packedRowBytes(network.layers[0].outputs);
  out.push("", `CONTEXT_COLUMNS:        equ weights_1+${contextOffset}`);
  return `${out.join("\n")}\n`;
}
