/**
 * A batch of rows, grouped: what depends on the question alone is computed once a question, and what depends on the
 * context alone once a context.
 *
 *   const batch = new Batcher(corpus).group(rows, noise);
 *   batch.questions.length; // few, if rows of one question are neighbours
 */

import { COUNT_SCALE } from "../base/contract.js";
import { Random } from "../base/random.js";
import type { Lessons } from "./corpus.js";
import { disturb, type Noise } from "./noise.js";
import type { SparseCounts } from "./sparse.js";

/** Vectors of activations, most of them zero. */
export interface SparseInputs {
  /** (vectors + 1) vector v is entries starts[v] … starts[v + 1] - 1. */
  readonly starts: Uint32Array;
  /** (entries) */
  readonly inputs: Uint16Array;
  /** (entries) counts times 32 */
  readonly values: Float32Array;
}

export interface Batch {
  /** (rows) indices into the corpus's rows */
  readonly rows: Uint32Array;
  /** (questions) indices into the corpus's questions; one may be there twice */
  readonly questions: Uint32Array;
  /** (questions + 1) question q has the batch's rows starts[q] … starts[q + 1] - 1 */
  readonly starts: Uint32Array;
  /** (questions) their inputs of layer 1 */
  readonly queries: SparseInputs;
  /** (rows) index into the batch's contexts */
  readonly contextOf: Uint32Array;
  /** (contexts) the inputs of the contexts that the batch has, each once */
  readonly contexts: SparseInputs;
}

/** Noise in the questions; it differs with the seed. */
export type SeededNoise = Noise & { readonly seed: number };

export class Batcher {
  readonly #lessons: Lessons;
  /** (contexts of the corpus) index into the present batch's contexts, or -1 */
  readonly #slots: Int32Array;
  readonly #queries = new InputsBuilder();
  readonly #contexts = new InputsBuilder();

  constructor(lessons: Lessons) {
    this.#lessons = lessons;
    this.#slots = new Int32Array(lessons.contexts.starts.length).fill(-1);
  }

  /** @param rows indices into the corpus's rows; those of one question should be neighbours */
  group(rows: Uint32Array, noise?: SeededNoise): Batch {
    const { query } = this.#lessons.rows;
    const questions: number[] = [];
    const starts: number[] = [];
    this.#queries.clear();
    let last = -1;
    for (let r = 0; r < rows.length; r++) {
      const question = query[rows[r]];
      if (question === last) continue;
      last = question;
      questions.push(question);
      starts.push(r);
      this.#addQuestion(question, noise);
    }
    starts.push(rows.length);
    return {
      rows,
      questions: Uint32Array.from(questions),
      starts: Uint32Array.from(starts),
      queries: this.#queries.inputs,
      ...this.#groupContexts(rows),
    };
  }

  #groupContexts(rows: Uint32Array): Pick<Batch, "contexts" | "contextOf"> {
    const { contexts } = this.#lessons;
    const { context } = this.#lessons.rows;
    const met: number[] = [];
    this.#contexts.clear();
    const contextOf = new Uint32Array(rows.length);
    for (let r = 0; r < rows.length; r++) {
      const index = context[rows[r]];
      if (this.#slots[index] < 0) {
        this.#slots[index] = met.length;
        met.push(index);
        this.#contexts.addCounts(contexts, index);
      }
      contextOf[r] = this.#slots[index];
    }
    for (const index of met) this.#slots[index] = -1;
    return { contextOf, contexts: this.#contexts.inputs };
  }

  #addQuestion(index: number, noise: SeededNoise | undefined): void {
    const { questions, queries, encoder } = this.#lessons;
    const builder = this.#queries;
    if (noise === undefined || (noise.typos === 0 && noise.wordDrops === 0 && noise.bucketDrops === 0)) {
      builder.addCounts(queries, index);
      return;
    }
    const random = new Random(noise.seed ^ (index * 0x85ebca6b));
    const original = questions[index];
    const question = disturb(original, noise, random);
    if (question === original) builder.addCounts(queries, index);
    else builder.addDense(encoder.encode(question));
    if (noise.bucketDrops > 0) builder.dropFromLast(noise.bucketDrops, random);
  }
}

const FIRST_CAPACITY = 4096;

/** Collects vectors of counts; its memory is used anew for each batch. */
class InputsBuilder {
  #starts = new Uint32Array(FIRST_CAPACITY);
  #inputs = new Uint16Array(FIRST_CAPACITY);
  #values = new Float32Array(FIRST_CAPACITY);
  #vectors = 0;
  #entries = 0;

  /** Valid until the next `clear`. */
  get inputs(): SparseInputs {
    return {
      starts: this.#starts.subarray(0, this.#vectors + 1),
      inputs: this.#inputs.subarray(0, this.#entries),
      values: this.#values.subarray(0, this.#entries),
    };
  }

  clear(): void {
    this.#vectors = 0;
    this.#entries = 0;
  }

  addCounts({ starts, buckets, counts }: SparseCounts, vector: number): void {
    for (let e = starts[vector]; e < starts[vector + 1]; e++) this.#add(buckets[e], counts[e]);
    this.#end();
  }

  addDense(counts: Uint8Array): void {
    for (let i = 0; i < counts.length; i++) if (counts[i] !== 0) this.#add(i, counts[i]);
    this.#end();
  }

  /** Sets a share of the last vector's values to zero. */
  dropFromLast(share: number, random: Random): void {
    for (let e = this.#starts[this.#vectors - 1]; e < this.#entries; e++)
      if (random.float() < share) this.#values[e] = 0;
  }

  #add(input: number, count: number): void {
    if (this.#entries === this.#inputs.length) {
      const [inputs, values] = [this.#inputs, this.#values];
      this.#inputs = new Uint16Array(2 * inputs.length);
      this.#inputs.set(inputs);
      this.#values = new Float32Array(2 * values.length);
      this.#values.set(values);
    }
    this.#inputs[this.#entries] = input;
    this.#values[this.#entries++] = count * COUNT_SCALE;
  }

  #end(): void {
    if (this.#vectors + 2 > this.#starts.length) {
      const starts = this.#starts;
      this.#starts = new Uint32Array(2 * starts.length);
      this.#starts.set(starts);
    }
    this.#starts[++this.#vectors] = this.#entries;
  }
}
