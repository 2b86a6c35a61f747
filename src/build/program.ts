/**
 * Builds the program that speaks a network on a machine, in the layout that is asked for or the fastest that fits. A
 * network that fits in no layout is an InputError; a mistake in the sources of `asm/` is an internal error.
 *
 *   const { bytes, layout, memoryEnd } = buildProgram(network, { machine: CPM, sources });
 */

import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import type { Machine } from "../machines/machine.js";
import { checkNetwork, type Network, shapeText } from "../model/network.js";
import { type Activity, measureActivity } from "./activity.js";
import { assembleProgram, type Measure, measureProgram, type Program, type Sources } from "./assembling.js";
import { type ColumnGroup, columnGroups } from "./column-groups.js";
import { type ColumnProgram, MOST_SUM_PAGES, planColumns } from "./columns.js";
import type { Place, Recipe } from "./emit.js";
import { byteHeat, chooseHandlers } from "./handlers.js";
import { isReadAtOnce, LAYOUTS, type Layout, staysPacked } from "./layouts.js";
import { packColumns } from "./pack-columns.js";
import { makeReady } from "./ready.js";
import { checkTalk, type Talk } from "./talk.js";
import { type PackedLayers, packLayers, weightData } from "./weights.js";

export type { Program } from "./assembling.js";
export { ALL_LAYOUTS, LAYOUTS, type Layout } from "./layouts.js";

const PAGE = 256;
/** Bytes that the room for layout tight's handlers shrinks by at each try, until they fit. */
const ROOM_STEP = 32;
/** Tries to find how many columns must stay packed. Pages and chains make memory uneven, so the first guess may be too small. */
const PACKING_TRIES = 8;
/** Bytes by which a guess grows at least. */
const PACKING_STEP = 64;
/** Pages of sums that are kept at the cost of packed columns: replies up to this length have their own. */
const SHORT_REPLY = 4;

export interface BuildOptions {
  readonly machine: Machine;
  /** Without it, the fastest that fits. */
  readonly layout?: Layout;
  readonly sources: Sources;
  /** First address that the program must leave alone, if it isn't the machine's usual one. */
  readonly memoryEnd?: number;
  /** What it says and counts beside its replies; without, nothing. */
  readonly talk?: Talk;
}

/**
 * Builds the program for a network.
 * @throws InputError if it doesn't fit the machine's memory
 */
export function buildProgram(network: Network, options: BuildOptions): Program {
  assertBuildable(network, options);
  if (options.layout !== undefined) return buildLayout(prepare(network), options.layout, options);
  let last: InputError | undefined;
  for (const { program, fault } of layoutsInTurn(network, options)) {
    if (program !== undefined) return program;
    last = fault;
  }
  throw last;
}

/** @throws InputError if the network breaks the contract, or can't talk so */
function assertBuildable(network: Network, { talk = {} }: BuildOptions): void {
  checkNetwork(network);
  checkTalk(talk, network);
}

/** A layout's program, or why there is none. */
export type Candidate =
  | { readonly layout: Layout; readonly program: Program; readonly fault?: undefined }
  | { readonly layout: Layout; readonly program?: undefined; readonly fault: InputError };

/** Builds one layout after the other, the fastest first; only those that are asked for. */
export function* layoutsInTurn(
  network: Network,
  options: Omit<BuildOptions, "layout">,
  layouts: readonly Layout[] = LAYOUTS,
): Generator<Candidate, void> {
  assertBuildable(network, options);
  const prepared = prepare(network);
  for (const layout of layouts) yield candidate(prepared, layout, options);
}

/** Builds every layout, the fastest first, or those that are named. */
export function buildLayouts(
  network: Network,
  options: Omit<BuildOptions, "layout">,
  layouts: readonly Layout[] = LAYOUTS,
): Candidate[] {
  return [...layoutsInTurn(network, options, layouts)];
}

function candidate(prepared: Prepared, layout: Layout, options: BuildOptions): Candidate {
  try {
    return { layout, program: buildLayout(prepared, layout, options) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { layout, fault: error };
  }
}

/** A network, and what several layouts use of it. */
interface Prepared {
  readonly network: Network;
  readonly packed: PackedLayers;
  /** How active each layer's inputs are: made when first asked for. */
  readonly activity: () => readonly Activity[];
  /** Groups of columns with shared sums, which take a second to find: made when first asked for. */
  readonly groups: () => readonly ColumnGroup[];
}

function prepare(network: Network): Prepared {
  let measured: readonly Activity[] | undefined;
  let groups: readonly ColumnGroup[] | undefined;
  const activity = () => {
    measured ??= measureActivity(network);
    return measured;
  };
  return {
    network,
    packed: packLayers(network),
    activity,
    groups: () => {
      groups ??= columnGroups(network, activity());
      return groups;
    },
  };
}

/**
 * Measures first how much memory the program would need, and assembles it if it fits.
 * @throws InputError if it doesn't
 */
function buildLayout(prepared: Prepared, layout: Layout, options: BuildOptions): Program {
  const { machine, sources, memoryEnd = machine.memoryEnd, talk = {} } = options;
  const place: Place = { machine, memoryEnd };
  const input = { prepared, place, talk, sources };
  const least =
    layout === "packed" || layout === "tight" ? buildPacked(input, layout) : buildColumns(input, layout);
  if (typeof least === "number") throw tooLarge(prepared.network, layout, least, place);
  return layout === "ready" ? makeReady(least) : least;
}

/** What every layout is built from. */
interface BuildInput {
  readonly prepared: Prepared;
  readonly place: Place;
  readonly talk: Talk;
  readonly sources: Sources;
}

/** The program, or the least memory end that it could have. */
function buildPacked(
  { prepared, place, talk, sources }: BuildInput,
  layout: "packed" | "tight",
): Program | number {
  const recipe: Recipe = { ...prepared, place, talk, layout, ...(layout === "tight" && { handled: [] }) };
  const measure = measureProgram(recipe, sources);
  if (measure.memoryEnd > place.memoryEnd) return measure.memoryEnd;
  if (layout === "packed") return assembleProgram(recipe, sources);
  const heat = byteHeat(prepared.network, prepared.packed, prepared.activity());
  return assembleProgram(withHandlers(recipe, heat, measure, sources), sources);
}

/**
 * Layout tight, with handlers for as many bytes of weights as memory has room for.
 * @param heat (256) how often each byte is used
 * @param bare measure of none
 */
function withHandlers(recipe: Recipe, heat: Float64Array, bare: Measure, sources: Sources): Recipe {
  const sizes = { least: bare.size("HANDLER_LEAST"), template: bare.size("TEMPLATE_BYTES") };
  const { memoryEnd } = recipe.place;
  for (let room = memoryEnd - bare.memoryEnd + PAGE; ; ) {
    const handled = chooseHandlers(heat, room, sizes);
    const filled = { ...recipe, handled };
    const missing = handled.length === 0 ? 0 : measureProgram(filled, sources).memoryEnd - memoryEnd;
    if (missing <= 0) return filled;
    // their list takes memory as well, and what lies behind them begins with a page: what is missing is rounded up
    room -= Math.max(ROOM_STEP, missing - PAGE);
  }
}

/**
 * The program, or the least memory end that it could have. What makes the program slower is done only where memory is
 * short: long replies get no pages of their own, then the question's columns stay packed, then others do.
 */
function buildColumns(input: BuildInput, layout: Layout): Program | number {
  const all = input.prepared.groups();
  const { network } = input.prepared;
  let least = Number.POSITIVE_INFINITY;
  for (const readAtOnce of isReadAtOnce(network) ? [true] : [false, true]) {
    const groups = readAtOnce ? all.filter(({ role }) => role !== "query") : all;
    const found = buildGroups(input, layout, { groups, readAtOnce });
    if (typeof found !== "number") return found;
    least = Math.min(least, found);
  }
  const groups = all.filter(({ role }) => role !== "query");
  const largest = buildGroups(input, layout, {
    groups: packColumns(groups, Number.POSITIVE_INFINITY),
    readAtOnce: true,
  });
  if (typeof largest === "number") return Math.min(least, largest);
  return buildWithPacked(input, layout, groups, largest);
}

/** The fastest program found in which some columns stay packed. @param last one that fits, with as many as save memory */
function buildWithPacked(
  input: BuildInput,
  layout: Layout,
  groups: readonly ColumnGroup[],
  last: Program,
): Program {
  const { memoryEnd } = input.place;
  let bytes = 0;
  for (let tries = 0; tries < PACKING_TRIES; tries++) {
    const packed = packColumns(groups, bytes + 1);
    const found = buildGroups(input, layout, { groups: packed, readAtOnce: true }, SHORT_REPLY);
    if (typeof found !== "number") return found;
    bytes += Math.max(PACKING_STEP, found - memoryEnd);
  }
  return last;
}

/** The program with these groups of columns, or the least memory end that it could have. */
function buildGroups(
  { prepared, place, talk, sources }: BuildInput,
  layout: Layout,
  kind: Pick<ColumnProgram, "groups" | "readAtOnce">,
  leastPages = 1,
): Program | number {
  const { network, packed } = prepared;
  const mostPages = kind.groups.some(({ role }) => role === "context") ? MOST_SUM_PAGES : 0;
  const weights = weightData(packed, kind.groups, layout, kind.readAtOnce ? network.encoder.buckets : 0);
  const parts = { ...kind, weights };
  const columns: ColumnProgram = { ...parts, plan: planColumns(parts), sumPages: mostPages };
  const recipe: Recipe = { ...prepared, place, talk, layout, columns };
  const measure = measureProgram(recipe, sources);
  let least = Number.POSITIVE_INFINITY;
  for (let sumPages = mostPages; sumPages >= Math.min(mostPages, leastPages); sumPages--) {
    const end = measure.withSumPages(sumPages);
    if (end <= place.memoryEnd)
      return assembleProgram({ ...recipe, columns: { ...columns, sumPages } }, sources);
    least = Math.min(least, end);
  }
  return least;
}

function tooLarge(network: Network, layout: Layout, end: number, { machine, memoryEnd }: Place): InputError {
  // lists take as much as there are weights that aren't zero; packed ones don't care
  const cures = ["--hidden", ...(staysPacked(layout) ? [] : ["--density"])];
  if (isReadAtOnce(network)) cures.push("--buckets");
  return new InputError(
    `a network of ${shapeText(network)} doesn't fit: layout ${layout} needs memory up to ${hexAddress(end)}, ` +
      `${machine.memoryName} ends at ${hexAddress(memoryEnd)}, ${end - memoryEnd} bytes are missing; train it smaller (${cures.join(", ")})`,
  );
}
