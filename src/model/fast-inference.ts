/**
 * Integer inference for thousands of questions: the same replies as `inference.ts`, many times faster.
 *
 * The question part is computed once a question, up to its sums in the layer that the reply so far joins. The sums of
 * the context there are computed once a context. Further layers go by columns and skip inputs that are zero. Two neurons share one double: the
 * sums stay below 2^25, so `low + high * 2^26` holds both exactly and one multiplication serves two weights.
 * Sums are exact, and wrap to 16 bits where `inference.ts` wraps them.
 */

import { ACTIVATION_SHIFT, CONTEXT_WINDOW, COUNT_SCALE, MAX_REPLY, MAX_WIDTH } from "../base/contract.js";
import { marginOf } from "./argmax.js";
import { encodeContext } from "./context.js";
import { BUCKET_COUNTS, type Encoder } from "./encoder.js";
import { joinOf, type Layer, type Network } from "./network.js";
import { spell } from "./reply.js";

const HIGH = 2 ** 26;
/** Most contexts whose sums are kept: more than real answers have, in a few megabytes. */
const MOST_CONTEXTS = 8192;

/** A layer by columns, two neurons to a double. */
interface PairedLayer {
  readonly inputs: number;
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
  /** Passes so far: characters and ends of replies, but for those that can follow in one way only; replies of head `replies`. */
  characters = 0;

  readonly #network: Network;
  readonly #layers: readonly PairedLayer[];
  /** The layer that the reply so far joins, from 0, in how many buckets, and after which inputs. */
  readonly #join: { readonly index: number; readonly buckets: number; readonly first: number };
  /** Sums in that layer of each context met: (pairs), and their active MACs. */
  readonly #contexts = new Map<string, { sums: Float64Array; macs: number }>();
  /** Question sums of the last reply, and its margin if it is computed. */
  #query: Float64Array = new Float64Array(0);
  #margin: number | undefined;
  /** Working memory: sums of the layer at hand, and its inputs. */
  readonly #sums = new Float64Array(MAX_WIDTH / 2);
  readonly #x = new Int32Array(Math.max(MAX_WIDTH, ...BUCKET_COUNTS));
  /** Inputs of the layer at hand that aren't zero, and room for one more. */
  readonly #active = new Uint16Array(Math.max(MAX_WIDTH, ...BUCKET_COUNTS) + 1);

  constructor(network: Network) {
    this.#network = network;
    this.#layers = network.layers.map(pairUp);
    const join = joinOf(network);
    // with no reply part, a context of no buckets joins the last layer: the question part is all but its logits
    const index = join === undefined ? network.layers.length - 1 : join.layer - 1;
    const buckets = join?.buckets ?? 0;
    this.#join = { index, buckets, first: network.layers[index].inputs - buckets };
    this.largestAccumulators = network.layers.map(() => 0);
  }

  /** The network's. */
  get encoder(): Encoder {
    return this.#network.encoder;
  }

  /** How far the largest output was above the second largest at the start of the last reply; see `Unsure`. */
  get margin(): number {
    // known replies that all begin alike take no pass there
    this.#margin ??= marginOf(this.#pass(this.#query, ""));
    return this.#margin;
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
    const query = this.#questionSums(counts);
    this.#query = query;
    this.#margin = undefined;
    const pass = (text: string): Int32Array => {
      const logits = this.#pass(query, text);
      if (text === "") this.#margin = marginOf(logits);
      return logits;
    };
    return spell(this.#network, pass, { most });
  }

  /** The sums over the question in the layer that the reply so far joins: (pairs). */
  #questionSums(counts: Uint8Array): Float64Array {
    const x = this.#x;
    for (let i = 0; i < counts.length; i++) x[i] = counts[i] * COUNT_SCALE;
    for (let index = 0; index < this.#join.index; index++) {
      this.#sum(index, this.#layers[index].inputs);
      this.#activate(index);
    }
    this.#sum(this.#join.index, this.#join.first);
    return this.#sums.slice(0, this.#layers[this.#join.index].pairs);
  }

  /** The logits after a text; valid until the next pass. */
  #pass(query: Float64Array, text: string): Int32Array {
    const window = text.slice(-CONTEXT_WINDOW);
    let context = this.#contexts.get(window);
    if (context === undefined) {
      context = this.#contextSums(window);
      // a network whose replies are random text never stops making new contexts
      if (this.#contexts.size >= MOST_CONTEXTS) this.#contexts.clear();
      this.#contexts.set(window, context);
    }
    const sums = this.#sums;
    const x = this.#x;
    const layers = this.#layers;
    this.characters++;
    this.activeMacs += context.macs;
    for (let i = 0; i < query.length; i++) sums[i] = query[i] + context.sums[i];
    this.#activate(this.#join.index);
    for (let index = this.#join.index + 1; index < layers.length; index++) {
      this.#sum(index, layers[index].inputs);
      this.#activate(index);
    }
    return x.subarray(0, layers.at(-1)!.outputs);
  }

  /** A layer's sums over its first inputs, which are in x. */
  #sum(layer: number, inputs: number): void {
    const sums = this.#sums;
    const x = this.#x;
    const { pairs, columns, biases, nonZero } = this.#layers[layer];
    for (let p = 0; p < pairs; p++) sums[p] = biases[p];
    const active = this.#active;
    let count = 0;
    for (let i = 0; i < inputs; i++) {
      active[count] = i;
      if (x[i] !== 0) count++;
    }
    let macs = 0;
    for (let a = 0; a < count; a++) macs += nonZero[active[a]];
    this.activeMacs += macs;
    // four columns at a time: the sums are read and written a quarter as often
    let a = 0;
    for (; a + 4 <= count; a += 4) {
      const [i, j, k, l] = [active[a], active[a + 1], active[a + 2], active[a + 3]];
      const [xi, xj, xk, xl] = [x[i], x[j], x[k], x[l]];
      const [ci, cj, ck, cl] = [i * pairs, j * pairs, k * pairs, l * pairs];
      for (let p = 0; p < pairs; p++)
        sums[p] += columns[ci + p] * xi + columns[cj + p] * xj + columns[ck + p] * xk + columns[cl + p] * xl;
    }
    for (; a < count; a++) {
      const value = x[active[a]];
      const column = active[a] * pairs;
      for (let p = 0; p < pairs; p++) sums[p] += columns[column + p] * value;
    }
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

  /** The sums over a context, in the layer that it joins. */
  #contextSums(window: string): { sums: Float64Array; macs: number } {
    const { index, buckets, first } = this.#join;
    const { pairs, columns, nonZero } = this.#layers[index];
    const sums = new Float64Array(pairs);
    let macs = 0;
    if (buckets === 0) return { sums, macs };
    encodeContext(window, buckets).forEach((count, bucket) => {
      if (count === 0) return;
      macs += nonZero[first + bucket];
      const column = (first + bucket) * pairs;
      for (let p = 0; p < pairs; p++) sums[p] += columns[column + p] * count * COUNT_SCALE;
    });
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
  return { inputs, outputs, pairs, columns, biases: pairedBiases, nonZero };
}
