/**
 * Integer inference for thousands of questions: the same replies as `inference.ts`, many times faster.
 *
 * The first layer's sum over the question is computed once a question, its sum over the context once a
 * context. Further layers go by columns and skip inputs that are zero. Two neurons share one double: the
 * sums stay below 2^25, so `low + high * 2^26` holds both exactly and one multiplication serves two weights.
 * Sums are exact, and wrap to 16 bits where `inference.ts` wraps them.
 */

import { ACTIVATION_SHIFT, CONTEXT_WINDOW, COUNT_SCALE, MAX_REPLY, MAX_WIDTH } from "../base/contract.js";
import { encodeContext } from "./context.js";
import type { Encoder } from "./encoder.js";
import { argmax } from "./inference.js";
import type { Layer, Network } from "./network.js";
import { spell } from "./reply.js";

const HIGH = 2 ** 26;
/** Most contexts whose sums are kept: more than real answers have, in a few megabytes. */
const MOST_CONTEXTS = 8192;

/** A layer by columns, two neurons to a double. */
interface PairedLayer {
  readonly outputs: number;
  /** Doubles in a column: ceil(outputs / 2). */
  readonly pairs: number;
  /** (inputs, pairs) */
  readonly columns: Float64Array;
  /** (pairs) */
  readonly biases: Float64Array;
  /** (inputs) non-zero weights in each column */
  readonly nonZero: Uint16Array;
}

export class FastInference {
  /** (layers) largest |accumulator| met so far in each, before it wraps. */
  readonly largestAccumulators: number[];
  /**
   * Products of a non-zero weight and a non-zero activation so far, on which the Z80 spends its time. Those of the
   * question count once a reply.
   */
  activeMacs = 0;
  /** Characters computed so far, including ends of replies. */
  characters = 0;

  readonly #network: Network;
  readonly #layers: readonly PairedLayer[];
  /** First-layer sums of each context met: (pairs), and their active MACs. */
  readonly #contexts = new Map<string, { sums: Float64Array; macs: number }>();
  /** Working memory: sums of the layer at hand, and its inputs. */
  readonly #sums = new Float64Array(MAX_WIDTH / 2);
  readonly #x = new Int32Array(MAX_WIDTH);

  constructor(network: Network) {
    this.#network = network;
    this.#layers = network.layers.map(pairUp);
    this.largestAccumulators = network.layers.map(() => 0);
  }

  /** The network's. */
  get encoder(): Encoder {
    return this.#network.encoder;
  }

  /** Largest |accumulator| of all layers. */
  get largestAccumulator(): number {
    return Math.max(...this.largestAccumulators);
  }

  /**
   * The reply to a question: exactly what `inference.ts` says.
   * @param most characters after which it is cut short, at most 50
   */
  reply(question: string, most = MAX_REPLY): string {
    return this.replyTo(this.encoder.encode(question), most);
  }

  /**
   * The same for a question that is encoded already.
   * @param counts (buckets) by this network's encoder
   */
  replyTo(counts: Uint8Array, most = MAX_REPLY): string {
    const query = this.#firstSums(counts, 0, true);
    this.activeMacs += query.macs;
    return spell(this.#network, (text) => this.#next(query, text), most);
  }

  #next(query: { sums: Float64Array; macs: number }, text: string): number {
    const window = text.slice(-CONTEXT_WINDOW);
    let context = this.#contexts.get(window);
    if (context === undefined) {
      context = this.#firstSums(encodeContext(window), this.#network.encoder.buckets, false);
      // a network whose replies are random text never stops making new contexts
      if (this.#contexts.size >= MOST_CONTEXTS) this.#contexts.clear();
      this.#contexts.set(window, context);
    }
    const sums = this.#sums;
    const x = this.#x;
    const layers = this.#layers;
    this.characters++;
    this.activeMacs += context.macs;
    for (let i = 0; i < layers[0].pairs; i++) sums[i] = query.sums[i] + context.sums[i];
    this.#activate(0);
    for (let index = 1; index < layers.length; index++) {
      const layer = layers[index];
      const { pairs, columns, biases, nonZero } = layer;
      for (let p = 0; p < pairs; p++) sums[p] = biases[p];
      const inputs = layers[index - 1].outputs;
      for (let i = 0; i < inputs; i++) {
        const value = x[i];
        if (value === 0) continue;
        this.activeMacs += nonZero[i];
        const column = i * pairs;
        for (let p = 0; p < pairs; p++) sums[p] += columns[column + p] * value;
      }
      this.#activate(index);
    }
    return argmax(x.subarray(0, layers.at(-1)!.outputs));
  }

  /** Splits a layer's sums, wraps and shifts them into x. */
  #activate(layer: number): void {
    const sums = this.#sums;
    const x = this.#x;
    const { outputs, pairs } = this.#layers[layer];
    const relu = layer < this.#layers.length - 1;
    let largest = this.largestAccumulators[layer];
    for (let p = 0; p < pairs; p++) {
      const sum = sums[p];
      const high = Math.round(sum / HIGH);
      const low = sum - high * HIGH;
      largest = Math.max(largest, Math.abs(low), Math.abs(high));
      x[2 * p] = shift(low, relu);
      if (2 * p + 1 < outputs) x[2 * p + 1] = shift(high, relu);
    }
    this.largestAccumulators[layer] = largest;
  }

  /** The first layer's sums over some of its inputs. */
  #firstSums(
    counts: Uint8Array,
    firstInput: number,
    withBias: boolean,
  ): { sums: Float64Array; macs: number } {
    const { pairs, columns, biases, nonZero } = this.#layers[0];
    const sums = withBias ? Float64Array.from(biases) : new Float64Array(pairs);
    let macs = 0;
    for (let i = 0; i < counts.length; i++) {
      const value = counts[i] * COUNT_SCALE;
      if (value === 0) continue;
      macs += nonZero[firstInput + i];
      const column = (firstInput + i) * pairs;
      for (let p = 0; p < pairs; p++) sums[p] += columns[column + p] * value;
    }
    return { sums, macs };
  }
}

/** A neuron's output: its accumulator wrapped to 16 bits, divided by 4 (floor), and at least 0 if `relu`. */
function shift(acc: number, relu: boolean): number {
  const shifted = (acc << 16) >> (16 + ACTIVATION_SHIFT);
  return relu && shifted < 0 ? 0 : shifted;
}

function pairUp({ inputs, outputs, weights, biases }: Layer): PairedLayer {
  const pairs = (outputs + 1) >> 1;
  const columns = new Float64Array(inputs * pairs);
  const nonZero = new Uint16Array(inputs);
  const pairedBiases = new Float64Array(pairs);
  for (let o = 0; o < outputs; o++) {
    const unit = o % 2 === 0 ? 1 : HIGH;
    pairedBiases[o >> 1] += biases[o] * unit;
    for (let i = 0; i < inputs; i++) {
      const weight = weights[o * inputs + i];
      columns[i * pairs + (o >> 1)] += weight * unit;
      if (weight !== 0) nonZero[i]++;
    }
  }
  return { outputs, pairs, columns, biases: pairedBiases, nonZero };
}
