/** From a network to the CP/M program that speaks it. */

import { type Assembly, assemble, type SourceResolver } from "../asm/index.js";
import { UNSTATED_BUCKETS } from "../base/contract.js";
import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { DEFAULT_BDOS_BASE, TPA_START } from "../cpm/index.js";
import { checkNetwork, type Network, widths } from "../model/network.js";
import { type ColumnProgram, columnLayers, MOST_SUM_PAGES } from "./columns.js";
import { EQUATES_FILE, emitEquates, emitTables, TABLES_FILE } from "./emit.js";
import { LAYOUTS, type Layout } from "./layouts.js";
import type { SharedLayer } from "./sharing.js";

export { LAYOUTS, type Layout } from "./layouts.js";

const MAIN_SOURCE = "chat.asm";
const SUM_PAGE_BYTES = 256;

export interface BuildOptions {
  /** Without it, the fastest that fits. */
  readonly layout?: Layout;
  /** Gives the files of `asm/` by name. */
  readonly sources: (name: string) => Uint8Array | undefined;
  /** First address that the program must leave alone: the BDOS's. */
  readonly tpaEnd?: number;
}

export interface Program {
  readonly layout: Layout;
  /** The .COM file. */
  readonly com: Uint8Array;
  /** First address above everything that the program uses, its stack among it. */
  readonly memoryEnd: number;
  readonly assembly: Assembly;
  /** One source without includes, macros and conditions, as other assemblers take it. */
  readonly source: string;
}

/**
 * Builds the program for a network.
 * @throws InputError if it doesn't fit the TPA
 */
export function buildProgram(network: Network, options: BuildOptions): Program {
  checkNetwork(network);
  if (options.layout !== undefined) return buildLayout(network, options.layout, sharedOnce(network), options);
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
  const shared = sharedOnce(network);
  return LAYOUTS.map((layout) => {
    try {
      return { layout, program: buildLayout(network, layout, shared, options) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { layout, fault: error };
    }
  });
}

/** Shared sums take a second to find, and two layouts use them. */
function sharedOnce(network: Network): () => readonly SharedLayer[] {
  let layers: readonly SharedLayer[] | undefined;
  return () => {
    layers ??= columnLayers(network);
    return layers;
  };
}

/** @throws InputError if it doesn't fit the TPA */
function buildLayout(
  network: Network,
  layout: Layout,
  shared: () => readonly SharedLayer[],
  options: BuildOptions,
): Program {
  if (network.encoder.buckets !== UNSTATED_BUCKETS)
    throw new InputError(
      `programs count questions in ${UNSTATED_BUCKETS} buckets so far, and this network in ${network.encoder.buckets}`,
    );
  const tpaEnd = options.tpaEnd ?? DEFAULT_BDOS_BASE;
  const weightBytes = packedSize(network);
  if (TPA_START + weightBytes > tpaEnd) throw tooLarge(network, layout, TPA_START + weightBytes, tpaEnd);

  if (layout === "packed") return fitting(network, assembleLayout(network, layout, options), tpaEnd);
  const layers = shared();
  const queryBuckets = network.encoder.buckets;
  const lists = assembleColumns(
    network,
    layout,
    options,
    { layers, queryBuckets, queryPacked: false },
    tpaEnd,
  );
  if (lists.memoryEnd <= tpaEnd) return lists;
  const packed = assembleColumns(
    network,
    layout,
    options,
    { layers, queryBuckets, queryPacked: true },
    tpaEnd,
  );
  return fitting(network, packed.memoryEnd < lists.memoryEnd ? packed : lists, tpaEnd);
}

/** Assembles a program whose long replies do without pages of their own where memory is short. */
function assembleColumns(
  network: Network,
  layout: Layout,
  options: BuildOptions,
  columns: Omit<ColumnProgram, "sumPages">,
  tpaEnd: number,
): Program {
  const program = assembleLayout(network, layout, options, { ...columns, sumPages: MOST_SUM_PAGES });
  const sumPages = MOST_SUM_PAGES - Math.max(0, Math.ceil((program.memoryEnd - tpaEnd) / SUM_PAGE_BYTES));
  if (sumPages === MOST_SUM_PAGES || sumPages < 1) return program;
  return assembleLayout(network, layout, options, { ...columns, sumPages });
}

/** Assembles a program, wherever it ends. */
function assembleLayout(
  network: Network,
  layout: Layout,
  { sources }: BuildOptions,
  columns?: ColumnProgram,
): Program {
  const text = new TextEncoder();
  const generated = new Map([
    [EQUATES_FILE, text.encode(emitEquates(network, layout, columns))],
    [TABLES_FILE, text.encode(emitTables(network, layout, columns))],
  ]);
  const resolve: SourceResolver = (name) => generated.get(name) ?? sources(name);
  const main = resolve(MAIN_SOURCE, "");
  if (main === undefined) throw new Error(`${MAIN_SOURCE} is not among the sources`);
  const mainText = new TextDecoder().decode(main);
  const assembly = assemble(mainText, { file: MAIN_SOURCE, resolve });
  return {
    layout,
    com: assembly.bytes,
    memoryEnd: assembly.symbols.get("MEMORY_NEEDED")!,
    assembly,
    get source() {
      return assembly.flatSource();
    },
  };
}

/** @throws InputError if the program doesn't fit the TPA */
function fitting(network: Network, program: Program, tpaEnd: number): Program {
  if (program.memoryEnd > tpaEnd) throw tooLarge(network, program.layout, program.memoryEnd, tpaEnd);
  return program;
}

/** Bytes of all weights at two bits each, columns on whole bytes. */
function packedSize(network: Network): number {
  return network.layers.reduce((sum, { inputs, outputs }) => sum + inputs * ((outputs + 3) >> 2), 0);
}

function tooLarge(network: Network, layout: Layout, end: number, tpaEnd: number): InputError {
  // lists take as much as there are weights that aren't zero; packed ones don't care
  const cure = layout === "packed" ? "--hidden" : "--hidden, --density";
  return new InputError(
    `a network of ${widths(network).join(" -> ")} doesn't fit: layout ${layout} needs memory up to at least ${hexAddress(end)}, ` +
      `the TPA ends at ${hexAddress(tpaEnd)}, ${end - tpaEnd} bytes are missing; train it smaller (${cure})`,
  );
}
