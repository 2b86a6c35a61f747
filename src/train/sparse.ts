/**
 * Vectors of small counts, most of them zero: only the non-zero counts are kept (compressed rows).
 *
 *   const builder = new CountsBuilder(encoder.buckets);
 *   builder.add(encoder.encode("hello")); // 0, the vector's index
 *   const counts = builder.finish();
 */

export interface SparseCounts {
  /** (vectors + 1) vector v is entries starts[v] … starts[v + 1] - 1. */
  readonly starts: Uint32Array;
  /** (entries) */
  readonly buckets: Uint8Array | Uint16Array;
  /** (entries) */
  readonly counts: Uint8Array;
}

const FIRST_CAPACITY = 1024;

/** Collects count vectors into {@link SparseCounts}. */
export class CountsBuilder {
  #starts = new Uint32Array(FIRST_CAPACITY);
  #buckets: Uint8Array | Uint16Array;
  #counts = new Uint8Array(FIRST_CAPACITY);
  #vectors = 0;
  #entries = 0;

  /** @param width counts of each vector, at most 65,536 */
  constructor(width: number) {
    this.#buckets = new (width > 256 ? Uint16Array : Uint8Array)(FIRST_CAPACITY);
  }

  /**
   * @param counts (width) the whole vector
   * @returns the index of the added vector
   */
  add(counts: Uint8Array): number {
    if (this.#entries + counts.length > this.#buckets.length) {
      this.#buckets = doubled(this.#buckets);
      this.#counts = doubled(this.#counts);
    }
    counts.forEach((count, bucket) => {
      if (count === 0) return;
      this.#buckets[this.#entries] = bucket;
      this.#counts[this.#entries++] = count;
    });
    if (this.#vectors + 1 === this.#starts.length) this.#starts = doubled(this.#starts);
    this.#starts[++this.#vectors] = this.#entries;
    return this.#vectors - 1;
  }

  finish(): SparseCounts {
    return {
      starts: this.#starts.slice(0, this.#vectors + 1),
      buckets: this.#buckets.slice(0, this.#entries),
      counts: this.#counts.slice(0, this.#entries),
    };
  }
}

/**
 * Writes a sparse vector into a dense one.
 * @param into (width) is overwritten, and returned
 */
export function spread(
  { starts, buckets, counts }: SparseCounts,
  vector: number,
  into: Uint8Array,
): Uint8Array {
  into.fill(0);
  for (let e = starts[vector]; e < starts[vector + 1]; e++) into[buckets[e]] = counts[e];
  return into;
}

/**
 * A short text that is the same for equal vectors only: one code unit for each non-zero count.
 * @param width counts of each vector, at most 516; each count is at most 126
 */
export function sparseKey({ starts, buckets, counts }: SparseCounts, vector: number, width: number): string {
  const units: number[] = [];
  for (let e = starts[vector]; e < starts[vector + 1]; e++) units.push(counts[e] * width + buckets[e]);
  return String.fromCharCode(...units);
}

/** The {@link sparseKey} of a dense vector. */
export function denseKey(vector: Uint8Array): string {
  const units: number[] = [];
  vector.forEach((count, bucket) => {
    if (count > 0) units.push(count * vector.length + bucket);
  });
  return String.fromCharCode(...units);
}

function doubled<T extends Uint8Array | Uint16Array | Uint32Array>(from: T): T {
  const to = new (from.constructor as new (length: number) => T)(2 * from.length);
  to.set(from);
  return to;
}
