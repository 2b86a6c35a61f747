import * as tf from "@tensorflow/tfjs-core";
// registers the gradients and the cpu backend with the same tfjs-core
import "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../src/base/random.js";
import { BUCKET_COUNTS, encoderOf } from "../../src/model/encoder.js";
import { forward } from "../../src/model/inference.js";
import { buildCorpus } from "../../src/train/corpus.js";
import { GradientEngine } from "../../src/train/engine.js";
import { createState, refreshEffective } from "../../src/train/optimizer.js";
import { initialize, layOut, toNetwork } from "../../src/train/parameters.js";
import { createOutcomes } from "../../src/train/stepper.js";

const PAIRS = [
  { question: "hello there", answer: "HI" },
  { question: "are you a robot", answer: "YES" },
  { question: "do you dream", answer: "MAYBE" },
];

function setUp(hidden: number[], hardness: number, buckets = 128) {
  const corpus = buildCorpus(PAIRS, { encoder: encoderOf("word", buckets) });
  const layout = layOut(corpus.encoder, [...hidden, corpus.charset.length]);
  const state = createState(layout.length, (length) => new Float32Array(length));
  initialize(state.latent, layout, new Random(3));
  for (const { biases, outputs } of layout.layers)
    for (let o = 0; o < outputs; o++) state.latent[biases + o] = Math.sin(o) * 3;
  state.latent[layout.logScale] = Math.log(1 / 200);
  refreshEffective(state, layout, hardness);
  const rows = Uint32Array.from({ length: corpus.rows.length }, (_, i) => i);
  return {
    corpus,
    layout,
    state,
    rows,
    engine: new GradientEngine(
      tf,
      layout,
      corpus,
      createOutcomes(corpus.rows.length, (bytes) => new ArrayBuffer(bytes)),
    ),
  };
}

describe("gradient engine", () => {
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend("cpu");
  });

  it.each(BUCKET_COUNTS)("computes the very logits of integer inference, %i buckets", (buckets) => {
    const { corpus, layout, state, rows, engine } = setUp([64, 33, 20], 1, buckets);
    const network = toNetwork(state.latent, layout, corpus.encoder, corpus.charset);
    const logits = engine.logits(state.effective, rows);
    const width = corpus.charset.length;
    let row = 0;
    for (const { question, answer } of PAIRS)
      for (let at = 0; at <= answer.length; at++, row++) {
        const layers = forward(network, corpus.encoder.encode(question), answer.slice(0, at));
        expect([...logits.subarray(row * width, (row + 1) * width)]).toEqual([...layers.at(-1)!.y]);
      }
  });

  it("finds the gradient that finite differences find in the last layer, where there is no rounding", () => {
    // one layer: floor is the only step on the way, and its slope is taken for 1
    const { corpus, layout, state, rows, engine } = setUp([], 1);
    const gradient = new Float32Array(layout.length);
    const settings = { batchRows: rows.length, smoothing: 0.1 };
    engine.gradient(state.effective, rows, settings, gradient);
    const scale = state.effective[layout.logScale];
    const width = corpus.charset.length;
    const logits = engine.logits(state.effective, rows);
    const x = engine.inputs(rows);
    const expected = new Float64Array(layout.length);
    for (let r = 0; r < rows.length; r++) {
      const exps = Array.from({ length: width }, (_, k) => Math.exp(logits[r * width + k] * scale));
      const sum = exps.reduce((a, b) => a + b);
      for (let k = 0; k < width; k++) {
        const wish = (k === corpus.rows.target[r] ? 0.9 : 0) + 0.1 / width;
        const slope = ((exps[k] / sum - wish) * corpus.rows.weight[r]) / rows.length;
        expected[layout.logScale] += slope * logits[r * width + k] * scale;
        expected[layout.layers[0].biases + k] += slope * scale;
        for (let i = 0; i < 256; i++) expected[k * 256 + i] += slope * scale * x[r * 256 + i];
      }
    }
    for (let i = 0; i < layout.length; i++) expect(gradient[i]).toBeCloseTo(expected[i], 5);
  });

  it("passes the gradient back through hidden layers as the chain rule has it", () => {
    const { layout, state, rows, engine } = setUp([24, 12], 1);
    const gradient = new Float32Array(layout.length);
    engine.gradient(state.effective, rows, { batchRows: rows.length, smoothing: 0 }, gradient);
    // the same loss by tfjs's own autograd, floor's slope taken for 1
    const floor = tf.customGrad((x) => ({
      value: tf.floor(x as tf.Tensor),
      gradFunc: (dy) => dy as tf.Tensor,
    }));
    const { target, weight } = setUp([24, 12], 1).corpus.rows;
    const loss = (...parts: tf.Tensor[]): tf.Scalar => {
      let h: tf.Tensor2D = tf.tensor2d(engine.inputs(rows), [rows.length, 256]);
      layout.layers.forEach((_, l) => {
        const z = tf.add(tf.matMul(h, parts[2 * l] as tf.Tensor2D, false, true), parts[2 * l + 1]);
        h = (l < layout.layers.length - 1 ? tf.relu(floor(z)) : floor(z)) as tf.Tensor2D;
      });
      const log = tf.logSoftmax(tf.mul(h, state.effective[layout.logScale]));
      const picked = tf.sum(tf.mul(log, tf.oneHot(Array.from(target), layout.layers.at(-1)!.outputs)), 1);
      return tf.neg(tf.mean(tf.mul(picked, tf.tensor1d(weight)))) as tf.Scalar;
    };
    const parts = layout.layers.flatMap(({ inputs, outputs, weights, biases }) => [
      tf.tensor2d(state.effective.slice(weights, biases), [outputs, inputs]),
      tf.tensor1d(state.effective.slice(biases, biases + outputs)),
    ]);
    const expected = tf.grads(loss)(parts);
    layout.layers.forEach(({ weights, biases, outputs }, l) => {
      const dw = expected[2 * l].dataSync();
      const db = expected[2 * l + 1].dataSync();
      expect(Math.max(...dw.map(Math.abs))).toBeGreaterThan(1e-4);
      for (let i = 0; i < dw.length; i++) expect(gradient[weights + i]).toBeCloseTo(dw[i], 4);
      for (let o = 0; o < outputs; o++) expect(gradient[biases + o]).toBeCloseTo(db[o], 5);
    });
    tf.dispose([...parts, ...expected]);
  });

  it("leaves no tensor behind", () => {
    const { layout, state, rows, engine } = setUp([16], 1);
    const gradient = new Float32Array(layout.length);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++)
      engine.gradient(state.effective, rows, { batchRows: rows.length, smoothing: 0 }, gradient);
    expect(tf.memory().numTensors).toBe(before);
  });
});
