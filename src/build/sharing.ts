/**
 * Sums that neurons have in common, computed once: fewer products for the same accumulators.
 *
 * Where two neurons a and b have equal weights from many inputs, or opposite ones, a further accumulator p takes
 * those weights over, and at the end of the layer a += p and b += p, or b -= p. A sum modulo 2^16 may be
 * split as one likes. A p may itself share with others, so what was made last is merged first.
 */

import { MAX_WIDTH } from "../base/contract.js";
import type { Layer } from "../model/network.js";

export interface Merge {
  /** The shared sum's accumulator. */
  readonly from: number;
  /** It is added to this one, */
  readonly a: number;
  /** and added to this one, or subtracted if `opposite`. */
  readonly b: number;
  readonly opposite: boolean;
}

export interface SharedLayer extends Layer {
  /** In the order in which they must be done. */
  readonly merges: readonly Merge[];
}

/** T-states of a product with its share of carries; of a merge with its accumulator's start. */
const PRODUCT_COST = 41;
const MERGE_COST = 180;

/**
 * Shares sums within a layer.
 * @param activity share of the inputs that aren't zero
 * @param most accumulators to add; each takes two bits per input in the file
 * @returns a layer with the further accumulators behind its neurons
 */
export function shareSums(layer: Layer, activity: number, most: number): SharedLayer {
  const { inputs, outputs } = layer;
  const limit = Math.min(MAX_WIDTH, outputs + most);
  const rows: Int8Array[] = Array.from({ length: outputs }, (_, n) =>
    layer.weights.slice(n * inputs, (n + 1) * inputs),
  );
  const best = rows.map((_, a) => bestPartner(rows, a));
  const merges: Merge[] = [];
  const worthwhile = MERGE_COST / (PRODUCT_COST * activity);
  while (rows.length < limit) {
    const a = best.reduce((top, { common }, n) => (common > best[top]!.common ? n : top), 0);
    const { partner: b, common, opposite } = best[a]!;
    if (common <= worthwhile) break;
    const from = rows.length;
    rows.push(takeCommon(rows[a]!, rows[b]!, opposite));
    merges.unshift({ from, a, b, opposite });
    for (const [n, row] of rows.entries()) {
      const { partner } = best[n] ?? { partner: a };
      if ([a, b, from].includes(n) || partner === a || partner === b) best[n] = bestPartner(rows, n);
      else if (commonWeights(row, rows[from]!).common > best[n]!.common)
        best[n] = { partner: from, ...commonWeights(row, rows[from]!) };
    }
  }
  const weights = new Int8Array(rows.length * inputs);
  rows.forEach((row, n) => {
    weights.set(row, n * inputs);
  });
  const biases = new Int16Array(rows.length);
  biases.set(layer.biases);
  return { inputs, outputs: rows.length, weights, biases, merges };
}

interface Common {
  readonly common: number;
  readonly opposite: boolean;
}

function commonWeights(a: Int8Array, b: Int8Array): Common {
  let [equal, opposite] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const product = a[i]! * b[i]!;
    if (product === 0) continue;
    if (a[i] === b[i]) equal += a[i] === -2 ? 2 : 1;
    else if (product === -1) opposite++;
  }
  return equal >= opposite ? { common: equal, opposite: false } : { common: opposite, opposite: true };
}

function bestPartner(rows: readonly Int8Array[], a: number): Common & { readonly partner: number } {
  let best = { partner: a, common: 0, opposite: false };
  rows.forEach((row, b) => {
    if (b === a) return;
    const found = commonWeights(rows[a]!, row);
    if (found.common > best.common) best = { partner: b, ...found };
  });
  return best;
}

/** Moves what two rows have in common into a new row, as it stands in the first. */
function takeCommon(a: Int8Array, b: Int8Array, opposite: boolean): Int8Array {
  const shared = new Int8Array(a.length);
  const sign = opposite ? -1 : 1;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0 || a[i] !== sign * b[i]!) continue;
    shared[i] = a[i]!;
    a[i] = 0;
    b[i] = 0;
  }
  return shared;
}
