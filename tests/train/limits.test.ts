/** When a training ends, by a clock that counts instead of one that runs. */

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, test } from "vitest";
import { LocalStepper, type TrainingHost } from "../../src/train/stepper.js";
import { tfjsBackend } from "../../src/train/tfjs-backend.js";
import { train } from "../../src/train/trainer.js";
import type { TrainOptions, TrainProgress } from "../../src/train/training.js";

const ANSWERS = ["HI", "NO", "YES", "IDK"];
const MANY = Array.from({ length: 2400 }, (_, i) => ({ question: `q${i}`, answer: ANSWERS[i % 4] }));
const FEW = MANY.slice(0, 8);
const OPTIONS: TrainOptions = {
  pairs: FEW,
  seed: 1,
  hidden: [16],
  until: { epochs: 1 },
  recipe: { typos: 0, smoothing: 0 },
};

/** A host whose clock goes on by some milliseconds each time it is read. */
function hostOf(tick: number): TrainingHost {
  let time = 5000;
  const now = () => {
    time += tick;
    return time;
  };
  return {
    clock: { now, turn: async () => undefined },
    makeStepper: async (corpus, layout, batchRows) =>
      new LocalStepper(tfjsBackend(tf), corpus, layout, batchRows),
  };
}

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

describe("a training", () => {
  test("with epochs and a time ends at whichever comes first", async () => {
    const byEpochs = await train({ ...OPTIONS, until: { epochs: 3, seconds: 600 } }, hostOf(1));
    expect(byEpochs.epochs).toBe(3);
    const byTime = await train({ ...OPTIONS, until: { epochs: 1_000_000, seconds: 1 } }, hostOf(1));
    expect(byTime.seconds).toBeLessThan(1.1);
    expect(byTime.epochs).toBeGreaterThan(3);
  });

  test("that has learned enough ends then", async () => {
    const seen: TrainProgress[] = [];
    const onProgress = (progress: TrainProgress) => seen.push(progress);
    const result = await train({ ...OPTIONS, until: { epochs: 1000, exact: 0.75 }, onProgress }, hostOf(1));
    expect(seen.filter(({ scoring }) => scoring === undefined).at(-1)).toMatchObject({
      done: 1,
      secondsLeft: 0,
    });
    expect(result.epochs).toBeLessThan(1000);
    expect(result.stopped).toBe(false);
    expect(result.evaluation.exact).toBeGreaterThanOrEqual(0.75);
  });

  test("has its scores within its time, of a sample that tells its size; the time left is never longer", async () => {
    const left: number[] = [];
    const onProgress = ({ secondsLeft }: TrainProgress) => left.push(secondsLeft!);
    // at 40 ms a look at the clock, 2,900 questions take longer than there is time
    const options = { ...OPTIONS, pairs: MANY, heldOut: FEW, until: { seconds: 8 }, onProgress };
    const result = await train(options, hostOf(40));
    expect(result.seconds).toBeLessThan(9);
    expect(result.questions).toBe(2400);
    expect(result.heldOutQuestions).toBe(8);
    expect(result.evaluation.queries).toBeGreaterThanOrEqual(100);
    expect(Math.max(...left)).toBeLessThanOrEqual(8);
    expect(left[0]).toBeGreaterThan(6);
  });

  test("saves a first network early, and doesn't go another way for that", async () => {
    const saved: number[] = [];
    const options: TrainOptions = {
      ...OPTIONS,
      until: { epochs: 100 },
      onBest: (_, { done }) => saved.push(done),
    };
    const slow = await train(options, hostOf(400));
    expect(saved[0]).toBeLessThanOrEqual(0.03);
    const fast = await train({ ...options, until: { epochs: 100 } }, hostOf(0.01));
    expect(fast.network).toEqual(slow.network);
  });

  test("that is stopped asks a sample only, also if the stop comes during the closing scores", async () => {
    for (const when of ["training", "scoring"]) {
      const controller = new AbortController();
      let told = 0;
      const options: TrainOptions = {
        ...OPTIONS,
        pairs: MANY,
        until: { epochs: when === "training" ? 100 : 1 },
        signal: controller.signal,
        onProgress: ({ scoring, done }) => {
          if ((scoring !== undefined) === (when === "scoring") && done > 0.002) controller.abort();
        },
        onStop: () => told++,
      };
      const result = await train(options, hostOf(200));
      expect(result.stopped, when).toBe(when === "training");
      expect(told, when).toBe(when === "training" ? 1 : 0);
      expect(result.evaluation.queries, when).toBe(500);
      expect(result.questions, when).toBe(2400);
    }
  });
});
