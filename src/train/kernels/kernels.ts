/**
 * The loops in which training spends its time, in WebAssembly with SIMD. All numbers lie in one memory; addresses are in
 * bytes. Each lane computes as a float32 alone would, in an order that is fixed: the results are the same bits in Node
 * and in every browser, and wherever a range is cut for several threads.
 *
 *   const kernels = openKernels(memory, false);
 *   kernels.sums(rows, starts, indices, values, weights, width, biases, 0, out, FLOOR_RELU);
 */

import { BETA1, BETA2, EPSILON } from "../optimizer.js";
import {
  type Code,
  type Floats,
  f32,
  f32x4,
  f64,
  i32,
  type Local,
  moduleOf,
  Routine,
  when,
  whileLoop,
} from "./wasm.js";

/** What becomes of a sum. */
export const PLAIN = 0;
export const FLOOR = 1;
export const FLOOR_RELU = 2;

/** Bytes after the last number of an output that a kernel may overwrite: it works in fours. */
export const SPILL = 12;

export interface Kernels {
  /**
   * Sums of rows of weights, of few inputs of many: out[v] = init[v] + Σ values[e] * weights[indices[e]] over the
   * entries e of vector v.
   * @param starts (vectors + 1) u32: vector v has the entries starts[v] … starts[v + 1] - 1
   * @param indices (entries) u16
   * @param values (entries)
   * @param weights (inputs, width)
   * @param init (vectors, width), or (width) if the next parameter is 0
   * @param initStep bytes from one vector's init to the next one's
   * @param out (vectors, width); up to {@link SPILL} bytes after it are overwritten as well
   * @param end PLAIN, FLOOR or FLOOR_RELU
   */
  sums(
    vectors: number,
    starts: number,
    indices: number,
    values: number,
    weights: number,
    width: number,
    init: number,
    initStep: number,
    out: number,
    end: number,
  ): void;
  /**
   * Lists the numbers of vectors that aren't zero, as `sums` takes them.
   * @param vectorStep bytes from one vector's first number to the next one's
   * @param step bytes from one number of a vector to the next
   * @param indices,values one more than there are numbers that aren't zero
   */
  list(
    vectors: number,
    length: number,
    numbers: number,
    vectorStep: number,
    step: number,
    starts: number,
    indices: number,
    values: number,
  ): void;
  /** to (columns, rows) = from (rows, columns) */
  transpose(from: number, rows: number, columns: number, to: number): void;
  /** slopes *= 1 where the activation is not zero, and 0 where it is; activations are whole numbers from 0 */
  mask(from: number, to: number, activations: number, slopes: number): void;
  /** a += b, of the numbers from … to - 1, as all that follow */
  add(from: number, to: number, a: number, b: number): void;
  /** Sum of squares. */
  squares(from: number, to: number, a: number): number;
  /** One step of Adam; `clip` is a factor of the gradient. */
  adam(
    from: number,
    to: number,
    gradient: number,
    latent: number,
    mean: number,
    square: number,
    clip: number,
    rate: number,
  ): void;
  /** Moves latents toward zero by `pull`, but not past it (the proximal step of an L1 penalty). */
  shrink(from: number, to: number, latent: number, pull: number): void;
  /** The latents kept between two limits, and the effective weights: a part of the way to the grid, over 4. */
  roundWeights(
    from: number,
    to: number,
    latent: number,
    effective: number,
    hardness: number,
    lowest: number,
    highest: number,
  ): void;
  /** The effective biases, over 4. @param unit bias of a latent 1 */
  roundBiases(from: number, to: number, latent: number, effective: number, unit: number): void;
}

/** Added and subtracted again, so that numbers 2^24 times smaller become zero: denormal ones are slow. */
const FLUSH_MEAN = 1e-12;
const FLUSH_SQUARE = 1e-24;
const QUARTER = 0.25;
const BIAS_LIMITS = [-32768, 32767] as const;

const bytes = (count: Code): Code => i32.shiftLeft(count, i32.of(2));

/** Numbers of each lane group: sums of 32, 16, 8 and 4 columns at once. */
const BLOCKS = [8, 4, 2, 1] as const;

function sums(): Routine {
  const r = new Routine("sums", ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"]);
  const [vectors, starts, indices, values, weights, width, init, initStep, out, end] = r.parameters;
  const [row, left, column, index, value, last, at, weight] = Array.from({ length: 8 }, () => r.local("i32"));
  const factor = r.local("v128");
  const sum = Array.from({ length: BLOCKS[0] }, () => r.local("v128"));
  const zero = f32x4.spread(f32.of(0));
  /** The sums of some groups of four columns, for one vector. */
  const block = (groups: number): Code[] => {
    const own = sum.slice(0, groups);
    return [
      ...own.map((s, g) => s.set(f32x4.load(i32.add(init.get, column.get), 16 * g))),
      index.set(i32.add(indices.get, i32.shiftLeft(i32.load(starts.get), i32.of(1)))),
      value.set(i32.add(values.get, bytes(i32.load(starts.get)))),
      last.set(i32.add(values.get, bytes(i32.load(starts.get, 4)))),
      at.set(i32.add(weights.get, column.get)),
      whileLoop(i32.different(value.get, last.get), [
        ...factor.set(f32x4.loadSpread(value.get)),
        ...weight.set(i32.add(at.get, i32.mul(i32.load16(index.get), row.get))),
        ...own.flatMap((s, g) =>
          s.set(f32x4.add(s.get, f32x4.mul(factor.get, f32x4.load(weight.get, 16 * g)))),
        ),
        ...value.add(4),
        ...index.add(2),
      ]),
      when(
        end.get,
        own.flatMap((s) => s.set(f32x4.floor(s.get))),
      ),
      when(
        i32.atLeast(end.get, i32.of(FLOOR_RELU)),
        own.flatMap((s) => s.set(f32x4.max(s.get, zero))),
      ),
      ...own.map((s, g) => f32x4.store(i32.add(out.get, column.get), s.get, 16 * g)),
      column.add(16 * groups),
      left.add(-groups),
    ];
  };
  return r.end(
    row.set(bytes(width.get)),
    whileLoop(vectors.get, [
      ...column.set(i32.of(0)),
      ...left.set(i32.shiftRight(i32.add(width.get, i32.of(3)), i32.of(2))),
      ...BLOCKS.flatMap((groups) => whileLoop(i32.atLeast(left.get, i32.of(groups)), block(groups).flat())),
      ...starts.add(4),
      ...init.add(initStep.get),
      ...out.add(row.get),
      ...vectors.add(-1),
    ]),
  );
}

function list(): Routine {
  const r = new Routine("list", ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"]);
  const [vectors, length, numbers, vectorStep, step, starts, indices, values] = r.parameters;
  const [entries, i, at] = Array.from({ length: 3 }, () => r.local("i32"));
  const number = r.local("f32");
  return r.end(
    i32.store(starts.get, i32.of(0)),
    whileLoop(vectors.get, [
      ...at.set(numbers.get),
      ...i.set(i32.of(0)),
      ...whileLoop(i32.less(i.get, length.get), [
        ...number.set(f32.load(at.get)),
        // stored in any case, and kept if it isn't zero: there is nothing to predict
        ...i32.store16(indices.get, i.get),
        ...f32.store(values.get, number.get),
        ...values.add(bytes(f32.different(number.get, f32.of(0)))),
        ...indices.add(i32.shiftLeft(f32.different(number.get, f32.of(0)), i32.of(1))),
        ...entries.add(f32.different(number.get, f32.of(0))),
        ...at.add(step.get),
        ...i.add(1),
      ]),
      ...starts.add(4),
      ...i32.store(starts.get, entries.get),
      ...numbers.add(vectorStep.get),
      ...vectors.add(-1),
    ]),
  );
}

function transpose(): Routine {
  const r = new Routine("transpose", ["i32", "i32", "i32", "i32"]);
  const [from, rows, columns, to] = r.parameters;
  const [row, column, at] = Array.from({ length: 3 }, () => r.local("i32"));
  return r.end(
    whileLoop(i32.less(row.get, rows.get), [
      ...at.set(i32.add(to.get, bytes(row.get))),
      ...column.set(i32.of(0)),
      ...whileLoop(i32.less(column.get, columns.get), [
        ...f32.store(at.get, f32.load(from.get)),
        ...from.add(4),
        ...at.add(bytes(rows.get)),
        ...column.add(1),
      ]),
      ...row.add(1),
    ]),
  );
}

/**
 * A kernel that treats the numbers from … to - 1 of some arrays alike: four at a time, then the rest one by one.
 * @param arrays number of array addresses, which follow `from` and `to`
 * @param factors number of float32 parameters after these
 * @param body computes one group; `at[a]` is the address in array a
 */
function elementwise(
  name: string,
  arrays: number,
  factors: number,
  body: (f: Floats, at: readonly Code[], factor: readonly Code[], temporary: () => Local) => Code[],
): Routine {
  const r = new Routine(name, [
    "i32",
    "i32",
    ...Array.from({ length: arrays }, () => "i32" as const),
    ...Array.from({ length: factors }, () => "f32" as const),
  ]);
  const [from, to] = r.parameters;
  const addresses = r.parameters.slice(2, 2 + arrays);
  const factor = r.parameters.slice(2 + arrays);
  const loop = (f: Floats): Code => {
    const spread = factor.map((local) => {
      const all = r.local(f.type);
      return { all, set: all.set(f.spread(local.get)) };
    });
    const code = body(
      f,
      addresses.map(({ get }) => get),
      spread.map(({ all }) => all.get),
      () => r.local(f.type),
    );
    return [
      ...spread.flatMap(({ set }) => set),
      ...whileLoop(i32.atLeast(to.get, i32.add(from.get, i32.of(f.lanes))), [
        ...code.flat(),
        ...addresses.flatMap((address) => address.add(4 * f.lanes)),
        ...from.add(f.lanes),
      ]),
    ];
  };
  return r.end(...addresses.map((address) => address.add(bytes(from.get))), loop(f32x4), loop(f32));
}

const mask = (): Routine =>
  elementwise("mask", 2, 0, (f, [activations, slopes]) => [
    f.store(slopes, f.mul(f.load(slopes), f.min(f.load(activations), f.spread(f32.of(1))))),
  ]);

const add = (): Routine => elementwise("add", 2, 0, (f, [a, b]) => [f.store(a, f.add(f.load(a), f.load(b)))]);

const adam = (): Routine =>
  elementwise("adam", 4, 2, (f, [gradient, latent, mean, square], [clip, rate], temporary) => {
    const [g, m, v] = [temporary(), temporary(), temporary()];
    const of = (value: number): Code => f.spread(f32.of(value));
    const flushed = (value: Code, by: number): Code => f.sub(f.add(value, of(by)), of(by));
    return [
      g.set(f.mul(f.load(gradient), clip)),
      m.set(f.add(f.mul(of(BETA1), f.load(mean)), f.mul(of(1 - BETA1), g.get))),
      v.set(f.add(f.mul(of(BETA2), f.load(square)), f.mul(of(1 - BETA2), f.mul(g.get, g.get)))),
      f.store(mean, flushed(m.get, FLUSH_MEAN)),
      f.store(square, flushed(v.get, FLUSH_SQUARE)),
      f.store(latent, f.sub(f.load(latent), f.div(f.mul(rate, m.get), f.add(f.sqrt(v.get), of(EPSILON))))),
    ];
  });

const shrink = (): Routine =>
  elementwise("shrink", 1, 1, (f, [latent], [pull], temporary) => {
    const w = temporary();
    const negative = f.sub(f.spread(f32.of(0)), pull);
    return [w.set(f.load(latent)), f.store(latent, f.sub(w.get, f.max(negative, f.min(pull, w.get))))];
  });

/**
 * The nearest whole number, halves up: floor(x + 1/2), but right where that sum isn't exact.
 * @param below memory for floor(x)
 */
function nearest(f: Floats, x: Code, below: Local): { set: Code; get: Code } {
  const twice = (code: Code): Code => f.mul(code, f.spread(f32.of(2)));
  // the rest is 0 … 1, and 1 only where x is a little below zero
  const up = f.min(f.floor(twice(f.sub(x, below.get))), f.spread(f32.of(1)));
  return { set: below.set(f.floor(x)), get: f.add(below.get, up) };
}

const roundWeights = (): Routine =>
  elementwise("roundWeights", 2, 3, (f, [latent, effective], [hardness, lowest, highest], temporary) => {
    const [w, below] = [temporary(), temporary()];
    const near = nearest(f, w.get, below);
    const moved = f.add(w.get, f.mul(hardness, f.sub(near.get, w.get)));
    return [
      w.set(f.min(highest, f.max(lowest, f.load(latent)))),
      near.set,
      f.store(latent, w.get),
      f.store(effective, f.mul(moved, f.spread(f32.of(QUARTER)))),
    ];
  });

const roundBiases = (): Routine =>
  elementwise("roundBiases", 2, 1, (f, [latent, effective], [unit], temporary) => {
    const [bias, below] = [temporary(), temporary()];
    const near = nearest(f, bias.get, below);
    const [lowest, highest] = BIAS_LIMITS.map((limit) => f.spread(f32.of(limit)));
    const kept = f.min(highest, f.max(lowest, near.get));
    return [
      bias.set(f.mul(f.load(latent), unit)),
      near.set,
      f.store(effective, f.mul(kept, f.spread(f32.of(QUARTER)))),
    ];
  });

function squares(): Routine {
  const r = new Routine("squares", ["i32", "i32", "i32"], "f64");
  const [from, to, a] = r.parameters;
  const number = r.local("f64");
  const partial = Array.from({ length: 4 }, () => r.local("f64"));
  const square = (sum: Local, offset: number): Code => [
    ...number.set(f64.fromF32(f32.load(a.get, offset))),
    ...sum.set(f64.add(sum.get, f64.mul(number.get, number.get))),
  ];
  return r.end(
    a.add(bytes(from.get)),
    // four sums side by side: each would wait for its own last addition
    whileLoop(i32.atLeast(to.get, i32.add(from.get, i32.of(4))), [
      ...partial.flatMap((sum, lane) => square(sum, 4 * lane)),
      ...a.add(16),
      ...from.add(4),
    ]),
    whileLoop(i32.less(from.get, to.get), [...square(partial[0], 0), ...a.add(4), ...from.add(1)]),
    partial.slice(1).reduce<Code>((sum, { get }) => f64.add(sum, get), partial[0].get),
  );
}

function kernelModule(shared: boolean): Uint8Array<ArrayBuffer> {
  const routines = [
    sums(),
    list(),
    transpose(),
    mask(),
    add(),
    squares(),
    adam(),
    shrink(),
    roundWeights(),
    roundBiases(),
  ];
  return moduleOf(routines, shared);
}

/** Compiles the kernels for a memory. @param shared whether several threads share it */
export function openKernels(memory: WebAssembly.Memory, shared: boolean): Kernels {
  const module = new WebAssembly.Module(kernelModule(shared));
  return new WebAssembly.Instance(module, { host: { memory } }).exports as unknown as Kernels;
}

/** Whether this machine runs them: it has WebAssembly with SIMD. */
export function kernelsRun(): boolean {
  return WebAssembly.validate(kernelModule(false));
}
