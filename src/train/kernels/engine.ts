/**
 * Forward and backward pass of one batch, and Adam, on the kernels: see engine.ts for what is computed.
 *
 * One kernel does all products: sums of rows of weights over the inputs that aren't zero. Of a question's buckets these
 * are some twenty, of a hidden layer's activations about half. A layer's gradient is the same product with the lists of
 * its inputs by input instead of by row, and the slopes in the place of the weights.
 */

import type { Backend, StepWork, WorkSetting, WorkSize } from "../backend.js";
import { type Batch, Batcher } from "../batch.js";
import type { BatchSettings } from "../engine.js";
import { clipOf, correctionOf, refreshScales, type StepSettings, type TrainingState } from "../optimizer.js";
import { BIAS_UNIT, type LayerPlace, listedWeights, MAX_LATENT, MIN_LATENT } from "../parameters.js";
import { crossEntropy } from "../softmax.js";
import { FLOOR, FLOOR_RELU, type Kernels, openKernels, PLAIN } from "./kernels.js";
import {
  type ListPlace,
  type MemoryPlan,
  memorySize,
  numbersAt,
  planMemory,
  type ThreadPlace,
} from "./memory.js";
import { ListView } from "./views.js";

interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly size: WorkSize;
}

export const kernelBackend: Backend<KernelMemory> = {
  name: "wasm",
  allocate(size) {
    const memory = new WebAssembly.Memory(memorySize(planMemory(size), size.threads > 1));
    return { memory, size };
  },
  work: (memory, setting) => new KernelWork(memory, setting),
};

const FLOAT = 4;

class KernelWork implements StepWork {
  readonly state: TrainingState;
  readonly #setting: WorkSetting;
  readonly #kernels: Kernels;
  readonly #plan: MemoryPlan;
  readonly #own: ThreadPlace;
  readonly #batcher: Batcher;
  readonly #buffer: ArrayBufferLike;
  /** (layout.length) */
  readonly #gradient: Float32Array;
  readonly #queries: ListView;
  readonly #queriesByInput: ListView;
  readonly #contexts: ListView;
  readonly #contextsByInput: ListView;
  readonly #contextOf: ListView;
  readonly #rowsOf: ListView;
  readonly #questionRows: Uint32Array;
  readonly #whole: Uint32Array;

  constructor({ memory, size }: KernelMemory, setting: WorkSetting) {
    const { layout, lessons, thread } = setting;
    const plan = planMemory(size);
    const own = plan.threads[thread];
    this.#setting = setting;
    this.#kernels = openKernels(memory, size.threads > 1);
    this.#plan = plan;
    this.#own = own;
    this.#batcher = new Batcher(lessons);
    this.#buffer = memory.buffer;
    this.state = {
      latent: numbersAt(memory, plan.latent, layout),
      effective: numbersAt(memory, plan.effective, layout),
      mean: numbersAt(memory, plan.mean, layout),
      square: numbersAt(memory, plan.square, layout),
    };
    this.#gradient = numbersAt(memory, own.gradient, layout);
    const rows = plan.each.entries;
    const [{ inputs }] = layout.layers;
    const view = (place: ListPlace, vectors: number): ListView => new ListView(memory, place, vectors);
    this.#queries = view(own.queries, rows);
    this.#queriesByInput = view(own.queriesByInput, inputs);
    this.#contexts = view(own.contexts, rows);
    this.#contextsByInput = view(own.contextsByInput, layout.join.buckets);
    this.#contextOf = view(own.contextOf, rows);
    this.#rowsOf = view(own.rowsOf, rows);
    this.#questionRows = new Uint32Array(memory.buffer, own.questionRows, rows + 1);
    this.#whole = new Uint32Array(memory.buffer, own.whole, 2);
    const each = view(plan.each, rows);
    each.starts.forEach((_, index) => {
      each.starts[index] = index;
    });
    each.indices.forEach((_, index) => {
      each.indices[index] = index;
    });
    each.values.fill(1);
    for (const list of [this.#contextOf, this.#rowsOf]) list.values.fill(1);
    this.#contextOf.starts.set(each.starts);
  }

  gradient(rows: Uint32Array, settings: BatchSettings): void {
    if (rows.length === 0) {
      this.#gradient.fill(0);
      return;
    }
    const batch = this.#batcher.group(rows, settings.noise);
    this.#place(batch);
    this.#forward(batch);
    const share = this.#shares(batch, settings);
    this.#headSlopes(batch, share, settings);
    this.#backward(batch);
    this.#backwardQuestions(batch, share, settings);
  }

  sum(start: number, end: number): void {
    const [first, ...others] = this.#plan.threads;
    for (const { gradient } of others) this.#kernels.add(start, end, first.gradient, gradient);
  }

  update(settings: StepSettings, start: number, end: number): void {
    const { layout } = this.#setting;
    const { latent, effective, mean, square, threads } = this.#plan;
    const kernels = this.#kernels;
    const [{ gradient }] = threads;
    const clip = clipOf(Math.sqrt(kernels.squares(0, layout.length, gradient)));
    const rate = settings.learningRate * correctionOf(settings.step);
    kernels.adam(start, end, gradient, latent, mean, square, clip, rate);
    const pull = settings.shrink * settings.learningRate;
    if (pull > 0)
      for (const [from, to] of listedWeights(layout))
        kernels.shrink(Math.max(start, from), Math.min(end, to), latent, pull);
    for (const { weights, biases, outputs } of this.#places()) {
      const [from, to] = [Math.max(start, weights), Math.min(end, biases)];
      kernels.roundWeights(from, to, latent, effective, settings.hardness, MIN_LATENT, MAX_LATENT);
      const last = Math.min(end, biases + outputs);
      kernels.roundBiases(Math.max(start, biases), last, latent, effective, BIAS_UNIT);
    }
    if (end === layout.length) refreshScales(this.state, layout);
  }

  /** All layers, the second head's too. */
  #places(): readonly LayerPlace[] {
    const { layers, naming } = this.#setting.layout;
    return naming === undefined ? layers : [...layers, naming];
  }

  /** Puts a batch's lists where the kernels find them. */
  #place({ queries, contexts, contextOf, starts, rows }: Batch): void {
    const { layers, join } = this.#setting.layout;
    this.#queries.set(queries);
    this.#queriesByInput.setTransposed(queries, layers[0].inputs - (join.layer === 0 ? join.buckets : 0));
    this.#questionRows.set(starts);
    this.#whole[1] = rows.length;
    if (join.buckets === 0) return;
    this.#contexts.set(contexts);
    this.#contextsByInput.setTransposed(contexts, join.buckets);
    const { indices, starts: eachOne, values } = this.#contextOf;
    indices.set(contextOf);
    const own = { starts: eachOne.subarray(0, rows.length + 1), inputs: indices.subarray(0, rows.length) };
    this.#rowsOf.setTransposed({ ...own, values }, contexts.starts.length - 1);
  }

  #forward(batch: Batch): void {
    const { layout } = this.#setting;
    const { layers, join } = layout;
    const own = this.#own;
    const last = layers.length - 1;
    const isJoinedLater = join.layer > 0;
    const questions = batch.questions.length;
    const ofJoin = this.#end(join.layer);
    if (isJoinedLater) {
      this.#layer(own.queries, questions, layers[0], FLOOR_RELU, own.inputs[1]);
      this.#list(questions, layers[0].outputs, own.inputs[1], own.lists[1], own.listsByInput[1]);
    }
    const questionLists = isJoinedLater ? own.lists[1] : own.queries;
    const out = join.layer === last ? own.logits : own.inputs[join.layer + 1];
    if (join.buckets === 0) this.#layer(questionLists, questions, layers[join.layer], ofJoin, out);
    else {
      this.#layer(questionLists, questions, layers[join.layer], PLAIN, own.sums);
      this.#withContexts(batch, ofJoin, out);
    }
    const rows = batch.rows.length;
    for (let index = join.layer + 1; index <= last; index++) {
      const { outputs } = layers[index - 1];
      this.#list(rows, outputs, own.inputs[index], own.lists[index], own.listsByInput[index]);
      const to = index === last ? own.logits : own.inputs[index + 1];
      this.#layer(own.lists[index], rows, layers[index], this.#end(index), to);
    }
  }

  /** What becomes of a layer's sums. */
  #end(layer: number): number {
    return layer === this.#setting.layout.layers.length - 1 ? FLOOR : FLOOR_RELU;
  }

  /** A layer's sums over some of its inputs, and biases. */
  #layer(list: ListPlace, vectors: number, place: LayerPlace, end: number, out: number): void {
    const { starts, indices, values } = list;
    const { effective } = this.#plan;
    const [weights, biases] = [effective + FLOAT * place.weights, effective + FLOAT * place.biases];
    this.#kernels.sums(vectors, starts, indices, values, weights, place.outputs, biases, 0, out, end);
  }

  /** Lists activations by row and by input. */
  #list(vectors: number, width: number, numbers: number, rows: ListPlace, inputs: ListPlace): void {
    const kernels = this.#kernels;
    const line = FLOAT * width;
    kernels.list(vectors, width, numbers, line, FLOAT, rows.starts, rows.indices, rows.values);
    kernels.list(width, vectors, numbers, FLOAT, line, inputs.starts, inputs.indices, inputs.values);
  }

  /** The sums of each row's question and context together. */
  #withContexts({ starts, contexts, questions }: Batch, end: number, out: number): void {
    const { join, layers } = this.#setting.layout;
    const { sums: kernel } = this.#kernels;
    const { sums, contextSums, contexts: list, contextOf } = this.#own;
    const { outputs: width, weights } = layers[join.layer];
    const line = FLOAT * width;
    const own = this.#plan.effective + FLOAT * (weights + join.first * width);
    const { zeros } = this.#plan;
    const count = contexts.starts.length - 1;
    kernel(count, list.starts, list.indices, list.values, own, width, zeros, 0, contextSums, PLAIN);
    const { indices, values } = contextOf;
    for (let q = 0; q < questions.length; q++) {
      const [first, rows] = [starts[q], starts[q + 1] - starts[q]];
      const from = contextOf.starts + FLOAT * first;
      const to = out + line * first;
      kernel(rows, from, indices, values, contextSums, width, sums + line * q, 0, to, end);
    }
  }

  /** (rows) each row's part of the mean loss */
  #shares({ rows }: Batch, { batchRows }: BatchSettings): Float32Array {
    const { weight } = this.#setting.lessons.rows;
    return Float32Array.from(rows, (row) => weight[row] / batchRows);
  }

  /** Overwrites the logits with the loss's slopes in them. */
  #headSlopes({ rows }: Batch, share: Float32Array, { smoothing }: BatchSettings): void {
    const { layout, lessons, outcomes } = this.#setting;
    const { outputs } = layout.layers[layout.layers.length - 1];
    const target = Uint16Array.from(rows, (row) => lessons.rows.target[row]);
    const logits = new Float32Array(this.#buffer, this.#own.logits, rows.length * outputs);
    const scale = this.state.effective[layout.logScale];
    const { right, loss, scaleSlope } = crossEntropy(logits, outputs, scale, { target, share, smoothing });
    rows.forEach((row, r) => {
      outcomes.right[row] = right[r];
      outcomes.loss[row] = loss[r];
    });
    this.#gradient[layout.logScale] = scaleSlope;
  }

  /** Back through the layers after the one that the reply joins; its slopes are left in slopes[0]. */
  #backward({ rows }: Batch): void {
    const { layers, join } = this.#setting.layout;
    const { logits, inputs, listsByInput, slopes } = this.#own;
    let from = logits;
    for (let index = layers.length - 1; index > join.layer; index--) {
      const place = layers[index];
      this.#weightSlopes(listsByInput[index], place.inputs, from, place.outputs, place.weights);
      this.#biasSlopes(rows.length, from, place);
      const to = slopes[from === slopes[0] ? 1 : 0];
      this.#inputSlopes(rows.length, from, place, to);
      this.#kernels.mask(0, rows.length * place.inputs, inputs[index], to);
      from = to;
    }
    this.#slopes = from;
  }

  /** Where the slopes in the sums of the layer that the reply joins are. */
  #slopes = 0;

  /** Back through the layer that the reply joins, and through the question part. */
  #backwardQuestions(batch: Batch, share: Float32Array, settings: BatchSettings): void {
    const { layers, join, naming } = this.#setting.layout;
    const own = this.#own;
    const kernels = this.#kernels;
    const joined = layers[join.layer];
    const width = joined.outputs;
    const questions = batch.questions.length;
    const rowSlopes = this.#slopes;
    const { zeros, each } = this.#plan;
    let slopes = rowSlopes;
    if (join.buckets > 0) {
      slopes = own.sums;
      const { indices, values } = each;
      const own1 = [questions, own.questionRows, indices, values] as const;
      kernels.sums(...own1, rowSlopes, width, zeros, 0, slopes, PLAIN);
    }
    const isJoinedLater = join.layer > 0;
    const lists = isJoinedLater ? own.listsByInput[1] : own.queriesByInput;
    this.#weightSlopes(lists, join.first, slopes, width, joined.weights);
    if (join.buckets > 0) {
      const { starts, indices, values } = own.rowsOf;
      const contexts = batch.contexts.starts.length - 1;
      const to = own.contextSums;
      kernels.sums(contexts, starts, indices, values, rowSlopes, width, zeros, 0, to, PLAIN);
      const weights = joined.weights + join.first * width;
      this.#weightSlopes(own.contextsByInput, join.buckets, to, width, weights);
    }
    this.#biasSlopes(questions, slopes, joined);
    if (!isJoinedLater) return;
    const [first] = layers;
    const to = own.slopes[rowSlopes === own.slopes[0] ? 1 : 0];
    this.#inputSlopes(questions, slopes, { ...joined, inputs: join.first }, to);
    if (naming !== undefined) this.#addNaming(batch, to, share, settings);
    kernels.mask(0, questions * first.outputs, own.inputs[1], to);
    this.#weightSlopes(own.queriesByInput, first.inputs, to, first.outputs, first.weights);
    this.#biasSlopes(questions, to, first);
  }

  /** Adds the second head's slopes in layer 1's activations. */
  #addNaming(
    { questions, starts }: Batch,
    slopes: number,
    share: Float32Array,
    { smoothing, naming: weight = 0 }: BatchSettings,
  ): void {
    const { layout, lessons } = this.#setting;
    const place = layout.naming!;
    const { lists, listsByInput, names } = this.#own;
    const { outputs, inputs } = place;
    this.#layer(lists[1], questions.length, place, PLAIN, names);
    const target = Uint16Array.from(questions, (question) => lessons.named[question]);
    const shares = Float32Array.from(questions, (_, q) => {
      let sum = 0;
      for (let r = starts[q]; r < starts[q + 1]; r++) sum += share[r];
      return weight * sum;
    });
    const logits = new Float32Array(this.#buffer, names, questions.length * outputs);
    const scale = this.state.effective[layout.namingScale];
    const { scaleSlope } = crossEntropy(logits, outputs, scale, { target, share: shares, smoothing });
    this.#gradient[layout.namingScale] = scaleSlope;
    this.#weightSlopes(listsByInput[1], inputs, names, outputs, place.weights);
    this.#biasSlopes(questions.length, names, place);
    const [one, other] = this.#own.slopes;
    const added = slopes === one ? other : one;
    this.#inputSlopes(questions.length, names, place, added);
    this.#kernels.add(0, questions.length * inputs, slopes, added);
  }

  /** A part of the gradient: that of weights (inputs, width), from the slopes of their sums. */
  #weightSlopes(list: ListPlace, inputs: number, slopes: number, width: number, weights: number): void {
    const { starts, indices, values } = list;
    const to = this.#own.gradient + FLOAT * weights;
    this.#kernels.sums(inputs, starts, indices, values, slopes, width, this.#plan.zeros, 0, to, PLAIN);
  }

  /** The gradient of biases. */
  #biasSlopes(rows: number, slopes: number, { biases, outputs }: LayerPlace): void {
    const { whole, row } = this.#own;
    const { each, zeros } = this.#plan;
    this.#whole[1] = rows;
    this.#kernels.sums(1, whole, each.indices, each.values, slopes, outputs, zeros, 0, row, PLAIN);
    // not where they belong at once: what the kernel writes after them would be the next layer's
    this.#gradient.set(new Float32Array(this.#buffer, row, outputs), biases);
  }

  /** Slopes in a layer's inputs, from those of its sums. */
  #inputSlopes(rows: number, slopes: number, { weights, inputs, outputs }: LayerPlace, to: number): void {
    const kernels = this.#kernels;
    const { transposed, slopeLists } = this.#own;
    const { starts, indices, values } = slopeLists;
    kernels.transpose(this.#plan.effective + FLOAT * weights, inputs, outputs, transposed);
    kernels.list(rows, outputs, slopes, FLOAT * outputs, FLOAT, starts, indices, values);
    kernels.sums(rows, starts, indices, values, transposed, inputs, this.#plan.zeros, 0, to, PLAIN);
  }
}
