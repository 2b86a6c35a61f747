/** Vectors of small counts, most of them zero: only the others are kept (compressed rows). */

export interface SparseCounts {
  /** (vectors + 1) vector v is entries starts[v] … starts[v + 1] - 1. */
  readonly starts: Uint32Array;
  /** (entries) */
  readonly buckets: Uint8Array;
  /** (entries) */
  readonly counts: Uint8Array;
}

const FIRST_CAPACITY = 1024;

/** Collects count vectors into {@link SparseCounts}. */
export class CountsBuilder {
  #starts = new Uint32Array(FIRST_CAPACITY);
  #buckets = new Uint8Array(FIRST_CAPACITY);
  #counts = new Uint8Array(FIRST_CAPACITY);
  #vectors = 0;
  #entries = 0;

  /**
   * @param counts (up to 256) the whole vector
   * @returns the index of the added vector
   */
  add(counts: Uint8Array): number {
    if (this.#entries + counts.length > this.#buckets.length) {
      this.#buckets = grown(this.#buckets, new Uint8Array(2 * this.#buckets.length));
      this.#counts = grown(this.#counts, new Uint8Array(2 * this.#counts.length));
    }
    counts.forEach((count, bucket) => {
      if (count === 0) return;
      this.#buckets[this.#entries] = bucket;
      this.#counts[this.#entries++] = count;
    });
    if (this.#vectors + 1 === this.#starts.length)
      this.#starts = grown(this.#starts, new Uint32Array(2 * this.#starts.length));
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

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
