import * as tf from "@tensorflow/tfjs-core";
// registers the gradients and the cpu backend with the same tfjs-core
import "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { COUNT_SCALE } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { BUCKET_COUNTS, encoderOf } from "../../src/model/encoder.js";
import { forward } from "../../src/model/inference.js";
import { joinOf } from "../../src/model/network.js";
import { buildCorpus, type Corpus, type CorpusOptions } from "../../src/train/corpus.js";
import { GradientEngine } from "../../src/train/engine.js";
import { createState, refreshEffective } from "../../src/train/optimizer.js";
import { initialize, layOut, toNetwork } from "../../src/train/parameters.js";
import { type SparseCounts, spread } from "../../src/train/sparse.js";
import { createOutcomes } from "../../src/train/stepper.js";

const PAIRS = [
  { question: "hello there", answer: "HI" },
  { question: "are you a robot", answer: "YES" },
  { question: "do you dream", answer: "MAYBE" },
];

interface Kind extends Omit<CorpusOptions, "encoder"> {
  readonly buckets?: number;
  /** True: with a second head that names the answer. */
  readonly naming?: boolean;
}

function setUp(hidden: number[], hardness: number, { buckets = 128, naming, ...kind }: Kind = {}) {
  const corpus = buildCorpus(PAIRS, { encoder: encoderOf("word", buckets), ...kind });
  const layout = layOut(corpus.shape, hidden, naming ? corpus.replies : 0);
  const state = createState(layout.length, (length) => new Float32Array(length));
  initialize(state.latent, layout, new Random(3));
  for (const { biases, outputs } of [...layout.layers, ...(layout.naming ? [layout.naming] : [])])
    for (let o = 0; o < outputs; o++) state.latent[biases + o] = Math.sin(o) * 3;
  state.latent[layout.logScale] = Math.log(1 / 200);
  if (naming) state.latent[layout.namingScale] = Math.log(1 / 100);
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

/** Dense inputs of the corpus's rows: (rows, buckets) of the question, (rows, reply buckets) of the reply so far. */
function inputsOf({ shape, queries, contexts, rows, encoder }: Corpus): {
  query: number[][];
  context: number[][];
} {
  const dense = (counts: SparseCounts, vector: number, width: number) =>
    Array.from(spread(counts, vector, new Uint8Array(width)), (count) => count * COUNT_SCALE);
  return {
    query: Array.from(rows.query, (query) => dense(queries, query, encoder.buckets)),
    context: Array.from(rows.context, (context) => dense(contexts, context, joinOf(shape)?.buckets ?? 1)),
  };
}

const KINDS: [string, number[], Kind][] = [
  ["the reply joins layer 1", [24, 12], {}],
  ["the reply joins layer 2", [24, 12], { buckets: 256, join: { layer: 2, buckets: 64 } }],
  ["the reply joins layer 2, the last one", [24], { join: { layer: 2, buckets: 128 } }],
  ["the same with a second head", [24, 12], { join: { layer: 2, buckets: 64 }, naming: true }],
  ["known replies", [24, 12], { join: { layer: 2, buckets: 64 }, spelling: "known" }],
  ["whole answers", [24, 12], { head: "replies", buckets: 384 }],
];

describe("gradient engine", () => {
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend("cpu");
  });

  it.each(BUCKET_COUNTS)("computes the very logits of integer inference, %i buckets", (buckets) => {
    for (const [, , kind] of KINDS) {
      const { corpus, layout, state, rows, engine } = setUp([64, 33, 20], 1, { ...kind, buckets });
      const network = toNetwork(state.latent, layout, corpus.shape);
      const logits = engine.logits(state.effective, rows);
      const { outputs } = layout.layers.at(-1)!;
      let row = 0;
      for (const { question, answer } of PAIRS)
        for (let at = 0; at <= (kind.head === "replies" ? 0 : answer.length); at++) {
          // of HI, YES and MAYBE only the first character isn't known
          if (kind.spelling === "known" && at > 0) continue;
          const layers = forward(network, corpus.encoder.encode(question), answer.slice(0, at));
          expect([...logits.subarray(row * outputs, (row + 1) * outputs)]).toEqual([...layers.at(-1)!.y]);
          row++;
        }
      expect(row).toBe(rows.length);
    }
  });

  it("finds the gradient of finite differences in the last layer, which has no rounding", () => {
    // one layer: floor is the only step on the way, and its slope is taken for 1
    const { corpus, layout, state, rows, engine } = setUp([], 1);
    const gradient = new Float32Array(layout.length);
    const settings = { batchRows: rows.length, smoothing: 0.1 };
    engine.gradient(state.effective, rows, settings, gradient);
    const scale = state.effective[layout.logScale];
    const width = corpus.shape.charset.length;
    const logits = engine.logits(state.effective, rows);
    const { query, context } = inputsOf(corpus);
    const x = query.flatMap((counts, r) => [...counts, ...context[r]]);
    const expected = new Float64Array(layout.length);
    for (let r = 0; r < rows.length; r++) {
      const exps = Array.from({ length: width }, (_, k) => Math.exp(logits[r * width + k] * scale));
      const sum = exps.reduce((a, b) => a + b);
      for (let k = 0; k < width; k++) {
        const wish = (k === corpus.rows.target[r] ? 0.9 : 0) + 0.1 / width;
        const slope = ((exps[k] / sum - wish) * corpus.rows.weight[r]) / rows.length;
        expected[layout.logScale] += slope * logits[r * width + k] * scale;
        expected[layout.layers[0].biases + k] += slope * scale;
        for (let i = 0; i < 256; i++) expected[i * width + k] += slope * scale * x[r * 256 + i];
      }
    }
    for (let i = 0; i < layout.length; i++) expect(gradient[i]).toBeCloseTo(expected[i], 5);
  });

  it.each(KINDS)("passes the gradient back as the chain rule has it: %s", (_, hidden, kind) => {
    const { corpus, layout, state, rows, engine } = setUp(hidden, 1, kind);
    const gradient = new Float32Array(layout.length);
    const weightOfNaming = 0.5;
    const settings = { batchRows: rows.length, smoothing: 0, naming: weightOfNaming };
    engine.gradient(state.effective, rows, settings, gradient);
    // the same loss by tfjs's own autograd, floor's slope taken for 1
    const floor = tf.customGrad((x) => ({
      value: tf.floor(x as tf.Tensor),
      gradFunc: (dy) => dy as tf.Tensor,
    }));
    const { target, weight, query } = corpus.rows;
    const inputs = inputsOf(corpus);
    const crossEntropy = (logits: tf.Tensor, scale: number, wanted: ArrayLike<number>): tf.Tensor => {
      const hot = tf.oneHot(tf.tensor1d(Array.from(wanted), "int32"), logits.shape[1]!);
      const picked = tf.sum(tf.mul(tf.logSoftmax(tf.mul(logits, scale)), hot), 1);
      return tf.neg(tf.mean(tf.mul(picked, tf.tensor1d(weight))));
    };
    const { layers, naming, join } = layout;
    const loss = (...parts: tf.Tensor[]): tf.Scalar => {
      const sums = (x: tf.Tensor2D, l: number) =>
        tf.add(tf.matMul(x, parts[2 * l] as tf.Tensor2D), parts[2 * l + 1]);
      let h: tf.Tensor2D = tf.tensor2d(inputs.query);
      let named: tf.Tensor = tf.scalar(0);
      layers.forEach((_, l) => {
        if (l === join.layer && join.buckets > 0) h = tf.concat([h, tf.tensor2d(inputs.context)], 1);
        const z = floor(sums(h, l));
        h = (l < layers.length - 1 ? tf.relu(z) : z) as tf.Tensor2D;
        if (l === 0 && naming !== undefined) {
          const wanted = Array.from(query, (q) => corpus.named[q]);
          named = crossEntropy(sums(h, layers.length), state.effective[layout.namingScale], wanted);
        }
      });
      const spelled = crossEntropy(h, state.effective[layout.logScale], target);
      return tf.add(spelled, tf.mul(named, weightOfNaming)) as tf.Scalar;
    };
    const places = naming === undefined ? layers : [...layers, naming];
    const parts = places.flatMap(({ inputs, outputs, weights, biases }) => [
      tf.tensor2d(state.effective.slice(weights, biases), [inputs, outputs]),
      tf.tensor1d(state.effective.slice(biases, biases + outputs)),
    ]);
    const expected = tf.grads(loss)(parts);
    places.forEach(({ weights, biases, outputs }, l) => {
      const dw = expected[2 * l].dataSync();
      const db = expected[2 * l + 1].dataSync();
      expect(Math.max(...dw.map(Math.abs))).toBeGreaterThan(1e-4);
      for (let i = 0; i < dw.length; i++) expect(gradient[weights + i]).toBeCloseTo(dw[i], 4);
      for (let o = 0; o < outputs; o++) expect(gradient[biases + o]).toBeCloseTo(db[o], 5);
    });
    tf.dispose([...parts, ...expected]);
  });

  it("finds the same gradient in whatever order the rows come", () => {
    const { layout, state, rows, engine } = setUp([24, 12], 1, {
      join: { layer: 2, buckets: 64 },
      naming: true,
    });
    const settings = { batchRows: rows.length, smoothing: 0.1, naming: 1 };
    const [grouped, mixed] = [new Float32Array(layout.length), new Float32Array(layout.length)];
    engine.gradient(state.effective, rows, settings, grouped);
    engine.gradient(state.effective, new Random(1).shuffle(rows.slice()), settings, mixed);
    for (let i = 0; i < layout.length; i++) expect(mixed[i]).toBeCloseTo(grouped[i], 4);
  });

  it("leaves no tensor behind", () => {
    const { layout, state, rows, engine } = setUp([16, 8], 1, {
      join: { layer: 2, buckets: 64 },
      naming: true,
    });
    const gradient = new Float32Array(layout.length);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++)
      engine.gradient(state.effective, rows, { batchRows: rows.length, smoothing: 0, naming: 1 }, gradient);
    expect(tf.memory().numTensors).toBe(before);
  });
});
