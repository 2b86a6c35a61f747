/** Softmax cross-entropy of logits times a scale, and its slopes. */

/** Slopes smaller than this count as zero. */
const NO_SLOPE = 1e-12;

export interface Wishes {
  /** (rows) index of the output that should be largest */
  readonly target: Uint16Array;
  /** (rows) factor of the row's loss in the mean */
  readonly share: Float32Array;
  /** Share of the target's probability that is spread over all outputs. */
  readonly smoothing: number;
}

export interface RowOutcomes {
  /** (rows) cross-entropy in nats, without smoothing */
  readonly loss: Float32Array;
  /** (rows) 1 where the largest logit was the target's */
  readonly right: Uint8Array;
}

/**
 * @param logits (rows, width) overwritten with the mean loss's slope in the logits
 * @param scale factor of the logits
 * @returns the slope in the scale's logarithm, and each row's outcome
 */
export function crossEntropy(
  logits: Float32Array,
  width: number,
  scale: number,
  { target, share, smoothing }: Wishes,
): RowOutcomes & { readonly scaleSlope: number } {
  const rows = target.length;
  const loss = new Float32Array(rows);
  const right = new Uint8Array(rows);
  const exps = new Float64Array(width);
  const spread = smoothing / width;
  let scaleSlope = 0;
  for (let r = 0; r < rows; r++) {
    const at = r * width;
    const wanted = target[r];
    let best = 0;
    for (let k = 1; k < width; k++) if (logits[at + k] > logits[at + best]) best = k;
    const top = logits[at + best];
    let sum = 0;
    for (let k = 0; k < width; k++) {
      exps[k] = Math.exp((logits[at + k] - top) * scale);
      sum += exps[k];
    }
    right[r] = best === wanted ? 1 : 0;
    loss[r] = Math.log(sum) - (logits[at + wanted] - top) * scale;
    for (let k = 0; k < width; k++) {
      const logit = logits[at + k];
      const wish = (k === wanted ? 1 - smoothing : 0) + spread;
      const slope = (exps[k] / sum - wish) * share[r];
      scaleSlope += slope * logit * scale;
      // tiny slopes have no effect, but as denormal numbers they would slow the products down
      logits[at + k] = Math.abs(slope) < NO_SLOPE ? 0 : slope * scale;
    }
  }
  return { loss, right, scaleSlope };
}
