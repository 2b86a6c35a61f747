/**
 * What of the Z80 program depends on the model and the machine: equates and tables as assembly text, no
 * instructions, and the weights as bytes. A machine's source in `asm/machines/` includes them by their names here.
 */

import {
  CONTEXT_BUCKETS,
  CONTEXT_MAX_NGRAM,
  CONTEXT_NGRAMS,
  CONTEXT_POSITION_SEED,
  CONTEXT_WINDOW,
  COUNT_SCALE,
  HASH_MULTIPLIER,
  MAX_QUESTION,
  MAX_REPLY,
} from "../base/contract.js";
import type { Equate } from "../base/equate.js";
import type { Machine } from "../machines/machine.js";
import { type Network, widths } from "../model/network.js";
import type { ColumnProgram } from "./columns.js";
import { columnEquates, emitColumnTables } from "./emit-columns.js";
import { biasLines, charsetLines, row, startingBiases, WEIGHTS_FILE, weightLines } from "./emit-data.js";
import { isQueryApart, type Layout } from "./layouts.js";
import type { PackedLayers } from "./weights.js";

/** Where a program is to run. */
export interface Place {
  readonly machine: Machine;
  /** First address that the program must leave alone. */
  readonly memoryEnd: number;
}

export const EQUATES_FILE = "model-equates.asm";
const ENCODER_FILE = "model-encoder.asm";
const TABLES_FILE = "model-tables.asm";

/**
 * The files of one program by name.
 * @param columns for the layouts that have such
 */
export function modelFiles(
  place: Place,
  network: Network,
  layout: Layout,
  packed: PackedLayers,
  columns: ColumnProgram | undefined,
): Map<string, Uint8Array> {
  const text = new TextEncoder();
  const tables =
    columns === undefined ? emitPackedTables(network, packed) : emitColumnTables(network, columns);
  return new Map([
    [EQUATES_FILE, text.encode(emitEquates(place, network, layout, columns))],
    [ENCODER_FILE, text.encode(`        include "${network.encoder.source}"\n`)],
    [TABLES_FILE, text.encode(tables)],
    [
      WEIGHTS_FILE,
      columns === undefined ? packed.bytes : concat(columns.weights.query, columns.weights.streams),
    ],
  ]);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/**
 * The machine's numbers, the contract's, and the network's sizes, by the names that the assembly source uses.
 * @param columns for the layouts that have such
 */
function emitEquates(
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
    [
      "QUERY_APART",
      isQueryApart(network) ? 1 : 0,
      "1: they are more than fit a page, and lie apart as counts",
    ],
    ["CONTEXT_BUCKETS", CONTEXT_BUCKETS, "inputs that the reply so far fills"],
    ["COUNT_SCALE", COUNT_SCALE, "activation of one count"],
    ["CONTEXT_WINDOW", CONTEXT_WINDOW, "characters of the reply that the context sees"],
    ["CONTEXT_MAX_NGRAM", CONTEXT_MAX_NGRAM, "longest n-gram of the context"],
    ["CONTEXT_NGRAMS", CONTEXT_NGRAMS, "n-grams of a window"],
    ["HASH_MULTIPLIER", HASH_MULTIPLIER, "of an n-gram's hash"],
    ["CONTEXT_POSITION_SEED", CONTEXT_POSITION_SEED, "hash seed per place in the window"],
    ["CHARSET_SIZE", network.charset.length, "outputs, the end of reply among them"],
    ["LAYERS", network.layers.length, ""],
    ["LAYOUT_COLUMNS", layout === "packed" ? 0 : 1, "1: streams of columns in memory; 0: packed weights"],
    ["LAYOUT_SMALL", layout === "small" ? 1 : 0, "1: weights coded in the file"],
    ...(columns === undefined ? [] : columnEquates(columns)),
  ];
  const lines = equates.map(([name, value, meaning]) =>
    `${`${name}:`.padEnd(24)}equ ${String(value).padEnd(8)}${meaning && `; ${meaning}`}`.trimEnd(),
  );
  return `${[`; A network of ${widths(network).join(" -> ")} neurons.`, "", ...lines].join("\n")}\n`;
}

/** Charset, table of layers, biases, and weights as 2-bit columns. */
function emitPackedTables(network: Network, packed: PackedLayers): string {
  const out: string[] = ["; The model's own numbers.", "", ...charsetLines(network.charset)];
  out.push("", "; see packed/layers.asm", "layer_table:");
  network.layers.forEach(({ inputs, outputs }, index) => {
    const n = index + 1;
    out.push(row("layer", `weights_${n}`, `biases_${n}`, inputs, outputs, packed.layers[index].columnBytes));
  });
  network.layers.forEach(({ biases }, index) => {
    const n = index + 1;
    const { start, columnBytes, columns } = packed.layers[index];
    out.push("", ...biasLines(startingBiases(biases, n === network.layers.length), n));
    out.push(`weights_${n}:`, ...weightLines(start, columnBytes * columns));
  });
  const contextOffset = network.encoder.buckets * packed.layers[0].columnBytes;
  out.push("", `CONTEXT_COLUMNS:        equ weights_1+${contextOffset}`);
  return `${out.join("\n")}\n`;
}
