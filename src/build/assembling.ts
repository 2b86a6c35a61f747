/**
 * Assembles a program from `asm/` and a recipe, or measures how much memory it would need. Neither checks that the
 * program fits: program.ts does.
 *
 *   if (measureProgram(recipe, sources).memoryEnd <= machine.memoryEnd) return assembleProgram(recipe, sources);
 */

import { type Assembly, assemble, ParsedFiles, type SourceResolver } from "../asm/index.js";
import { InputError } from "../base/input-error.js";
import type { Image } from "../machines/machine.js";
import { banksOf, modelFiles, type Recipe } from "./emit.js";
import type { Layout } from "./layouts.js";

const PAGE = 256;
const MEMORY_SIZE = 0x10000;

/** The files of `asm/`, which every program is assembled from. */
const parsed = new ParsedFiles();

/** Gives the files of `asm/` by name. */
export type Sources = (name: string) => Uint8Array | undefined;

export interface Program extends Image {
  readonly layout: Layout;
  /** First address above everything that the program uses, including its stack. */
  readonly memoryEnd: number;
  readonly assembly: Assembly;
  /** One source without includes, macros and conditions, as other assemblers take it. */
  readonly source: string;
}

/**
 * Assembles the program; doesn't check that it fits the machine's memory. On a machine whose lower memory is slow, a
 * program with whole pages to spare lies as many higher.
 */
export function assembleProgram(recipe: Recipe, sources: Sources): Program {
  const program = assembleThere(recipe, sources);
  const origin = program.origin + pagesAbove(recipe, program) * PAGE;
  if (origin === program.origin) return program;
  const machine = { ...recipe.place.machine, origin };
  return assembleThere({ ...recipe, place: { ...recipe.place, machine } }, sources);
}

/** Pages by which a program would better lie higher. */
function pagesAbove({ place }: Recipe, { origin, memoryEnd, banks, assembly }: Program): number {
  const { fastFrom = 0 } = place.machine;
  const spare = [place.memoryEnd - memoryEnd, fastFrom - origin];
  if (banks !== undefined) spare.push(banks.paging.window - lowEnd(symbolsOf(assembly)));
  return Math.max(0, Math.floor(Math.min(...spare) / PAGE));
}

/** End of what can't lie where banks are seen: what works on their columns. */
function lowEnd(symbol: (name: string) => number): number {
  return symbol("QUERY_SUMS") + PAGE;
}

function assembleThere(recipe: Recipe, sources: Sources): Program {
  const assembly = assembleRecipe(recipe, sources, true);
  const symbol = symbolsOf(assembly);
  const contents = banksOf(recipe);
  const { paging } = recipe.place.machine;
  return {
    layout: recipe.layout,
    origin: assembly.origin,
    bytes: assembly.bytes,
    start: symbol("start"),
    memoryEnd: symbol("MEMORY_NEEDED"),
    assembly,
    ...(contents !== undefined &&
      paging !== undefined && { banks: { paging, contents, loader: assembly.symbols.get("load_banks") } }),
    get source() {
      if (contents !== undefined)
        throw new InputError(
          "a program with weights in banks of memory has no source of its own; take --layout tight, or --machine spectrum",
        );
      return assembly.flatSource();
    },
  };
}

/** The memory that a program would need. */
export interface Measure {
  /** First address above everything, with as many pages of layer 1's sums as the recipe says. */
  readonly memoryEnd: number;
  /** `memoryEnd` with another number of pages of sums. */
  withSumPages(count: number): number;
  /** A size that the source defines. */
  size(name: string): number;
}

/**
 * Measures a program without making it.
 *
 * The source is assembled without the weights, at the lowest origin with the same offset in a page, so that it always
 * fits 64 KB. All addresses are then too low by whole pages. `PAGES_FROM`, `PAGES`, `SUMS`, `GATHER_PAGES` and `LASTING`
 * are in the memory.asm of a layout.
 */
export function measureProgram(recipe: Recipe, sources: Sources): Measure {
  const { columns, packed } = recipe;
  const { machine } = recipe.place;
  const origin = machine.origin % PAGE;
  const place = { ...recipe.place, machine: { ...machine, origin } };
  const symbol = symbolsOf(assembleRecipe({ ...recipe, place }, sources, false));
  const isBanked = banksOf(recipe) !== undefined;
  const weights = columns === undefined ? packed.bytes : columns.weights.query;
  const leftOut = isBanked ? 0 : weights.length;
  const pages = Math.ceil((symbol("PAGES_FROM") + leftOut) / PAGE) * PAGE;
  const shift = machine.origin - origin + pages - symbol("PAGES");
  const overlap = isBanked ? lowEnd(symbol) + shift - machine.paging!.window : 0;
  const memoryEnd = Math.max(symbol("MEMORY_NEEDED") + shift, overlap > 0 ? MEMORY_SIZE + overlap : 0);
  return {
    memoryEnd,
    // pages of sums, and what is gathered at the start in their place and behind
    withSumPages: (count) =>
      memoryEnd - symbol("LASTING") + Math.max(symbol("SUMS") + PAGE * count, symbol("GATHER_PAGES")),
    size: symbol,
  };
}

function assembleRecipe(recipe: Recipe, sources: Sources, withWeights: boolean): Assembly {
  const generated = modelFiles(recipe, withWeights);
  const resolve: SourceResolver = (name) => generated.get(name) ?? sources(name);
  const file = recipe.place.machine.source;
  const main = resolve(file, "");
  if (main === undefined) throw new Error(`${file} is not among the sources`);
  try {
    return assemble(new TextDecoder().decode(main), { file, resolve, parsed });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // the user wrote none of it: this must not pass for a network that doesn't fit
    throw new Error(`the program's source doesn't assemble: ${error.message}`);
  }
}

function symbolsOf({ symbols }: Assembly): (name: string) => number {
  return (name) => {
    const value = symbols.get(name);
    if (value === undefined) throw new Error(`the program has no symbol ${name}`);
    return value;
  };
}
