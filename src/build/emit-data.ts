/** Data of the model as assembly text. */

import { symbolAt } from "../model/known-replies.js";
import type { NetworkShape } from "../model/network.js";
import type { Unsure } from "../model/reply.js";

const BYTES_PER_LINE = 16;

/** Added to the last layer's biases: signed accumulators become unsigned ones in the same order (asm/argmax.asm). */
const LOGIT_OFFSET = 0x8000;

/** Bytes as `db` lines. */
export function dataLines(bytes: ArrayLike<number>): string[] {
  const lines: string[] = [];
  for (let i = 0; i < bytes.length; i += BYTES_PER_LINE) {
    const row = Array.from({ length: Math.min(BYTES_PER_LINE, bytes.length - i) }, (_, k) => bytes[i + k]);
    lines.push(`        db ${row.join(",")}`);
  }
  return lines;
}

/** The file of weights that the tables include. */
export const WEIGHTS_FILE = "model-weights.bin";

/** A part of that file, if there is any. */
export function weightLines(offset: number, length: number): string[] {
  return length === 0 ? [] : [`        incbin "${WEIGHTS_FILE}",${offset},${length}`];
}

/** A row of a table, which a macro of the assembly source writes. */
export function row(macro: string, ...fields: readonly (string | number)[]): string {
  return `        ${macro} ${fields.join(",")}`;
}

/** The table of characters. */
function charsetLines(charset: string): string[] {
  return ["charset:", ...dataLines(Array.from(charset, (character) => character.charCodeAt(0) & 0x7f))];
}

/** A text as the program prints it: its length, then its characters; `asm/texts.asm`. */
function textLines(text: string): string[] {
  return dataLines([text.length, ...Array.from(text, (character) => character.charCodeAt(0) & 0x7f)]);
}

/** What outputs stand for: the table of characters or of answers; and what is said instead if the network is unsure. */
export function outputLines({ charset, answers, known }: NetworkShape, unsure: Unsure | undefined): string[] {
  return [
    ...(answers === undefined ? charsetLines(charset) : ["answers:", ...answers.flatMap(textLines)]),
    ...(known === undefined
      ? []
      : ["known_replies:", ...dataLines(known.flatMap((reply) => symbolsOf(charset, reply)))]),
    ...(unsure === undefined ? [] : ["unsure_text:", ...textLines(unsure.reply)]),
  ];
}

/** A known reply as places in the charset, the end mark's last. */
function symbolsOf(charset: string, reply: string): number[] {
  return Array.from({ length: reply.length + 1 }, (_, at) => symbolAt(charset, reply, at));
}

/** A layer's biases: low bytes, then high bytes. */
export function biasLines(biases: Int16Array, layer: number): string[] {
  return [
    `biases_${layer}:`,
    ...dataLines(Array.from(biases, (bias) => bias & 255)),
    ...dataLines(Array.from(biases, (bias) => (bias >> 8) & 255)),
  ];
}

/** Layouts columns and small: what the program takes off an accumulator to see how far it is from 0 (asm/columns/question.asm). */
export const BIAS_LESS = 4;

/** Biases of the layer that the reply so far joins. */
export function joinBiases(biases: Int16Array): Int16Array {
  return biases.map((bias) => bias - BIAS_LESS);
}

/** Biases as the program starts with them. @param isLast true for those of the logits */
export function startingBiases(biases: Int16Array, isLast: boolean): Int16Array {
  return isLast ? biases.map((bias) => bias + LOGIT_OFFSET) : biases;
}

/**
 * Biases as pairs of bytes, as the Z80 pushes them: neurons 2k and 2k+1's high bytes in a word, the last pair
 * first, then their low bytes.
 */
export function biasPairs(biases: Int16Array): number[] {
  const pairs: number[] = [];
  for (const shift of [8, 0])
    for (let i = (biases.length - 1) & ~1; i >= 0; i -= 2)
      pairs.push(((biases[i] >> shift) & 255) | ((((biases[i + 1] ?? 0) >> shift) & 255) << 8));
  return pairs;
}
