/**
 * Layouts `columns` and `small`: the groups of columns that become streams. A layer's columns are one group, except that
 * those of the reply so far (the context) are a group of their own in the layer that they join.
 *
 * The columns of all other layers run while the program walks over the layer before (`asm/columns/walk.asm`). Each such
 * group has a row in `layer_table`.
 */

import { MAX_WIDTH } from "../base/contract.js";
import { contextInputs, joinOf, type Layer, type Network } from "../model/network.js";
import { type Activity, CHARACTERS, productCost } from "./activity.js";
import { SECOND_RUN, WORD_RUN } from "./costs.js";
import { joinBiases, startingBiases } from "./emit-data.js";
import { type SharedLayer, shareSums, unshared } from "./sharing.js";

/**
 * What a group's columns are for: `query`, the question's counts; `context`, those of the reply so far; `question`,
 * layer 1's activations in the layer that the context joins; `layer`, any later layer.
 */
export type ColumnRole = "query" | "context" | "question" | "layer";

/** Columns that become streams. */
export interface ColumnGroup extends SharedLayer {
  readonly role: ColumnRole;
  /** Number of the layer, from 1. */
  readonly number: number;
  /** (inputs) mean number of times that a column runs in a character. */
  readonly runs: Float64Array;
  /** Inputs whose columns stay packed in their streams; see `asm/columns/packed-column.asm`. */
  readonly packed: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

/** A group whose inputs are walked over: a row of `layer_table`. */
export interface WalkedGroup extends ColumnGroup {
  /** Biases as the program starts with them. */
  readonly starts: Int16Array;
  /** The pages of its accumulators. */
  readonly page: "EVEN_LOW" | "ODD_LOW";
  /** Index of its inputs' table of streams. */
  readonly table: number;
  /** True if its inputs are the sums of the layer that the context joins. */
  readonly fromSums: boolean;
  /** True if further layers follow. */
  readonly more: boolean;
}

/**
 * The network as groups, in the order of their weights in the file. All that are walked have shared sums.
 * @param activity of each layer's inputs
 */
export function columnGroups(network: Network, activity: readonly Activity[]): ColumnGroup[] {
  const join = joinOf(network);
  return network.layers.flatMap((layer, index) => {
    const { runs } = activity[index];
    const rest = { number: index + 1, packed: NONE };
    const contexts = contextInputs(network, index);
    const others = layer.inputs - contexts;
    const first = inputsOf(layer, 0, others);
    const context: ColumnGroup[] =
      contexts > 0
        ? [
            {
              ...unshared(inputsOf(layer, others, layer.inputs)),
              role: "context",
              runs: runs.subarray(others),
              ...rest,
            },
          ]
        : [];
    if (index === 0)
      return [{ ...unshared(first), role: "query", runs: runs.subarray(0, others), ...rest }, ...context];
    const measured = activityOf(activity[index], others);
    // the walk over sums adds one byte at a time
    const wide = index !== (join?.layer ?? 0) && isWide(first, measured);
    const shared = shareSums(first, wide ? measured.wideCosts : measured.costs, wide);
    if (contexts === 0) return [{ ...shared, role: "layer", runs, ...rest }];
    // the question part runs once a reply
    const once = measured.runs.map((count) => count / CHARACTERS);
    return [{ ...shared, role: "question", runs: once, ...rest }, ...context];
  });
}

/** The groups that are walked, in the order of `layer_table`: `question` is the last. */
export function walkedGroups(groups: readonly ColumnGroup[]): WalkedGroup[] {
  const hasContext = groups.some(({ role }) => role === "context");
  const later = groups.filter(({ role }) => role === "layer");
  const rows = [...later, ...groups.filter(({ role }) => role === "question")];
  const tables = streamTables(groups, rows);
  return rows.map((group, index) => ({
    ...group,
    starts:
      group.role === "question"
        ? joinBiases(group.layer.biases)
        : startingBiases(group.layer.biases, index === later.length - 1),
    page: group.role === "question" || index % 2 === 0 ? "EVEN_LOW" : "ODD_LOW",
    table: tables[index],
    fromSums: hasContext && group.role === "layer" && index === 0,
    more: index < later.length - 1,
  }));
}

/** Number of tables of streams. */
export function countStreamTables(groups: readonly ColumnGroup[]): number {
  const hasContext = groups.some(({ role }) => role === "context");
  return Math.max(hasContext ? 0 : -1, ...walkedGroups(groups).map(({ table }) => table)) + 1;
}

/**
 * The table of streams of each row. The context's streams are the last ones of table 0; the first are the question's, or
 * those of a row whose inputs fit there.
 */
function streamTables(groups: readonly ColumnGroup[], rows: readonly ColumnGroup[]): number[] {
  const context = groups.find(({ role }) => role === "context");
  if (context === undefined) return rows.map((_, index) => index);
  const room = groups.some(({ role }) => role === "query") ? 0 : MAX_WIDTH - context.layer.inputs;
  const guest = rows.findIndex(({ layer }) => layer.inputs <= room);
  let next = 1;
  return rows.map((_, index) => (index === guest ? 0 : next++));
}

/** A layer with some of its inputs. */
function inputsOf(layer: Layer, start: number, end: number): Layer {
  if (start === 0 && end === layer.inputs) return layer;
  const { inputs, outputs, biases } = layer;
  const weights = new Int8Array(outputs * (end - start));
  for (let n = 0; n < outputs; n++)
    weights.set(layer.weights.subarray(n * inputs + start, n * inputs + end), n * (end - start));
  return { inputs: end - start, outputs, weights, biases };
}

/** The activity of a layer's first inputs. */
function activityOf({ costs, wideCosts, large, runs }: Activity, inputs: number): Activity {
  const first = (values: Float64Array) => values.subarray(0, inputs);
  return {
    costs: { one: first(costs.one), two: first(costs.two) },
    wideCosts: { one: first(wideCosts.one), two: first(wideCosts.two) },
    large: first(large),
    runs: first(runs),
  };
}

/** True if adding two bytes at once is faster for a layer. */
function isWide({ inputs, weights }: Layer, { costs, wideCosts, large }: Activity): boolean {
  let saved = 0;
  weights.forEach((weight, n) => {
    if (weight !== 0)
      saved += productCost(costs, weight, n % inputs) - productCost(wideCosts, weight, n % inputs);
  });
  return saved + (SECOND_RUN - WORD_RUN) * large.reduce((sum, share) => sum + share, 0) > 0;
}
