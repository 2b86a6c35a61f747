/**
 * Forward and backward pass of one batch.
 *
 * The forward pass is the integer one: counts times 32 in, acc/4 floored, ReLU. With weights on the grid
 * every number is an integer below 2^24 (or a quarter of one), so float32 holds it exactly, and float and integer
 * inference agree while no accumulator wraps. The backward pass treats floor and rounding as the identity
 * (straight-through estimator).
 *
 * What depends on the question alone, up to its sums in the layer that the reply so far joins, is computed once a
 * question. Layers whose inputs are counts are computed here, the others by tfjs. The backward pass is written by hand
 * instead of using autograd: plain products of transposed copies run twelve times as fast on the wasm backend as
 * matMul's transpose flags, and no tensor is kept that the pass doesn't need.
 */

import type * as TensorFlow from "@tensorflow/tfjs-core";
import { type Batch, Batcher, type SeededNoise } from "./batch.js";
import type { Lessons } from "./corpus.js";
import type { LayerPlace, ParameterLayout } from "./parameters.js";
import { crossEntropy } from "./softmax.js";
import { addSparseGradient, addSparseSums } from "./sparse-layer.js";

/**
 * What the trainer calls of tfjs. The whole namespace would be kept in a page's bundle; a name that is added here needs
 * its function, and perhaps its kernel, in browser.ts too.
 */
export type Tfjs = Pick<
  typeof TensorFlow,
  "floor" | "getBackend" | "matMul" | "mul" | "ones" | "step" | "tensor1d" | "tensor2d" | "tidy" | "transpose"
> & { readonly fused: Pick<typeof TensorFlow.fused, "matMul"> };

type Matrix = TensorFlow.Tensor2D;

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
  /** Share of the target's probability that is spread over all outputs. */
  readonly smoothing: number;
  /** Weight of the second head's loss, next to 1 of the first one's; nothing without a second head. */
  readonly naming?: number;
  readonly noise?: SeededNoise;
}

/** What the forward pass leaves for the backward one. */
interface Pass {
  /** (questions, outputs of layer 1) activations; undefined where the reply joins layer 1 */
  readonly first: Float32Array | undefined;
  /** (rows, n) inputs of each layer after the one that the reply joins */
  readonly inputs: readonly Matrix[];
  /** (inputs, outputs) weights of these layers */
  readonly weights: readonly Matrix[];
  /** (rows, outputs) */
  readonly logits: Float32Array;
}

export class GradientEngine {
  readonly #tf: Tfjs;
  readonly #layout: ParameterLayout;
  readonly #lessons: Lessons;
  readonly #outcomes: Outcomes;
  readonly #batcher: Batcher;

  /** @param outcomes each batch updates its rows */
  constructor(tf: Tfjs, layout: ParameterLayout, lessons: Lessons, outcomes: Outcomes) {
    this.#tf = tf;
    this.#layout = layout;
    this.#lessons = lessons;
    this.#outcomes = outcomes;
    this.#batcher = new Batcher(lessons);
  }

  /**
   * @param effective (layout.length) weights and biases over 4, and the logits' scales
   * @param rows (rows) indices into the corpus's rows; those of one question should be neighbours
   * @param gradient (layout.length) is overwritten with the mean loss's gradient in the effective values
   */
  gradient(
    effective: Float32Array,
    rows: Uint32Array,
    settings: BatchSettings,
    gradient: Float32Array,
  ): void {
    const batch = this.#batcher.group(rows, settings.noise);
    gradient.fill(0);
    this.#tf.tidy(() => {
      const pass = this.#forward(effective, batch);
      const share = this.#shares(batch, settings);
      const slopes = this.#headSlopes(pass.logits, batch, share, settings, effective, gradient);
      const joined = this.#backward(pass, slopes, gradient);
      this.#backwardQuestions(pass, joined, batch, share, settings, effective, gradient);
    });
  }

  /**
   * The forward pass alone.
   * @returns (rows, outputs) logits
   */
  logits(effective: Float32Array, rows: Uint32Array): Float32Array {
    return this.#tf.tidy(() => this.#forward(effective, this.#batcher.group(rows)).logits);
  }

  #forward(effective: Float32Array, batch: Batch): Pass {
    const tf = this.#tf;
    const { layers, join } = this.#layout;
    const last = layers.length - 1;
    const first = join.layer > 0 ? activate(this.#questionSums(effective, batch), true) : undefined;
    const sums =
      first === undefined ? this.#questionSums(effective, batch) : this.#joinSums(effective, first);
    const width = layers[join.layer].outputs;
    const x = activate(this.#withContexts(effective, batch, sums), join.layer < last);
    if (join.layer === last) return { first, inputs: [], weights: [], logits: x };
    const inputs = [tf.tensor2d(x, [batch.rows.length, width])];
    const weights: Matrix[] = [];
    for (const [index, place] of layers.entries()) {
      if (index <= join.layer) continue;
      weights.push(this.#weights(effective, place));
      const y = tf.fused.matMul({
        a: inputs.at(-1)!,
        b: weights.at(-1)!,
        bias: this.#biases(effective, place),
        activation: index < last ? "relu" : "linear",
      });
      inputs.push(tf.floor(y) as Matrix);
    }
    return { first, inputs: inputs.slice(0, -1), weights, logits: inputs.at(-1)!.dataSync() as Float32Array };
  }

  /** @returns (questions, outputs of layer 1) sums over the question's counts, and biases */
  #questionSums(effective: Float32Array, { queries, questions }: Batch): Float32Array {
    const { weights, biases, outputs } = this.#layout.layers[0];
    const sums = new Float32Array(questions.length * outputs);
    const bias = effective.subarray(biases, biases + outputs);
    for (let at = 0; at < sums.length; at += outputs) sums.set(bias, at);
    addSparseSums(queries, effective.subarray(weights, biases), sums, outputs);
    return sums;
  }

  /** @returns (questions, outputs of the layer that the reply joins) its sums over layer 1's activations, and biases */
  #joinSums(effective: Float32Array, first: Float32Array): Float32Array {
    const tf = this.#tf;
    const place = this.#questionHalf();
    const y = tf.fused.matMul({
      a: tf.tensor2d(first, [first.length / place.inputs, place.inputs]),
      b: this.#weights(effective, place),
      bias: this.#biases(effective, this.#layout.layers[1]),
      activation: "linear",
    });
    return y.dataSync() as Float32Array;
  }

  /** @returns (rows, outputs) the sums of each row's question and context together */
  #withContexts(
    effective: Float32Array,
    { rows, starts, contexts, contextOf }: Batch,
    sums: Float32Array,
  ): Float32Array {
    const { join, layers } = this.#layout;
    if (join.buckets === 0) return sums;
    const { weights, biases, outputs } = layers[join.layer];
    const context = new Float32Array((contexts.starts.length - 1) * outputs);
    addSparseSums(contexts, effective.subarray(weights + join.first * outputs, biases), context, outputs);
    const joined = new Float32Array(rows.length * outputs);
    for (let q = 0; q + 1 < starts.length; q++)
      for (let r = starts[q]; r < starts[q + 1]; r++) {
        const [at, c, s] = [r * outputs, contextOf[r] * outputs, q * outputs];
        for (let o = 0; o < outputs; o++) joined[at + o] = sums[s + o] + context[c + o];
      }
    return joined;
  }

  /** (rows) each row's part of the mean loss */
  #shares({ rows }: Batch, { batchRows }: BatchSettings): Float32Array {
    const { weight } = this.#lessons.rows;
    return Float32Array.from(rows, (row) => weight[row] / batchRows);
  }

  /** @returns (rows, outputs) slopes of the loss in the logits, which are overwritten */
  #headSlopes(
    logits: Float32Array,
    { rows }: Batch,
    share: Float32Array,
    { smoothing }: BatchSettings,
    effective: Float32Array,
    gradient: Float32Array,
  ): Float32Array {
    const { layers, logScale } = this.#layout;
    const all = this.#lessons.rows.target;
    const target = Uint16Array.from(rows, (row) => all[row]);
    const scale = effective[logScale];
    const outcome = crossEntropy(logits, layers.at(-1)!.outputs, scale, { target, share, smoothing });
    rows.forEach((row, r) => {
      this.#outcomes.right[row] = outcome.right[r];
      this.#outcomes.loss[row] = outcome.loss[r];
    });
    // slope in the scale's logarithm, which is the latent
    gradient[logScale] = outcome.scaleSlope;
    return logits;
  }

  /**
   * Back through the layers after the one that the reply joins.
   * @param slopes (rows, outputs of the last layer) of the loss in y = acc / 4
   * @returns (rows, outputs) the same of the layer that the reply joins
   */
  #backward({ inputs, weights }: Pass, slopes: Float32Array, gradient: Float32Array): Float32Array {
    const tf = this.#tf;
    const { layers, join } = this.#layout;
    if (inputs.length === 0) return slopes;
    const rows = inputs[0].shape[0];
    const ones = tf.ones([1, rows]) as Matrix;
    let dy: Matrix = tf.tensor2d(slopes, [rows, layers.at(-1)!.outputs]);
    for (let index = inputs.length - 1; index >= 0; index--) {
      const x = inputs[index];
      const { weights: at, biases } = layers[join.layer + 1 + index];
      gradient.set(tf.matMul(tf.transpose(x), dy).dataSync(), at);
      gradient.set(tf.matMul(ones, dy).dataSync(), biases);
      dy = tf.mul(tf.matMul(dy, tf.transpose(weights[index])), tf.step(x)) as Matrix;
    }
    return dy.dataSync() as Float32Array;
  }

  /** Back through the layer that the reply joins, and through the question part. */
  #backwardQuestions(
    { first }: Pass,
    joined: Float32Array,
    batch: Batch,
    share: Float32Array,
    settings: BatchSettings,
    effective: Float32Array,
    gradient: Float32Array,
  ): void {
    const { layers, join } = this.#layout;
    const { weights, biases, outputs } = layers[join.layer];
    const questions = this.#collect(batch, joined, gradient);
    for (let at = 0; at < questions.length; at += outputs)
      for (let o = 0; o < outputs; o++) gradient[biases + o] += questions[at + o];
    if (first === undefined) {
      addSparseGradient(batch.queries, questions, gradient.subarray(weights, biases), outputs);
      return;
    }
    const slopes = this.#firstSlopes(first, questions, effective, gradient);
    if (this.#layout.naming !== undefined)
      this.#addNaming(first, slopes, batch, share, settings, effective, gradient);
    for (let i = 0; i < slopes.length; i++) if (first[i] === 0) slopes[i] = 0;
    const { weights: at, biases: firstBiases, outputs: width } = layers[0];
    for (let s = 0; s < slopes.length; s += width)
      for (let o = 0; o < width; o++) gradient[firstBiases + o] += slopes[s + o];
    addSparseGradient(batch.queries, slopes, gradient.subarray(at, firstBiases), width);
  }

  /**
   * Adds the rows' slopes up, by question and by context; the latter give the gradient of the context's weights.
   * @returns (questions, outputs)
   */
  #collect(
    { starts, contexts, contextOf, questions }: Batch,
    joined: Float32Array,
    gradient: Float32Array,
  ): Float32Array {
    const { join, layers } = this.#layout;
    const { weights, biases, outputs } = layers[join.layer];
    if (join.buckets === 0) return joined;
    const sums = new Float32Array(questions.length * outputs);
    const context = new Float32Array((contexts.starts.length - 1) * outputs);
    for (let q = 0; q < questions.length; q++)
      for (let r = starts[q]; r < starts[q + 1]; r++) {
        const [at, c, s] = [r * outputs, contextOf[r] * outputs, q * outputs];
        for (let o = 0; o < outputs; o++) {
          const slope = joined[at + o];
          sums[s + o] += slope;
          context[c + o] += slope;
        }
      }
    addSparseGradient(contexts, context, gradient.subarray(weights + join.first * outputs, biases), outputs);
    return sums;
  }

  /**
   * Back through layer 2's weights for layer 1's activations.
   * @param slopes (questions, outputs of layer 2)
   * @returns (questions, outputs of layer 1) slopes of the loss in layer 1's activations
   */
  #firstSlopes(
    first: Float32Array,
    slopes: Float32Array,
    effective: Float32Array,
    gradient: Float32Array,
  ): Float32Array {
    return this.#backwardDense(first, slopes, this.#questionHalf(), effective, gradient);
  }

  /** Adds the second head's slopes in layer 1's activations. */
  #addNaming(
    first: Float32Array,
    slopes: Float32Array,
    { questions, starts }: Batch,
    share: Float32Array,
    { smoothing, naming: weight = 0 }: BatchSettings,
    effective: Float32Array,
    gradient: Float32Array,
  ): void {
    const tf = this.#tf;
    const place = this.#layout.naming!;
    const { biases, inputs, outputs } = place;
    const y = tf.fused.matMul({
      a: tf.tensor2d(first, [questions.length, inputs]),
      b: this.#weights(effective, place),
      bias: this.#biases(effective, place),
      activation: "linear",
    });
    const logits = (y.dataSync() as Float32Array).slice();
    const target = Uint16Array.from(questions, (question) => this.#lessons.named[question]);
    const shares = Float32Array.from(questions, (_, q) => {
      let sum = 0;
      for (let r = starts[q]; r < starts[q + 1]; r++) sum += share[r];
      return weight * sum;
    });
    const scale = effective[this.#layout.namingScale];
    const { scaleSlope } = crossEntropy(logits, outputs, scale, { target, share: shares, smoothing });
    gradient[this.#layout.namingScale] = scaleSlope;
    for (let at = 0; at < logits.length; at += outputs)
      for (let o = 0; o < outputs; o++) gradient[biases + o] += logits[at + o];
    const added = this.#backwardDense(first, logits, place, effective, gradient);
    for (let i = 0; i < slopes.length; i++) slopes[i] += added[i];
  }

  /**
   * The gradient of a layer's weights, and the slopes in its inputs.
   * @param x (n, inputs)
   * @param slopes (n, outputs)
   * @returns (n, inputs)
   */
  #backwardDense(
    x: Float32Array,
    slopes: Float32Array,
    place: Omit<LayerPlace, "biases">,
    effective: Float32Array,
    gradient: Float32Array,
  ): Float32Array {
    const tf = this.#tf;
    const { inputs, outputs, weights } = place;
    const count = x.length / inputs;
    const dy = tf.tensor2d(slopes, [count, outputs]);
    gradient.set(tf.matMul(tf.transpose(tf.tensor2d(x, [count, inputs])), dy).dataSync(), weights);
    const dx = tf.matMul(dy, tf.transpose(this.#weights(effective, place)));
    return (dx.dataSync() as Float32Array).slice();
  }

  /** Layer 2's weights for layer 1's activations, where the reply joins layer 2. */
  #questionHalf(): Omit<LayerPlace, "biases"> {
    const { weights, outputs } = this.#layout.layers[1];
    return { inputs: this.#layout.join.first, outputs, weights };
  }

  /** (inputs, outputs) */
  #weights(effective: Float32Array, { weights, inputs, outputs }: Omit<LayerPlace, "biases">): Matrix {
    return this.#tf.tensor2d(effective.subarray(weights, weights + inputs * outputs), [inputs, outputs]);
  }

  /** (outputs) */
  #biases(
    effective: Float32Array,
    { biases, outputs }: Pick<LayerPlace, "biases" | "outputs">,
  ): TensorFlow.Tensor1D {
    return this.#tf.tensor1d(effective.subarray(biases, biases + outputs));
  }
}

/** Floors sums, and sets negative ones to zero if `relu`; in place. */
function activate(sums: Float32Array, relu: boolean): Float32Array {
  for (let i = 0; i < sums.length; i++) {
    const y = Math.floor(sums[i]);
    sums[i] = relu && y < 0 ? 0 : y;
  }
  return sums;
}
