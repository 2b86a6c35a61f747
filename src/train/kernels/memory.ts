/**
 * Where the kernels' numbers lie: the places follow from the sizes alone, so that all threads find the same ones.
 *
 *   const plan = planMemory({ layout, batchRows: 512, threads: 2 });
 *   const memory = new WebAssembly.Memory(memorySize(plan, true));
 */

import type { WorkSize } from "../backend.js";
import type { ParameterLayout } from "../parameters.js";
import { SPILL } from "./kernels.js";

const PAGE = 65_536;
const LINE = 64;

/** Places of sparse vectors, as the kernel `sums` takes them; `entries` of them have room. */
export interface ListPlace {
  readonly starts: number;
  readonly indices: number;
  readonly values: number;
  readonly entries: number;
}

/** Memory that one thread alone uses. */
export interface ThreadPlace {
  /** (layout.length) */
  readonly gradient: number;
  /** (questions) over the buckets, and the same by bucket */
  readonly queries: ListPlace;
  readonly queriesByInput: ListPlace;
  /** (contexts) over the reply's buckets, and the same by bucket */
  readonly contexts: ListPlace;
  readonly contextsByInput: ListPlace;
  /** (rows) each row's context with value 1, and the rows of each context */
  readonly contextOf: ListPlace;
  readonly rowsOf: ListPlace;
  /** (questions + 1) starts of each question's rows */
  readonly questionRows: number;
  /** (layers) activations that enter each layer, (rows, inputs); the first one is unused */
  readonly inputs: readonly number[];
  /** (layers) the same as lists, by row and by input */
  readonly lists: readonly ListPlace[];
  readonly listsByInput: readonly ListPlace[];
  /** (questions, outputs of the layer that the reply joins) */
  readonly sums: number;
  /** (contexts, outputs of this layer) */
  readonly contextSums: number;
  /** (rows, outputs) */
  readonly logits: number;
  /** (questions, answers) */
  readonly names: number;
  /** (rows, widest layer) slopes, in turns */
  readonly slopes: readonly [number, number];
  /** Slopes as lists. */
  readonly slopeLists: ListPlace;
  /** (outputs, inputs) a layer's transposed weights */
  readonly transposed: number;
  /** Starts of one vector that has all rows. */
  readonly whole: number;
  /** (widest layer) */
  readonly row: number;
}

export interface MemoryPlan {
  readonly latent: number;
  readonly effective: number;
  readonly mean: number;
  readonly square: number;
  readonly threads: readonly ThreadPlace[];
  /** (widest layer) zeros */
  readonly zeros: number;
  /** The vectors 0, 1, 2, …: each has that one entry, with value 1. */
  readonly each: ListPlace;
  readonly bytes: number;
}

/** Rows of the largest part of a batch. */
function partRows({ batchRows, threads }: Pick<WorkSize, "batchRows" | "threads">): number {
  return Math.ceil(batchRows / threads);
}

export function planMemory(size: WorkSize): MemoryPlan {
  const { layout, threads } = size;
  let bytes = LINE;
  const take = (length: number, width = 4): number => {
    const at = bytes;
    bytes = Math.ceil((at + width * length + SPILL) / LINE) * LINE;
    return at;
  };
  const list = (vectors: number, entries: number): ListPlace => ({
    starts: take(vectors + 1),
    indices: take(entries + 1, 2),
    values: take(entries + 1),
    entries,
  });
  const { layers, naming, join } = layout;
  const rows = partRows(size);
  const widest = Math.max(...layers.map(({ outputs }) => outputs), naming?.outputs ?? 0);
  const largest = Math.max(...[...layers, ...(naming ? [naming] : [])].map((l) => l.inputs * l.outputs));
  const state = {
    latent: take(layout.length),
    effective: take(layout.length),
    mean: take(layout.length),
    square: take(layout.length),
    zeros: take(widest),
    each: list(rows, rows),
  };
  const [{ inputs: buckets }] = layers;
  const width = (index: number): number => (index === 0 ? 0 : layers[index - 1].outputs);
  const ofLayers = <T>(make: (index: number) => T): T[] => layers.map((_, index) => make(index));
  const own = Array.from({ length: threads }, () => ({
    gradient: take(layout.length),
    queries: list(rows, rows * buckets),
    queriesByInput: list(buckets, rows * buckets),
    contexts: list(rows, rows * join.buckets),
    contextsByInput: list(join.buckets, rows * join.buckets),
    contextOf: list(rows, rows),
    rowsOf: list(rows, rows),
    questionRows: take(rows + 1),
    inputs: ofLayers((index) => take(rows * width(index))),
    lists: ofLayers((index) => list(rows, rows * width(index))),
    listsByInput: ofLayers((index) => list(width(index), rows * width(index))),
    sums: take(rows * layers[join.layer].outputs),
    contextSums: take(rows * layers[join.layer].outputs),
    logits: take(rows * layers[layers.length - 1].outputs),
    names: take(rows * (naming?.outputs ?? 0)),
    slopes: [take(rows * widest), take(rows * widest)] as const,
    slopeLists: list(rows, rows * widest),
    transposed: take(largest),
    whole: take(2),
    row: take(widest),
  }));
  return { ...state, threads: own, bytes };
}

/** For `new WebAssembly.Memory`. */
export function memorySize({ bytes }: MemoryPlan, shared: boolean): WebAssembly.MemoryDescriptor {
  const pages = Math.ceil(bytes / PAGE);
  return { initial: pages, maximum: pages, shared };
}

/** The numbers of the layout's length at a place. */
export function numbersAt(memory: WebAssembly.Memory, at: number, layout: ParameterLayout): Float32Array {
  return new Float32Array(memory.buffer, at, layout.length);
}
