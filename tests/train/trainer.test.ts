import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, it } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { nodeClock } from "../../src/cli/clock.js";
import { encoderOf } from "../../src/model/encoder.js";
import { serializeModel } from "../../src/model/file.js";
import { reply } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { type Checkpoint, parseCheckpoint, serializeCheckpoint } from "../../src/train/checkpoint.js";
import { evaluate } from "../../src/train/evaluate.js";
import { LocalStepper, type TrainingHost } from "../../src/train/stepper.js";
import { tfjsBackend } from "../../src/train/tfjs-backend.js";
import { train } from "../../src/train/trainer.js";
import {
  fingerprint,
  type TrainOptions,
  type TrainProgress,
  type TrainResult,
} from "../../src/train/training.js";

const PAIRS = [
  ["hello", "HI"],
  ["good morning", "HI"],
  ["are you a robot", "YES"],
  ["do you dream", "MAYBE"],
  ["what is your name", "ZED"],
  ["goodbye", "BYE"],
  ["is it warm in there", "NO"],
  ["who made you", "A BOOK"],
].map(([question, answer]) => ({ question: question!, answer: answer! }));

const host: TrainingHost = {
  clock: nodeClock,
  makeStepper: async (corpus, layout, batchRows) =>
    new LocalStepper(tfjsBackend(tf), corpus, layout, batchRows),
};
/** Networks as Z80-μLM has them, unless a test says otherwise. */
const OPTIONS: TrainOptions = {
  pairs: PAIRS,
  seed: 4,
  encoder: encoderOf("word", 128),
  join: { layer: 1, buckets: 128 },
  spelling: "free",
  hidden: [32, 24],
  until: { epochs: 200 },
  recipe: { batchRows: 8 },
};

describe("trainer", () => {
  /** What OPTIONS give, where a test starts from a network that knows its pairs. */
  let learned: TrainResult;
  const seen: TrainProgress[] = [];

  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend("cpu");
    learned = await train({ ...OPTIONS, onProgress: (progress) => seen.push(progress) }, host);
  });

  it("learns what it is taught, and its scores are those of integer inference", () => {
    const result = learned;
    expect(result.evaluation.exact).toBe(1);
    for (const { question, answer } of PAIRS) expect(reply(result.network, question)).toBe(answer);
    expect(result.evaluation.largestAccumulator).toBeLessThan(32768);
    expect(result.epochs).toBe(200);
    const last = seen.at(-1)!;
    expect(last).toMatchObject({ epoch: 200, epochs: 200, done: 1, integerAccuracy: 1 });
    expect(last.floatAccuracy).toBeGreaterThan(0.95);
    expect(last.loss).toBeLessThan(seen[0].loss);
  });

  it("gives the same bytes for the same seed, others for another, and leaks no tensor", async () => {
    const short = { ...OPTIONS, until: { epochs: 12 } };
    const before = tf.memory().numTensors;
    const [first, again, other] = [
      await train(short, host),
      await train(short, host),
      await train({ ...short, seed: 5 }, host),
    ].map(({ network }) => serializeModel(network));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("goes on from a model, with new characters in the charset", async () => {
    const { network } = learned;
    const pairs = [...PAIRS, { question: "what do you cost", answer: "$64" }];
    const options = { ...OPTIONS, pairs, initial: network };
    const start = await train({ ...options, until: { epochs: 1 }, recipe: { learningRate: 0 } }, host);
    expect(start.network.charset).toBe(`${network.charset.slice(0, -1)}$46\0`);
    const kept = PAIRS.filter(({ question, answer }) => reply(start.network, question) === answer);
    expect(kept.length).toBe(PAIRS.length);
    const result = await train({ ...options, until: { epochs: 120 } }, host);
    expect(result.evaluation.exact).toBe(1);
  });

  it("stops when told to, with the best network so far", async () => {
    const controller = new AbortController();
    const best: string[] = [];
    const seen: number[] = [];
    const result = await train(
      {
        ...OPTIONS,
        until: { seconds: 600 },
        signal: controller.signal,
        onProgress: ({ epoch, scoring }) => {
          if (scoring === undefined && seen.push(epoch) === 3) controller.abort();
        },
        onBest: (network) => best.push(serializeModel(network)),
      },
      host,
    );
    expect(result.stopped).toBe(true);
    // no epoch is ended after that
    expect(result.epochs).toBe(seen[2]);
    expect(seen.length).toBe(3);
    expect(result.evaluation.queries).toBe(PAIRS.length);
  });

  it("goes on from a checkpoint to the very network that it would have found without a stop", async () => {
    const options = { ...OPTIONS, until: { epochs: 14 } };
    const saved: Uint8Array[] = [];
    const whole = await train(
      {
        ...options,
        checkpointInterval: 0,
        onCheckpoint: (checkpoint) => saved.push(serializeCheckpoint(checkpoint)),
      },
      host,
    );
    expect(saved.length).toBe(14);
    for (const bytes of [saved[0], saved[7]]) {
      const checkpoint = parseCheckpoint(bytes, "model.json.checkpoint");
      const resumed = await train({ ...options, checkpoint }, host);
      expect(serializeModel(resumed.network)).toBe(serializeModel(whole.network));
      expect(resumed.steps).toBe(whole.steps);
    }
    const other = { ...options, seed: 99, checkpoint: parseCheckpoint(saved[0], "c") };
    await expect(train(other, host)).rejects.toThrow("another training");
    expect(() => parseCheckpoint(saved[0].subarray(0, -1), "c")).toThrow(InputError);
    expect(() => parseCheckpoint(Uint8Array.of(1, 2, 10), "c")).toThrow(InputError);
  });

  it("counts in as many buckets as it is told, and keeps the number when it goes on", async () => {
    const options = { ...OPTIONS, encoder: encoderOf("phrase", 384), until: { epochs: 60 } };
    const saved: Uint8Array[] = [];
    const whole = await train(
      {
        ...options,
        checkpointInterval: 0,
        onCheckpoint: (checkpoint) => saved.push(serializeCheckpoint({ ...checkpoint, best: undefined })),
      },
      host,
    );
    expect(whole.network.encoder).toBe(options.encoder);
    expect(whole.network.layers[0].inputs).toBe(384 + 128);
    for (const { question, answer } of PAIRS) expect(reply(whole.network, question)).toBe(answer);
    const checkpoint = parseCheckpoint(saved[30], "c");
    expect(checkpoint.shape.encoder).toBe(options.encoder);
    const resumed = await train({ ...options, checkpoint }, host);
    expect(serializeModel(resumed.network)).toBe(serializeModel(whole.network));
    const { encoder: _, join: __, ...unsaid } = options;
    const further = await train({ ...unsaid, initial: whole.network }, host);
    expect(further.network.encoder).toBe(options.encoder);
    await expect(train({ ...unsaid, checkpoint }, host)).rejects.toThrow("another training");
  });

  it("knows checkpoints from before buckets had a number", async () => {
    const saved: Checkpoint[] = [];
    const options = { ...OPTIONS, until: { epochs: 3 }, checkpointInterval: 0 };
    await train({ ...options, onCheckpoint: (checkpoint) => saved.push(checkpoint) }, host);
    const text = Buffer.from(serializeCheckpoint({ ...saved[0], best: undefined })).toString("latin1");
    const old = text
      .replace(',"buckets":128', "")
      .replace(',"named":0', "")
      .replace("zmlm-checkpoint 5", "zmlm-checkpoint 3")
      .slice(0, -4);
    expect(old.length).toBeLessThan(text.length);
    const checkpoint = parseCheckpoint(new Uint8Array(Buffer.from(old, "latin1")), "c");
    expect(checkpoint.shape.encoder).toBe(encoderOf("word", 128));
    // its weights lay the other way round
    const { latent } = parseCheckpoint(serializeCheckpoint({ ...saved[0], best: undefined }), "c").state;
    expect(checkpoint.state.latent[1 * 32 + 2]).toBe(latent[2 * 256 + 1]);
    // what a training without a word about its buckets was called
    expect(checkpoint.fingerprint).toBe(fingerprint({ ...OPTIONS, until: { epochs: 3 } }));
  });

  it("keeps a model's score if it goes on from it and is stopped at once", async () => {
    const { network, evaluation } = learned;
    expect(evaluation.exact).toBe(1);
    const controller = new AbortController();
    controller.abort();
    const pairs = [...PAIRS, { question: "what do you cost", answer: "$64" }];
    const stopped = await train({ ...OPTIONS, pairs, initial: network, signal: controller.signal }, host);
    expect(stopped.stopped).toBe(true);
    expect(stopped.evaluation.exact).toBe(PAIRS.length / pairs.length);
    // a training that spoils the network gives it back, and never hands out a worse one as the best
    const handedOut: number[] = [];
    const spoiled = await train(
      {
        ...OPTIONS,
        initial: network,
        until: { epochs: 3 },
        recipe: { ...OPTIONS.recipe, learningRate: 3 },
        onBest: (best) => handedOut.push(evaluate(best, PAIRS).exact),
      },
      host,
    );
    expect(spoiled.evaluation.exact).toBe(1);
    expect(handedOut.filter((exact) => exact < 1)).toEqual([]);
  });

  it("goes on in the checkpoint's shape even if there was no check yet", async () => {
    const { network } = await train({ ...OPTIONS, until: { epochs: 1 } }, host);
    const { hidden: _, ...rest } = OPTIONS;
    const options: TrainOptions = { ...rest, until: { epochs: 100 } };
    const saved: Uint8Array[] = [];
    const controller = new AbortController();
    await train(
      {
        ...options,
        initial: { ...network, encoder: encoderOf("phrase") },
        signal: controller.signal,
        checkpointInterval: 0,
        onCheckpoint: (checkpoint) => {
          saved.push(serializeCheckpoint({ ...checkpoint, best: undefined }));
          controller.abort();
        },
      },
      host,
    );
    const checkpoint = parseCheckpoint(saved[0], "c");
    expect(checkpoint.best).toBeUndefined();
    const { network: resumed } = await train({ ...options, checkpoint, signal: controller.signal }, host);
    expect(resumed.layers.slice(0, -1).map(({ outputs }) => outputs)).toEqual([32, 24]);
    expect(resumed.encoder).toBe(encoderOf("phrase"));
    expect(resumed.charset).toBe(network.charset);
    const cut = { ...checkpoint, outcomes: { loss: new Float32Array(1), right: new Uint8Array(1) } };
    await expect(train({ ...options, checkpoint: cut }, host)).rejects.toThrow("another shape");
    for (const header of ["null\n", "{}\n", "[1]\n"])
      expect(() => parseCheckpoint(new TextEncoder().encode(header), "c")).toThrow(InputError);
  });

  it("keeps to the density that is asked for", async () => {
    const nonZero = (weights: number[]): number => weights.filter((w) => w !== 0).length / weights.length;
    const isQuestions = (layer: number, at: number): boolean => layer === 0 && at % 256 < 128;
    const density = ({ layers }: Network): number =>
      nonZero(layers.flatMap(({ weights }, l) => [...weights].filter((_, at) => !isQuestions(l, at))));
    const questions = ({ layers }: Network): number =>
      nonZero([...layers[0].weights].filter((_, at) => isQuestions(0, at)));
    const full = learned;
    const options = { ...OPTIONS, recipe: { ...OPTIONS.recipe, density: 0.15 } };
    const sparse = await train(options, host);
    expect(density(full.network)).toBeGreaterThan(0.3);
    expect(density(sparse.network)).toBeLessThan(0.2);
    // what meets the question costs time once a reply only
    expect(questions(sparse.network)).toBeGreaterThan(0.3);
    expect(sparse.evaluation.activeMacs).toBeLessThan(full.evaluation.activeMacs / 2);
    expect(sparse.evaluation.exact).toBeGreaterThan(0.7);
  });

  it("trains by default a network whose question part runs once a reply, and keeps the other weights to the density", async () => {
    const { encoder: _, join: __, ...rest } = OPTIONS;
    const options = { ...rest, recipe: { ...OPTIONS.recipe, density: 0.2 } };
    const { network, evaluation } = await train(options, host);
    expect(network.encoder).toBe(encoderOf("word", 512));
    expect(network.join).toEqual({ layer: 2, buckets: 64 });
    expect(network.layers.map(({ inputs }) => inputs)).toEqual([512, 32 + 64, 24]);
    expect(evaluation.exact).toBe(1);
    for (const { question, answer } of PAIRS) expect(reply(network, question)).toBe(answer);
    const share = (weights: number[]): number => weights.filter((w) => w !== 0).length / weights.length;
    const [first, second, third] = network.layers.map(({ weights }) => [...weights]);
    expect(share([...second, ...third])).toBeLessThan(0.25);
    // the question's inputs stay packed in every layout
    expect(share(first)).toBeGreaterThan(0.3);
  });

  it("trains known replies with a row only where they branch", async () => {
    const { network, evaluation } = await train(
      { ...OPTIONS, spelling: "known", until: { epochs: 60 } },
      host,
    );
    // BYE, HI, MAYBE, NO, YES, ZED and A BOOK differ in their first character
    expect(network.known).toEqual(["A BOOK", "BYE", "HI", "MAYBE", "NO", "YES", "ZED"]);
    expect(evaluation.exact).toBe(1);
    const pairs = [...PAIRS, { question: "what do you cost", answer: "YES 64" }];
    const further = await train({ ...OPTIONS, pairs, initial: network, until: { epochs: 120 } }, host);
    expect(further.network.known).toHaveLength(8);
    expect(further.network.known).toContain("YES 64");
    expect(further.evaluation.exact).toBe(1);
    const same = PAIRS.slice(0, 2);
    // a single reply needs no network to choose it
    expect(
      (await train({ ...OPTIONS, pairs: same, spelling: "known", until: { epochs: 2 } }, host)).network.known,
    ).toBe(undefined);
  });

  it("trains a network whose outputs are the answers", async () => {
    const { encoder: _, join: __, hidden: ___, ...rest } = OPTIONS;
    const { network, evaluation } = await train({ ...rest, head: "replies", until: { epochs: 60 } }, host);
    expect(network.layers.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [512, 256],
      [256, 7],
    ]);
    expect(new Set(network.answers)).toEqual(new Set(PAIRS.map(({ answer }) => answer)));
    expect(evaluation.exact).toBe(1);
    const many = Array.from({ length: 257 }, (_, i) => ({ question: `word${i}`, answer: `A${i}` }));
    await expect(train({ ...rest, pairs: many, head: "replies" }, host)).rejects.toThrow(
      "257 different answers, and head replies has room for 256",
    );
  });

  it("moves away from accumulators that are about to wrap", async () => {
    const { network } = await train({ ...OPTIONS, until: { epochs: 1 } }, host);
    // every neuron adds up all its inputs: far beyond 16 bits by the last layer
    const initial = {
      ...network,
      layers: network.layers.map((layer) => ({ ...layer, weights: layer.weights.map(() => 1) })),
    };
    const before = evaluate(initial, PAIRS).largestAccumulator;
    expect(before).toBeGreaterThan(24_000);
    const result = await train({ ...OPTIONS, initial }, host);
    expect(result.evaluation.largestAccumulator).toBeLessThan(24_000);
  });

  it("keeps the network that is best on the questions chosen to decide", async () => {
    const { network } = learned;
    // what the network knows is held out, and it is taught the opposite
    const options = {
      ...OPTIONS,
      initial: network,
      pairs: PAIRS.map(({ question }) => ({ question, answer: "SO SO" })),
      heldOut: PAIRS,
    };
    const byTrain = await train(options, host);
    expect([byTrain.evaluation.exact, byTrain.heldOut!.exact]).toEqual([1, 0]);
    const handedOut: number[] = [];
    const onBest = (best: Network): number => handedOut.push(evaluate(best, PAIRS).exact);
    const byHoldout = await train({ ...options, select: "holdout", onBest }, host);
    expect([byHoldout.evaluation.exact, byHoldout.heldOut!.exact]).toEqual([0, 1]);
    expect(handedOut.filter((exact) => exact < 1)).toEqual([]);
    await expect(train({ ...OPTIONS, select: "holdout" }, host)).rejects.toThrow("no held-out pairs");
  });

  it("takes a training with other deciding questions for another training", () => {
    const heldOut = PAIRS.slice(0, 2);
    const name = fingerprint({ ...OPTIONS, heldOut });
    expect(fingerprint({ ...OPTIONS, select: "train" })).toBe(name);
    const byHoldout = fingerprint({ ...OPTIONS, heldOut, select: "holdout" });
    expect(byHoldout).not.toBe(name);
    expect(fingerprint({ ...OPTIONS, heldOut: PAIRS.slice(0, 1), select: "holdout" })).not.toBe(byHoldout);
  });

  it("checks and saves within an epoch of many rows, and goes on from there", async () => {
    const many = Array.from({ length: 6000 }, (_, i) => ({
      question: `number ${i} ${(i * 7919) % 10007}`,
      answer: "A".repeat(50),
    }));
    const until = { epochs: 1 };
    const options = { ...OPTIONS, pairs: many, hidden: [2], until, recipe: { batchRows: 8192 } };
    const saved: Uint8Array[] = [];
    const seen: number[] = [];
    const whole = await train(
      {
        ...options,
        checkpointInterval: 0,
        onCheckpoint: (checkpoint) => saved.push(serializeCheckpoint(checkpoint)),
        onProgress: ({ integerAccuracy, done }) => {
          if (integerAccuracy !== undefined) seen.push(done);
        },
      },
      host,
    );
    // 306,000 rows, two parts
    expect(whole.epochs).toBe(1);
    expect(saved.length).toBe(2);
    // the first network is saved early; the first check that may decide is at the end of a part
    expect(seen[0]).toBeLessThan(0.1);
    expect(seen).toContain(0.5);
    const checkpoint = parseCheckpoint(saved[0], "c");
    expect(checkpoint.rounds).toBe(1);
    expect(checkpoint.outcomes.loss.filter(Number.isFinite).length).toBe(153_000);
    const resumed = await train({ ...options, checkpoint }, host);
    expect(serializeModel(resumed.network)).toBe(serializeModel(whole.network));
    expect(resumed.steps).toBe(whole.steps);
  });

  it("scores held-out questions and never trains on them", async () => {
    const heldOut = [{ question: "hello hello", answer: "QX" }];
    const result = await train({ ...OPTIONS, heldOut, until: { epochs: 3 } }, host);
    expect(result.network.charset).not.toContain("Q");
    expect(result.heldOut).toMatchObject({ queries: 1, exact: 0 });
  });
});
