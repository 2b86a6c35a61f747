import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { expect, it, vi } from "vitest";
import { nodeClock } from "../../src/cli/clock.js";
import { encoderOf } from "../../src/model/encoder.js";
import { buildCorpus } from "../../src/train/corpus.js";
import { Listing } from "../../src/train/listing.js";
import { LocalStepper } from "../../src/train/stepper.js";
import { tfjsBackend } from "../../src/train/tfjs-backend.js";
import { train } from "../../src/train/trainer.js";

const PAIRS = [
  { question: "hello", answer: "HI" },
  { question: "Hello", answer: "HEY" },
  { question: "are you  a robot", answer: "YES" },
  { question: "are you a robot ", answer: "YES" },
  { question: "hello", answer: "HI" },
];

it("lists each question once, in any case and with any blanks, and its answers", () => {
  const listing = Listing.of(PAIRS);
  expect(listing.questions).toEqual(["hello", "are you a robot"]);
  expect(listing.answers.map((answers) => [...answers])).toEqual([["HI", "HEY"], ["YES"]]);
  expect([...listing.questionOf]).toEqual([0, 0, 1, 1, 0]);
  expect(Listing.of(listing)).toBe(listing);
});

it("tells questions apart that differ only in blanks, if the encoder does", () => {
  const questions = (name: "word" | "phrase") => buildCorpus(PAIRS, { encoder: encoderOf(name) }).questions;
  expect(questions("word")).toEqual(["hello", "are you  a robot"]);
  expect(questions("phrase")).toEqual(["hello", "are you  a robot", "are you a robot "]);
});

it("a training encodes each question once, for batches, checks and scores", async () => {
  await tf.setBackend("cpu");
  const word = encoderOf("word");
  const encode = vi.fn(word.encode);
  const pairs = PAIRS.filter(({ question }) => !question.includes("  "));
  await train(
    {
      pairs,
      heldOut: [{ question: "hi", answer: "HI" }],
      seed: 1,
      encoder: { ...word, encode },
      hidden: [4],
      until: { epochs: 30 },
      recipe: { typos: 0 },
    },
    {
      clock: nodeClock,
      makeStepper: async (corpus, layout, batchRows) =>
        new LocalStepper(tfjsBackend(tf), corpus, layout, batchRows),
    },
  );
  expect(encode.mock.calls.flat().sort()).toEqual(["are you a robot", "hello", "hi"]);
});
