/**
 * Sums that neurons have in common, computed once: fewer products for the same accumulators.
 *
 * If two neurons a and b have equal weights from many inputs, or opposite ones, these weights move to a further
 * accumulator p. At the end of the layer a += p and b += p, or b -= p. This changes no result, because sums are modulo
 * 2^16. A sum p may itself share weights with a third neuron, so the sum made last is merged first.
 *
 * Which pairs to take is decided greedily: always the pair that saves most T-states. Exhaustive search is out of
 * reach, as it is for the related common subexpression elimination in multiplierless filters.
 */

import { MAX_WIDTH } from "../base/contract.js";
import type { Layer } from "../model/network.js";
import { type ProductCosts, productCost } from "./activity.js";
import { SHARED_SUM } from "./costs.js";

export interface SharedSum {
  /** Index of the shared sum's accumulator: the layer's width for the first shared sum, then one more for each. */
  readonly from: number;
  /** Accumulator that the sum is added to: the larger index of the two if `opposite`, else the smaller. */
  readonly a: number;
  /** Accumulator that the sum is added to, or subtracted from if `opposite`. */
  readonly b: number;
  readonly opposite: boolean;
}

export interface SharedLayer {
  /** The layer as the model has it. */
  readonly layer: Layer;
  /** Neurons and shared sums: MAX_WIDTH at most. */
  readonly accumulators: number;
  /** (accumulators, inputs) what is left of the layer's weights, then those of the shared sums */
  readonly weights: Int8Array;
  /** True if its chains add two bytes at once (asm/columns/segments.asm). */
  readonly wide: boolean;
  /** In the order in which they are taken out; what was taken out last must be merged first. */
  readonly sharedSums: readonly SharedSum[];
}

/** A layer without shared sums. */
export function unshared(layer: Layer): SharedLayer {
  return { layer, accumulators: layer.outputs, weights: layer.weights, wide: false, sharedSums: [] };
}

/**
 * Shares sums within a layer, as long as it pays.
 * @param costs T-states that a product of each input takes on average
 * @param wide true if they are of chains that add two bytes at once
 */
export function shareSums(layer: Layer, costs: ProductCosts, wide: boolean): SharedLayer {
  const { inputs, outputs } = layer;
  const rows: Int8Array[] = Array.from({ length: outputs }, (_, n) =>
    layer.weights.slice(n * inputs, (n + 1) * inputs),
  );
  const best = rows.map((_, a) => bestPartner(rows, a, costs));
  const sharedSums: SharedSum[] = [];
  while (rows.length < MAX_WIDTH) {
    const top = best.reduce((most, { saved }, n) => (saved > best[most].saved ? n : most), 0);
    const { partner: other, saved, opposite } = best[top];
    if (saved <= SHARED_SUM) break;
    const [a, b] = top < other === opposite ? [other, top] : [top, other];
    const from = rows.length;
    const sum = takeCommon(rows[a], rows[b], opposite);
    const inputsOfSum = Array.from(sum.keys()).filter((i) => sum[i] !== 0);
    rows.push(sum);
    sharedSums.push({ from, a, b, opposite });
    for (const [n, row] of rows.entries()) {
      const { partner } = best[n] ?? { partner: a };
      if ([a, b, from].includes(n) || partner === a || partner === b) best[n] = bestPartner(rows, n, costs);
      else {
        const common = commonCost(sum, row, inputsOfSum, costs);
        if (common.saved > best[n].saved) best[n] = { partner: from, ...common };
      }
    }
  }
  const weights = new Int8Array(rows.length * inputs);
  rows.forEach((row, n) => {
    weights.set(row, n * inputs);
  });
  return { layer, accumulators: rows.length, weights, wide, sharedSums };
}

/**
 * An order of merges that has long runs of one kind. A sum may be merged only after all sums that were taken out of it
 * have been merged back.
 */
export function mergeOrder(sharedSums: readonly SharedSum[]): SharedSum[] {
  const waiting = new Set(sharedSums);
  const order: SharedSum[] = [];
  let opposite = false;
  while (waiting.size > 0) {
    const open = new Set(Array.from(waiting, ({ a, b }) => [a, b]).flat());
    const ready = Array.from(waiting).filter((shared) => !open.has(shared.from));
    let run = ready.filter((shared) => shared.opposite === opposite);
    if (run.length === 0) {
      opposite = !opposite;
      run = ready.filter((shared) => shared.opposite === opposite);
    }
    for (const shared of run) {
      order.push(shared);
      waiting.delete(shared);
    }
  }
  return order;
}

interface Common {
  /** T-states of the products that one of the two would be spared. */
  readonly saved: number;
  readonly opposite: boolean;
}

/** @param inputs those from which a's weight isn't zero */
function commonCost(a: Int8Array, b: Int8Array, inputs: readonly number[], costs: ProductCosts): Common {
  let [equal, opposite] = [0, 0];
  for (const i of inputs) {
    const product = a[i] * b[i];
    if (product === 0) continue;
    if (a[i] === b[i]) equal += productCost(costs, a[i], i);
    else if (product === -1) opposite += costs.one[i];
  }
  return equal >= opposite ? { saved: equal, opposite: false } : { saved: opposite, opposite: true };
}

function bestPartner(
  rows: readonly Int8Array[],
  a: number,
  costs: ProductCosts,
): Common & { readonly partner: number } {
  const row = rows[a];
  const inputs = Array.from(row.keys()).filter((i) => row[i] !== 0);
  let best = { partner: a, saved: 0, opposite: false };
  rows.forEach((other, b) => {
    if (b === a) return;
    const found = commonCost(row, other, inputs, costs);
    if (found.saved > best.saved) best = { partner: b, ...found };
  });
  return best;
}

/** Moves what two rows have in common into a new row, as it stands in the first. */
function takeCommon(a: Int8Array, b: Int8Array, opposite: boolean): Int8Array {
  const shared = new Int8Array(a.length);
  const sign = opposite ? -1 : 1;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0 || a[i] !== sign * b[i]) continue;
    shared[i] = a[i];
    a[i] = 0;
    b[i] = 0;
  }
  return shared;
}
