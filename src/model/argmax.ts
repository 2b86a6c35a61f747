/** The largest of a network's outputs, and how clearly it is the largest. */

import { ACTIVATION_SHIFT } from "../base/contract.js";

/** No margin is larger: logits are sums of 16 bits over 4. */
export const MOST_MARGIN = 0x10000 >> ACTIVATION_SHIFT;

/** Index of the largest value; the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/**
 * How far the largest value is above the second largest: 0 if two are equal, 0 to 16,383 for logits.
 * @returns MOST_MARGIN if there is only one value
 */
export function marginOf(values: ArrayLike<number>): number {
  if (values.length < 2) return MOST_MARGIN;
  const best = argmax(values);
  let second = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (i !== best && values[i] > second) second = values[i];
  return values[best] - second;
}
