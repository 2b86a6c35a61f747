/** From a network to the program that speaks it on some machine. */

import { type Assembly, assemble, type SourceResolver } from "../asm/index.js";
import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import type { Image, Machine } from "../machines/machine.js";
import { checkNetwork, type Network, widths } from "../model/network.js";
import { type ColumnProgram, columnLayers, firstStream, MOST_SUM_PAGES } from "./columns.js";
import { modelFiles, type Place } from "./emit.js";
import { byteHeat, chooseHandlers } from "./handlers.js";
import { isQueryApart, LAYOUTS, type Layout, staysPacked } from "./layouts.js";
import type { SharedLayer } from "./sharing.js";
import { type PackedLayers, packLayers, weightData } from "./weights.js";

export { LAYOUTS, type Layout } from "./layouts.js";

const SUM_PAGE_BYTES = 256;

export interface BuildOptions {
  readonly machine: Machine;
  /** Without it, the fastest that fits. */
  readonly layout?: Layout;
  /** Gives the files of `asm/` by name. */
  readonly sources: (name: string) => Uint8Array | undefined;
  /** First address that the program must leave alone, if it isn't the machine's usual one. */
  readonly memoryEnd?: number;
}

export interface Program extends Image {
  readonly layout: Layout;
  /** First address above everything that the program uses, its stack among it. */
  readonly memoryEnd: number;
  readonly assembly: Assembly;
  /** One source without includes, macros and conditions, as other assemblers take it. */
  readonly source: string;
}

/**
 * Builds the program for a network.
 * @throws InputError if it doesn't fit the machine's memory
 */
export function buildProgram(network: Network, options: BuildOptions): Program {
  checkNetwork(network);
  if (options.layout !== undefined) return buildLayout(prepare(network), options.layout, options);
  const candidates = buildLayouts(network, options);
  const fastest = candidates.find((candidate) => candidate.program !== undefined)?.program;
  if (fastest === undefined) throw candidates.at(-1)!.fault;
  return fastest;
}

/** A layout's program, or why there is none. */
export type Candidate =
  | { readonly layout: Layout; readonly program: Program; readonly fault?: undefined }
  | { readonly layout: Layout; readonly program?: undefined; readonly fault: InputError };

/** Tries every layout, the fastest first. */
export function buildLayouts(network: Network, options: Omit<BuildOptions, "layout">): Candidate[] {
  checkNetwork(network);
  const prepared = prepare(network);
  return LAYOUTS.map((layout) => {
    try {
      return { layout, program: buildLayout(prepared, layout, options) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { layout, fault: error };
    }
  });
}

/** A network, and what several layouts use of it. */
interface Prepared {
  readonly network: Network;
  readonly packed: PackedLayers;
  /** Layers with shared sums, which take a second to find: made when first asked for. */
  readonly shared: () => readonly SharedLayer[];
}

function prepare(network: Network): Prepared {
  let layers: readonly SharedLayer[] | undefined;
  return {
    network,
    packed: packLayers(network),
    shared: () => {
      layers ??= columnLayers(network);
      return layers;
    },
  };
}

/** What a program is assembled from, but for the network. */
interface Workshop extends Place {
  readonly sources: BuildOptions["sources"];
}

/** @throws InputError if it doesn't fit the machine's memory */
function buildLayout(
  prepared: Prepared,
  layout: Layout,
  { machine, sources, memoryEnd = machine.memoryEnd }: BuildOptions,
): Program {
  const { network, packed, shared } = prepared;
  const workshop = { machine, memoryEnd, sources };
  const weightsEnd = machine.origin + packed.bytes.length;
  if (weightsEnd > memoryEnd) throw tooLarge(network, layout, weightsEnd, workshop);

  if (layout === "packed") return fitting(network, assembleLayout(prepared, layout, workshop), workshop);
  if (layout === "tight") return assembleTight(prepared, workshop);
  const assembleWith = (queryPacked: boolean) => {
    const query = { queryPacked, queryBuckets: network.encoder.buckets };
    const weights = weightData(packed, layout, firstStream(query));
    return assembleColumns(prepared, layout, workshop, { layers: shared(), ...query, weights });
  };
  if (isQueryApart(network)) return fitting(network, assembleWith(true), workshop);
  const lists = assembleWith(false);
  if (lists.memoryEnd <= memoryEnd) return lists;
  const short = assembleWith(true);
  return fitting(network, short.memoryEnd < lists.memoryEnd ? short : lists, workshop);
}

/** Assembles a program whose long replies do without pages of their own where memory is short. */
function assembleColumns(
  prepared: Prepared,
  layout: Layout,
  workshop: Workshop,
  columns: Omit<ColumnProgram, "sumPages">,
): Program {
  const program = assembleLayout(prepared, layout, workshop, { ...columns, sumPages: MOST_SUM_PAGES });
  const missing = Math.max(0, program.memoryEnd - workshop.memoryEnd);
  const sumPages = MOST_SUM_PAGES - Math.ceil(missing / SUM_PAGE_BYTES);
  if (sumPages === MOST_SUM_PAGES || sumPages < 1) return program;
  return assembleLayout(prepared, layout, workshop, { ...columns, sumPages });
}

/**
 * Assembles a program with handlers for as many bytes of weights as memory has room for.
 * @throws InputError if it doesn't fit without any
 */
function assembleTight(prepared: Prepared, workshop: Workshop): Program {
  const bare = fitting(prepared.network, assembleLayout(prepared, "tight", workshop), workshop);
  const { symbols } = bare.assembly;
  const sizes = { least: symbols.get("HANDLER_LEAST")!, template: symbols.get("TEMPLATE_BYTES")! };
  const heat = byteHeat(prepared.network, prepared.packed);
  for (let room = workshop.memoryEnd - bare.memoryEnd; ; ) {
    const handled = chooseHandlers(heat, room, sizes);
    if (handled.length === 0) return bare;
    const program = assembleLayout(prepared, "tight", workshop, undefined, handled);
    const missing = program.memoryEnd - workshop.memoryEnd;
    if (missing <= 0) return program;
    room -= missing; // the list of handlers may have pushed the work pages one further
  }
}

/** Assembles a program, wherever it ends. @param handled for layout tight: bytes that get a handler */
function assembleLayout(
  { network, packed }: Prepared,
  layout: Layout,
  workshop: Workshop,
  columns?: ColumnProgram,
  handled: readonly number[] | undefined = layout === "tight" ? [] : undefined,
): Program {
  const generated = modelFiles(workshop, network, layout, packed, columns, handled);
  const resolve: SourceResolver = (name) => generated.get(name) ?? workshop.sources(name);
  const file = workshop.machine.source;
  const main = resolve(file, "");
  if (main === undefined) throw new Error(`${file} is not among the sources`);
  const mainText = new TextDecoder().decode(main);
  const assembly = assemble(mainText, { file, resolve });
  return {
    layout,
    origin: assembly.origin,
    bytes: assembly.bytes,
    start: assembly.symbols.get("start")!,
    memoryEnd: assembly.symbols.get("MEMORY_NEEDED")!,
    assembly,
    get source() {
      return assembly.flatSource();
    },
  };
}

/** @throws InputError if the program doesn't fit the machine's memory */
function fitting(network: Network, program: Program, workshop: Workshop): Program {
  if (program.memoryEnd > workshop.memoryEnd)
    throw tooLarge(network, program.layout, program.memoryEnd, workshop);
  return program;
}

function tooLarge(network: Network, layout: Layout, end: number, { machine, memoryEnd }: Place): InputError {
  // lists take as much as there are weights that aren't zero; packed ones don't care
  const cures = ["--hidden", ...(staysPacked(layout) ? [] : ["--density"])];
  if (isQueryApart(network)) cures.push("--buckets");
  return new InputError(
    `a network of ${widths(network).join(" -> ")} doesn't fit: layout ${layout} needs memory up to at least ${hexAddress(end)}, ` +
      `${machine.memoryName} ends at ${hexAddress(memoryEnd)}, ${end - memoryEnd} bytes are missing; train it smaller (${cures.join(", ")})`,
  );
}
