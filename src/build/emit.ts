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

export const EQUATES_FILE = "model-equates.asm";
export const TABLES_FILE = "model-tables.asm";

const BYTES_PER_LINE = 16;

/** The sizes and the numbers of the contract, by the names that the assembly source uses. */
export function emitEquates(network: Network): string {
  const equates: [name: string, value: number, meaning: string][] = [
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
  ];
  const lines = equates.map(([name, value, meaning]) =>
    `${`${name}:`.padEnd(24)}equ ${String(value).padEnd(8)}${meaning && `; ${meaning}`}`.trimEnd(),
  );
  return `${[`; A network of ${widths(network).join(" -> ")} neurons.`, "", ...lines].join("\n")}\n`;
}

/** Charset, table of layers, biases, and weights as 2-bit columns. */
export function emitTables(network: Network): string {
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
    out.push("", `biases_${n}:`);
    out.push(...dataLines(Array.from(biases, (bias) => bias & 255)));
    out.push(...dataLines(Array.from(biases, (bias) => (bias >> 8) & 255)));
    out.push(`weights_${n}:`);
    out.push(...dataLines(packWeights(transpose(weights, outputs, inputs), inputs, outputs)));
  });
  const contextOffset = QUERY_BUCKETS * packedRowBytes(network.layers[0]!.outputs);
  out.push("", `CONTEXT_COLUMNS:        equ weights_1+${contextOffset}`);
  return `${out.join("\n")}\n`;
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
