/** Lists in the kernels' memory, as the trainer fills them. */

import type { SparseInputs } from "../batch.js";
import type { ListPlace } from "./memory.js";

export class ListView {
  readonly place: ListPlace;
  readonly starts: Uint32Array;
  readonly indices: Uint16Array;
  readonly values: Float32Array;

  constructor({ buffer }: WebAssembly.Memory, place: ListPlace, vectors: number) {
    this.place = place;
    this.starts = new Uint32Array(buffer, place.starts, vectors + 1);
    this.indices = new Uint16Array(buffer, place.indices, place.entries);
    this.values = new Float32Array(buffer, place.values, place.entries);
  }

  set({ starts, inputs, values }: SparseInputs): void {
    this.starts.set(starts);
    this.indices.set(inputs);
    this.values.set(values);
  }

  /** Lists the same entries by input: vector i has the vectors of `from` that have input i. @param inputs how many */
  setTransposed({ starts, inputs: indices, values }: SparseInputs, inputs: number): void {
    const ends = this.starts;
    ends.fill(0, 0, inputs + 1);
    for (let e = 0; e < indices.length; e++) ends[indices[e] + 1]++;
    for (let i = 0; i < inputs; i++) ends[i + 1] += ends[i];
    // each start moves to its end while the entries are placed, and is the next one's start then
    for (let v = 0; v + 1 < starts.length; v++)
      for (let e = starts[v]; e < starts[v + 1]; e++) {
        const at = ends[indices[e]]++;
        this.indices[at] = v;
        this.values[at] = values[e];
      }
    ends.copyWithin(1, 0, inputs);
    ends[0] = 0;
  }
}
