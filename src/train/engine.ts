/**
 * Forward and backward pass of one batch on tfjs.
 *
 * The forward pass is the integer one: counts times 32 in, acc/4 floored, ReLU. With weights on the grid
 * every number is an integer below 2^24, so float32 holds it exactly, and float and integer inference
 * agree while no accumulator wraps. The backward pass treats floor and rounding as the identity
 * (straight-through estimator). It is written by hand instead of using autograd, for two reasons: plain
 * products of transposed copies run twelve times as fast on the wasm backend as matMul's transpose
 * flags, and no tensor is kept that the pass doesn't need.
 */

import type * as TensorFlow from "@tensorflow/tfjs-core";
import { COUNT_SCALE } from "../base/contract.js";
import { Random } from "../base/random.js";
import type { Corpus } from "./corpus.js";
import { disturb, type Noise } from "./noise.js";
import type { ParameterLayout } from "./parameters.js";
import type { SparseCounts } from "./sparse.js";

/** Slopes smaller than this count as zero. */
const NO_SLOPE = 1e-12;

/**
 * What the trainer calls of tfjs. The whole namespace would be kept in a page's bundle; a name that is added here needs
 * its function, and perhaps its kernel, in browser.ts too.
 */
export type Tfjs = Pick<
  typeof TensorFlow,
  "floor" | "getBackend" | "matMul" | "mul" | "ones" | "step" | "tensor1d" | "tensor2d" | "tidy" | "transpose"
> & { readonly fused: Pick<typeof TensorFlow.fused, "matMul"> };

/** Result of each of the corpus's rows when it was last in a batch. */
export interface Outcomes {
  /** (rows) cross-entropy in nats; infinite before the first batch with the row */
  readonly loss: Float32Array;
  /** (rows) 1 where the largest logit was the target's */
  readonly right: Uint8Array;
}

export interface BatchSettings {
  /** Rows of the whole batch, over all threads: the divisor of gradients. */
  readonly batchRows: number;
  /** Share of the target's probability that is spread over all characters. */
  readonly smoothing: number;
  /** Noise in the questions; it differs with the seed. */
  readonly noise?: Noise & { readonly seed: number };
}

export class GradientEngine {
  readonly #tf: Tfjs;
  readonly #layout: ParameterLayout;
  readonly #corpus: Corpus;
  readonly #outcomes: Outcomes;

  /** @param outcomes each batch updates its rows */
  constructor(tf: Tfjs, layout: ParameterLayout, corpus: Corpus, outcomes: Outcomes) {
    this.#tf = tf;
    this.#layout = layout;
    this.#corpus = corpus;
    this.#outcomes = outcomes;
  }

  /**
   * @param effective (layout.length) weights and biases over 4, and the logits' scale
   * @param rows (rows) indices into the corpus's rows
   * @param gradient (layout.length) is overwritten with the mean loss's gradient in the effective values
   */
  gradient(
    effective: Float32Array,
    rows: Uint32Array,
    settings: BatchSettings,
    gradient: Float32Array,
  ): void {
    const tf = this.#tf;
    const { layers, logScale } = this.#layout;
    const count = rows.length;
    tf.tidy(() => {
      const { weights, activations } = this.#forward(effective, this.inputs(rows, settings.noise));
      const logits = activations.at(-1)!.dataSync() as Float32Array;
      const slope = this.#softmax(logits, rows, effective[logScale], settings, gradient);
      const ones = tf.ones([count, 1]) as TensorFlow.Tensor2D;
      // dy (rows, outputs): slope of the loss in y = acc / 4
      let dy = tf.tensor2d(slope, [count, layers.at(-1)!.outputs]);
      for (let index = layers.length - 1; index >= 0; index--) {
        const { weights: at, biases } = layers[index];
        const x = activations[index];
        const dyT = tf.transpose(dy);
        gradient.set(tf.matMul(dyT, x).dataSync(), at);
        gradient.set(tf.matMul(dyT, ones).dataSync(), biases);
        if (index > 0) dy = tf.mul(tf.matMul(dy, weights[index]), tf.step(x)) as TensorFlow.Tensor2D;
      }
    });
  }

  /**
   * The forward pass alone.
   * @returns (rows, charset) logits
   */
  logits(effective: Float32Array, rows: Uint32Array): Float32Array {
    return this.#tf.tidy(
      () => this.#forward(effective, this.inputs(rows)).activations.at(-1)!.dataSync() as Float32Array,
    );
  }

  /** weights[l] (outputs, inputs) and activations[l] (rows, inputs) of each layer, the logits last. */
  #forward(
    effective: Float32Array,
    inputs: Float32Array,
  ): { weights: TensorFlow.Tensor2D[]; activations: TensorFlow.Tensor2D[] } {
    const tf = this.#tf;
    const { layers } = this.#layout;
    const weights = layers.map(({ weights, biases, inputs, outputs }) =>
      tf.tensor2d(effective.subarray(weights, biases), [outputs, inputs]),
    );
    const activations = [tf.tensor2d(inputs, [inputs.length / layers[0].inputs, layers[0].inputs])];
    layers.forEach(({ biases, outputs }, index) => {
      const y = tf.fused.matMul({
        a: activations[index],
        b: tf.transpose(weights[index]),
        bias: tf.tensor1d(effective.subarray(biases, biases + outputs)),
        activation: index < layers.length - 1 ? "relu" : "linear",
      });
      activations.push(tf.floor(y) as TensorFlow.Tensor2D);
    });
    return { weights, activations };
  }

  /** @returns (rows, inputs of layer 1) inputs, counts times 32; with noise, questions are disturbed */
  inputs(rows: Uint32Array, noise?: BatchSettings["noise"]): Float32Array {
    const { queries, contexts, questions, encoder } = this.#corpus;
    const { query, context } = this.#corpus.rows;
    const width = this.#layout.layers[0].inputs;
    const x = new Float32Array(rows.length * width);
    for (let r = 0; r < rows.length; r++) {
      const at = r * width;
      const q = query[rows[r]];
      const original = questions[q];
      const random = noise === undefined ? undefined : new Random(noise.seed ^ (rows[r] * 0x85ebca6b));
      const question = random === undefined ? original : disturb(original, noise!, random);
      if (question === original) addCounts(x, at, queries, q);
      else {
        const counts = encoder.encode(question);
        for (let i = 0; i < counts.length; i++) x[at + i] = counts[i] * COUNT_SCALE;
      }
      if (random !== undefined && noise!.bucketDrops > 0)
        for (let i = at; i < at + encoder.buckets; i++)
          if (x[i] !== 0 && random.float() < noise!.bucketDrops) x[i] = 0;
      addCounts(x, at + encoder.buckets, contexts, context[rows[r]]);
    }
    return x;
  }

  /**
   * Softmax cross-entropy of logits times scale.
   * @param logits (rows, charset) overwritten with the mean loss's slope in the logits, and returned
   */
  #softmax(
    logits: Float32Array,
    rows: Uint32Array,
    scale: number,
    settings: BatchSettings,
    gradient: Float32Array,
  ): Float32Array {
    const { target, weight } = this.#corpus.rows;
    const width = this.#layout.layers.at(-1)!.outputs;
    const spread = settings.smoothing / width;
    let scaleSlope = 0;
    for (let r = 0; r < rows.length; r++) {
      const at = r * width;
      const wanted = target[rows[r]];
      const rowWeight = weight[rows[r]];
      let best = 0;
      for (let k = 1; k < width; k++) if (logits[at + k] > logits[at + best]) best = k;
      const top = logits[at + best];
      let sum = 0;
      for (let k = 0; k < width; k++) sum += Math.exp((logits[at + k] - top) * scale);
      this.#outcomes.right[rows[r]] = best === wanted ? 1 : 0;
      this.#outcomes.loss[rows[r]] = Math.log(sum) - (logits[at + wanted] - top) * scale;
      const share = rowWeight / settings.batchRows;
      for (let k = 0; k < width; k++) {
        const logit = logits[at + k];
        const p = Math.exp((logit - top) * scale) / sum;
        const wish = (k === wanted ? 1 - settings.smoothing : 0) + spread;
        const slope = (p - wish) * share;
        scaleSlope += slope * logit * scale;
        // tiny slopes have no effect, but as denormal numbers they would slow the products down
        logits[at + k] = Math.abs(slope) < NO_SLOPE ? 0 : slope * scale;
      }
    }
    // slope in the scale's logarithm, which is the latent
    gradient[this.#layout.logScale] = scaleSlope;
    return logits;
  }
}

function addCounts(x: Float32Array, at: number, vectors: SparseCounts, vector: number): void {
  for (let e = vectors.starts[vector]; e < vectors.starts[vector + 1]; e++)
    x[at + vectors.buckets[e]] = vectors.counts[e] * COUNT_SCALE;
}
