/**
 * A layer whose inputs are mostly zero: its sums, and its weights' gradient. A question has some twenty trigrams in
 * hundreds of buckets, so this takes far less time than a dense product. In plain numbers, the same on every backend.
 */

import type { SparseInputs } from "./batch.js";

/**
 * Sums of weights times inputs.
 * @param weights (inputs, width) row-major
 * @param sums (vectors, width) the sums are added to
 */
export function addSparseSums(
  { starts, inputs, values }: SparseInputs,
  weights: Float32Array,
  sums: Float32Array,
  width: number,
): void {
  for (let v = 0; v + 1 < starts.length; v++) {
    const into = sums.subarray(v * width, (v + 1) * width);
    for (let e = starts[v]; e < starts[v + 1]; e++) {
      const value = values[e];
      const row = inputs[e] * width;
      for (let o = 0; o < width; o++) into[o] += value * weights[row + o];
    }
  }
}

/**
 * The gradient of the weights, from the slopes of the sums.
 * @param slopes (vectors, width)
 * @param gradient (inputs, width) row-major; the gradient is added to it
 */
export function addSparseGradient(
  { starts, inputs, values }: SparseInputs,
  slopes: Float32Array,
  gradient: Float32Array,
  width: number,
): void {
  for (let v = 0; v + 1 < starts.length; v++) {
    const from = slopes.subarray(v * width, (v + 1) * width);
    for (let e = starts[v]; e < starts[v + 1]; e++) {
      const value = values[e];
      const row = inputs[e] * width;
      for (let o = 0; o < width; o++) gradient[row + o] += value * from[o];
    }
  }
}
