/**
 * Assembles a program from `asm/` and a recipe, or measures how much memory it would need. Neither checks that the
 * program fits: program.ts does.
 *
 *   if (measureProgram(recipe, sources).memoryEnd <= machine.memoryEnd) return assembleProgram(recipe, sources);
 */

import { type Assembly, assemble, ParsedFiles, type SourceResolver } from "../asm/index.js";
import { InputError } from "../base/input-error.js";
import type { Image } from "../machines/machine.js";
import { modelFiles, type Recipe } from "./emit.js";
import type { Layout } from "./layouts.js";

const PAGE = 256;

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

/** Assembles the program; doesn't check that it fits the machine's memory. */
export function assembleProgram(recipe: Recipe, sources: Sources): Program {
  const assembly = assembleRecipe(recipe, sources, true);
  const symbol = symbolsOf(assembly);
  return {
    layout: recipe.layout,
    origin: assembly.origin,
    bytes: assembly.bytes,
    start: symbol("start"),
    memoryEnd: symbol("MEMORY_NEEDED"),
    assembly,
    get source() {
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
  const leftOut = columns === undefined ? packed.bytes.length : columns.weights.query.length;
  const pages = Math.ceil((symbol("PAGES_FROM") + leftOut) / PAGE) * PAGE;
  const memoryEnd = symbol("MEMORY_NEEDED") + machine.origin - origin + pages - symbol("PAGES");
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
