/**
 * The parts of the Z80 program that depend on the model and the machine: equates and tables as assembly text, without
 * instructions, and the weights as bytes. A machine's source in `asm/machines/` includes these files by name.
 */

import {
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
import { type Machine, WORK_BYTES } from "../machines/machine.js";
import { headOf, joinOf, type Network, shapeText } from "../model/network.js";
import { columnBanks } from "./banks.js";
import type { ColumnProgram } from "./columns.js";
import { columnEquates, emitColumnTables } from "./emit-columns.js";
import {
  biasLines,
  dataLines,
  outputLines,
  row,
  startingBiases,
  WEIGHTS_FILE,
  weightLines,
} from "./emit-data.js";
import { BYTES, templatesOf } from "./handlers.js";
import { isReadAtOnce, type Layout, staysPacked } from "./layouts.js";
import { emitTalk, TALK_FILE, type Talk, talkEquates, withDots } from "./talk.js";
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

/** All that a program is made of, except the files of `asm/`. */
export interface Recipe {
  readonly network: Network;
  readonly packed: PackedLayers;
  readonly layout: Layout;
  readonly place: Place;
  readonly talk: Talk;
  /** For the layouts that have such. */
  readonly columns?: ColumnProgram | undefined;
  /** For layout tight: bytes that have a handler. */
  readonly handled?: readonly number[];
}

/**
 * The generated files of a program by name.
 * @param withWeights false leaves the weights out
 */
export function modelFiles(recipe: Recipe, withWeights: boolean): Map<string, Uint8Array> {
  const { network, packed, columns } = recipe;
  const talk = withDots(recipe.talk, startsLong(recipe), recipe.place.machine);
  const banked = banksOf(recipe) !== undefined;
  const text = new TextEncoder();
  const tables =
    columns === undefined
      ? emitPackedTables(recipe, withWeights)
      : emitColumnTables(network, talk.unsure, columns, { withWeights, banked });
  return new Map([
    [EQUATES_FILE, text.encode(emitEquates({ ...recipe, talk }))],
    [ENCODER_FILE, text.encode(`        include "${network.encoder.source}"\n`)],
    [TABLES_FILE, text.encode(tables)],
    [TALK_FILE, text.encode(emitTalk(talk))],
    [
      WEIGHTS_FILE,
      columns === undefined ? packed.bytes : concat(columns.weights.query, columns.weights.streams),
    ],
  ]);
}

/** What the program has in banks: see {@link columnBanks}. */
export function banksOf({ columns, packed, place }: Recipe): Uint8Array[] | undefined {
  if (columns === undefined) return undefined;
  return columnBanks(columns, packed.layers[0].columnBytes, place.machine.paging);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Bytes of weights in the file from which a start takes longer than half a second at 4 MHz, as measured: `npm run bench`. */
const LONG_START: Partial<Record<Layout, number>> = { columns: 6000, small: 1800 };

function startsLong({ layout, columns }: Recipe): boolean {
  const bytes = LONG_START[layout];
  return bytes !== undefined && columns !== undefined && columns.weights.streams.length >= bytes;
}

/** The machine's numbers, the contract's, and the network's sizes, by the names that the assembly source uses. */
function emitEquates(recipe: Recipe): string {
  const { place, network, packed, layout, columns, talk, handled } = recipe;
  const { machine, memoryEnd } = place;
  const join = joinOf(network);
  const readAtOnce = columns?.readAtOnce ?? isReadAtOnce(network);
  const equates: Equate[] = [
    ["ORIGIN", machine.origin, "address of the program"],
    ["MEMORY_END", memoryEnd, "first address that it must leave alone"],
    [
      "WORK_PAGES",
      hasWorkPages(layout, machine) ? (machine.workPages ?? 0) : 0,
      "pages outside the program for the engine's use; 0: none",
    ],
    ["WORK_BYTES", WORK_BYTES, "bytes of these pages"],
    ...talkEquates(talk),
    ["MAX_QUESTION", MAX_QUESTION, "characters of a question that count"],
    ["MAX_REPLY", MAX_REPLY, "most characters of a reply"],
    ["QUERY_BUCKETS", network.encoder.buckets, "inputs that the question fills"],
    ...network.encoder.equates,
    ["QUERY_AT_ONCE", readAtOnce ? 1 : 0, "1: a trigram's column is added to layer 1 at once"],
    ["QUERY_COLUMN_BYTES", packed.layers[0].columnBytes, "bytes of a packed column of layer 1"],
    ...bankEquates(banksOf(recipe), machine),
    ["QUERY_NEURONS", network.layers[0].outputs, "neurons of layer 1"],
    ["JOIN_2", join?.layer === 2 ? 1 : 0, "1: the reply so far joins layer 2"],
    ["CONTEXT_BUCKETS", join?.buckets ?? 0, "inputs that the reply so far fills"],
    ["COUNT_SCALE", COUNT_SCALE, "activation of one count"],
    ["CONTEXT_WINDOW", CONTEXT_WINDOW, "characters of the reply that the context sees"],
    ["CONTEXT_MAX_NGRAM", CONTEXT_MAX_NGRAM, "longest n-gram of the context"],
    ["CONTEXT_NGRAMS", CONTEXT_NGRAMS, "n-grams of a window"],
    ["HASH_MULTIPLIER", HASH_MULTIPLIER, "multiplier of an n-gram's hash"],
    ["CONTEXT_POSITION_SEED", CONTEXT_POSITION_SEED, "hash seed per position in the window"],
    ["HEAD_REPLIES", headOf(network) === "replies" ? 1 : 0, "1: an output is a whole reply; 0: a character"],
    ["KNOWN_REPLIES", network.known?.length ?? 0, "replies that alone can come out; 0: any"],
    ["OUTPUTS", network.layers.at(-1)!.outputs, "outputs; of characters, the last ends the reply"],
    ["LAYERS", network.layers.length, "number of layers"],
    ["LAYOUT_COLUMNS", staysPacked(layout) ? 0 : 1, "1: streams of columns in memory; 0: packed weights"],
    ["LAYOUT_READY", layout === "ready" ? 1 : 0, "1: the file is what memory holds when the start is done"],
    ["LAYOUT_SMALL", layout === "small" ? 1 : 0, "1: weights coded in the file"],
    ...(columns === undefined ? packedEquates(layout, handled) : columnEquates(columns)),
  ];
  const lines = equates.map(([name, value, meaning]) =>
    `${`${name}:`.padEnd(24)}equ ${String(value).padEnd(8)}${meaning && `; ${meaning}`}`.trimEnd(),
  );
  return `${[`; A network of ${shapeText(network)} neurons.`, "", ...lines].join("\n")}\n`;
}

/** False where tables of the start would lie there and be lost: they aren't in the file of layout ready. */
function hasWorkPages(layout: Layout, { losesWorkPages = false }: Machine): boolean {
  return staysPacked(layout) || (layout !== "ready" && !losesWorkPages);
}

function bankEquates(banks: readonly Uint8Array[] | undefined, { paging }: Machine): Equate[] {
  const count: Equate = [
    "QUERY_BANKS",
    banks?.length ?? 0,
    "banks of memory that hold these columns; 0: none",
  ];
  if (banks === undefined || paging === undefined) return [count];
  return [
    count,
    ["BANK_BYTES", banks[0].length, "bytes in each of these banks"],
    ["BANK_WINDOW", paging.window, "address at which a bank is seen"],
    ["BANK_PORT", paging.port, "port that chooses it"],
    ["BANK_HOME", paging.home, "number of the bank that is part of the program's memory"],
    ["FIRST_BANK", paging.free[0], "of the first of the others"],
    ["SECOND_BANK", paging.free[1] ?? 0, "and of the second"],
  ];
}

function packedEquates(
  layout: Layout,
  handled: readonly number[] = Array.from({ length: BYTES }, (_, byte) => byte),
): Equate[] {
  const templates = handled.reduce((sum, byte) => sum + templatesOf(byte), 0);
  return [
    ["LAYOUT_TIGHT", layout === "tight" ? 1 : 0, "1: only some bytes of weights have a handler"],
    ["HANDLERS_MADE", handled.length, "number of handlers"],
    ["HANDLERS_TEMPLATES", templates, "templates in all handlers"],
  ];
}

/** Charset, table of layers, biases, and weights as 2-bit columns. */
function emitPackedTables({ network, packed, talk, handled = [] }: Recipe, withWeights: boolean): string {
  const out: string[] = ["; The model's own numbers.", "", '        include "packed/tables.asm"', ""];
  out.push(...outputLines(network, talk.unsure), "", "layer_table:");
  network.layers.forEach(({ inputs, outputs }, index) => {
    const n = index + 1;
    out.push(row("layer", `weights_${n}`, `biases_${n}`, inputs, outputs, packed.layers[index].columnBytes));
  });
  network.layers.forEach(({ biases }, index) => {
    const n = index + 1;
    const { start, columnBytes, columns } = packed.layers[index];
    out.push("", ...biasLines(startingBiases(biases, n === network.layers.length), n));
    out.push(`weights_${n}:`);
    if (withWeights) out.push(...weightLines(start, columnBytes * columns));
  });
  if (handled.length > 0) out.push("", "handled_bytes:", ...dataLines(handled));
  const join = joinOf(network);
  if (join !== undefined) {
    const { columnBytes, columns } = packed.layers[join.layer - 1];
    const offset = (columns - join.buckets) * columnBytes;
    out.push("", `CONTEXT_COLUMNS:        equ weights_${join.layer}+${offset}`);
  }
  return `${out.join("\n")}\n`;
}
