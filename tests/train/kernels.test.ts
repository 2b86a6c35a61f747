/** The kernels compute what the plain trainer on tfjs computes, and the same bits however a range is cut. */

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
import { encoderOf } from "../../src/model/encoder.js";
import type { Backend } from "../../src/train/backend.js";
import { buildCorpus, type CorpusOptions } from "../../src/train/corpus.js";
import { kernelBackend } from "../../src/train/kernels/engine.js";
import { FLOOR_RELU, openKernels, PLAIN } from "../../src/train/kernels/kernels.js";
import { refreshEffective } from "../../src/train/optimizer.js";
import { initialize, layOut, toNetwork } from "../../src/train/parameters.js";
import { createOutcomes } from "../../src/train/stepper.js";
import { tfjsBackend } from "../../src/train/tfjs-backend.js";

const PAIRS = Array.from({ length: 40 }, (_, i) => ({
  question: `question ${String.fromCharCode(97 + (i % 26))} of ${i * 7919}`,
  answer: ["YES", "NO", "MAYBE", "WHY", "NOT NOW"][i % 5],
}));

const KINDS: [string, number[], Omit<CorpusOptions, "encoder">, boolean][] = [
  ["the reply joins layer 1", [24, 12], {}, false],
  ["the reply joins layer 2", [24, 12], { join: { layer: 2, buckets: 64 } }, true],
  ["widths that are no multiples of four", [33, 21, 18], { join: { layer: 2, buckets: 64 } }, true],
  ["the reply joins the last layer", [23], { join: { layer: 2, buckets: 128 } }, true],
  ["known replies", [24, 12], { join: { layer: 2, buckets: 64 }, spelling: "known" }, true],
  ["whole answers", [30, 10], { head: "replies" }, false],
  ["no hidden layer", [], {}, false],
];

const NOISE = { seed: 1, typos: 0.5, wordDrops: 0.2, bucketDrops: 0.1 };

/** Three steps on a backend. @param parts threads that share each step, one after the other here */
function steps(backend: Backend, hidden: number[], kind: Omit<CorpusOptions, "encoder">, naming: boolean) {
  const corpus = buildCorpus(PAIRS, { encoder: encoderOf("word", 256), ...kind });
  const layout = layOut(corpus.shape, hidden, naming ? corpus.replies : 0);
  const outcomes = createOutcomes(corpus.rows.length, (bytes) => new ArrayBuffer(bytes));
  const rows = Uint32Array.from(corpus.rows.query.keys());
  const memory = backend.allocate({ layout, batchRows: rows.length, threads: 1 });
  const work = backend.work(memory, { layout, lessons: corpus, outcomes, thread: 0 });
  initialize(work.state.latent, layout, new Random(3));
  for (const { biases, outputs } of layout.layers)
    for (let o = 0; o < outputs; o++) work.state.latent[biases + o] = Math.sin(o) * 3;
  work.state.latent[layout.logScale] = -Math.log(200);
  if (naming) work.state.latent[layout.namingScale] = -Math.log(100);
  refreshEffective(work.state, layout, 1);
  const settings = { batchRows: rows.length, smoothing: 0.1, naming: 0.5, noise: NOISE };
  const [some, none] = [work.state.latent.length >> 1, 0];
  for (let step = 1; step <= 3; step++) {
    work.gradient(rows, settings);
    const hardness = step === 3 ? 1 : 0.7;
    // in two parts, as two threads do it
    for (const [from, to] of [
      [none, some],
      [some, layout.length],
    ])
      work.update({ step, learningRate: 0.01, hardness, shrink: 0.1 }, from, to);
  }
  work.gradient(rows, settings);
  return { state: work.state, outcomes, layout, shape: corpus.shape };
}

describe("kernels", () => {
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend("cpu");
  });

  it.each(KINDS)("train as tfjs does: %s", (_, hidden, kind, naming) => {
    const plain = steps(tfjsBackend(tf), hidden, kind, naming);
    const fast = steps(kernelBackend as Backend, hidden, kind, naming);
    const near = (a: Float32Array, b: Float32Array, digits: number): void => {
      expect(a.length).toBe(b.length);
      for (let i = 0; i < a.length; i++) if (Math.abs(a[i] - b[i]) > 10 ** -digits) expect(a[i]).toBe(b[i]);
    };
    near(fast.outcomes.loss, plain.outcomes.loss, 3);
    expect(fast.outcomes.right).toEqual(plain.outcomes.right);
    near(fast.state.latent, plain.state.latent, 4);
    near(fast.state.mean, plain.state.mean, 5);
    // the forward pass is the one of the network that is saved
    const { layers } = toNetwork(fast.state.latent, fast.layout, fast.shape);
    layers.forEach(({ weights, biases, inputs, outputs }, l) => {
      const place = fast.layout.layers[l];
      for (let o = 0; o < outputs; o++) {
        expect(fast.state.effective[place.biases + o]).toBe(biases[o] / 4);
        for (let i = 0; i < inputs; i++)
          if (fast.state.effective[place.weights + i * outputs + o] !== weights[o * inputs + i] / 4)
            expect([l, i, o]).toBe("a weight of the network");
      }
    });
  });

  it("add up rows of weights, floor, and keep what is positive, for all widths", () => {
    const memory = new WebAssembly.Memory({ initial: 4, maximum: 4 });
    const kernels = openKernels(memory, false);
    const random = new Random(5);
    const [starts, indices, values, weights, init, out] = [0, 256, 512, 4096, 32_768, 65_536];
    const at = (place: number, length: number) => new Float32Array(memory.buffer, place, length);
    for (let width = 1; width <= 70; width++) {
      new Uint32Array(memory.buffer, starts, 4).set([0, 2, 2, 5]);
      new Uint16Array(memory.buffer, indices, 5).set([3, 0, 1, 2, 4]);
      at(values, 5).set([1.5, 32, 64, 2, 7]);
      for (const place of [weights, init])
        at(place, 5 * width).forEach((_, i, all) => {
          all[i] = random.int(-8, 8) / 4;
        });
      const sum = (v: number, o: number): number => {
        let total = at(init, width)[o];
        const [lists, list] = [
          new Uint32Array(memory.buffer, starts, 4),
          new Uint16Array(memory.buffer, indices, 5),
        ];
        for (let e = lists[v]; e < lists[v + 1]; e++)
          total += at(values, 5)[e] * at(weights, 5 * width)[list[e] * width + o];
        return total;
      };
      const wanted = Array.from({ length: 3 * width }, (_, i) => sum(Math.floor(i / width), i % width));
      kernels.sums(3, starts, indices, values, weights, width, init, 0, out, PLAIN);
      expect([...at(out, 3 * width)]).toEqual(wanted);
      kernels.sums(3, starts, indices, values, weights, width, init, 0, out, FLOOR_RELU);
      expect([...at(out, 3 * width)]).toEqual(wanted.map((one) => Math.max(0, Math.floor(one))));
    }
  });

  it("round as the network does, also where a sum in float32 would be off", () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    const kernels = openKernels(memory, false);
    const hard = [0.5, -0.5, 0.49999997, -0.50000006, -1e-9, 1e-9, -2.6, 1.5, 0.99999994, -1.5, 0];
    const latent = new Float32Array(memory.buffer, 0, hard.length);
    const effective = new Float32Array(memory.buffer, 1024, hard.length);
    latent.set(hard);
    const kept = latent.map((w) => Math.min(1.45, Math.max(-2.45, w)));
    kernels.roundWeights(0, hard.length, 0, 1024, 1, -2.45, 1.45);
    expect([...effective].map((w) => w + 0)).toEqual([...kept].map((w) => Math.floor(w + 0.5) / 4 + 0));
    latent.set(hard.map((one) => one / 64));
    kernels.roundBiases(0, hard.length, 0, 1024, 64);
    const biases = hard.map((_, i) => Math.round(latent[i] * 64) / 4 + 0);
    expect([...effective].map((w) => w + 0)).toEqual(biases);
  });
});
