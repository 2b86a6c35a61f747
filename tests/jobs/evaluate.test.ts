/** The evaluation job: models and their programs, asked the same. */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildProgram } from "../../src/build/program.js";
import { programSource } from "../../src/cli/sources.js";
import { type EvaluateEvent, type EvaluateRequest, evaluate } from "../../src/jobs/evaluate.js";
import { CPM } from "../../src/machines/cpm.js";
import { serializeModel } from "../../src/model/file.js";
import { reply } from "../../src/model/inference.js";
import { randomNetwork } from "../support/networks.js";

const network = randomNetwork(new Random(8), {
  hidden: [16],
  outputs: 8,
  encoder: "word",
  density: 0.5,
  biasRange: 300,
});
// short replies
network.layers.at(-1)!.biases[7] += 400;
const model = { kind: "model", text: serializeModel(network), file: "model.json" } as const;
const { bytes } = buildProgram(network, { machine: CPM, layout: "packed", sources: programSource });
const program = { kind: "program", bytes, file: "CHAT.COM" } as const;

const QUESTIONS = Array.from({ length: 120 }, (_, i) => `is it ${i} or ${i * i}`);
const answers = QUESTIONS.map((question, i) => (i % 3 > 0 ? reply(network, question) || "A" : "NO"));
const TEXT = QUESTIONS.map((question, i) => `${question}|${answers[i]}\n`).join("");
const PAIRS = { text: `${TEXT}!|YES\n`, file: "pairs.txt" };

/** Each look at this clock is a second later. */
function hurriedHost(signal?: AbortSignal) {
  let now = 0;
  const clock = {
    now: () => {
      now += 1000;
      return now;
    },
    turn: () => Promise.resolve(),
  };
  return { clock, signal };
}

async function run(request: EvaluateRequest) {
  const events: EvaluateEvent[] = [];
  const result = await evaluate(request, hurriedHost(), (event) => events.push(event));
  return { ...result, events };
}

describe("an evaluation", () => {
  test("tells what it costs and gains to say nothing where the model is unsure", async () => {
    const { unsure = [], scores } = await run({ subject: model, pairs: [PAIRS], unsure: true });
    expect(unsure[0]).toMatchObject({ margin: 0, answered: 1, right: scores.exact, caught: 0 });
    for (const { margin, answered, right, caught } of unsure) {
      const fallback = { margin, reply: "(UNSURE)" };
      const asked = [...QUESTIONS, "!"].map((question, i) => ({
        said: reply(network, question, fallback),
        wish: answers[i] ?? "YES",
      }));
      const told = asked.filter(({ said }) => said !== fallback.reply);
      expect(told.length / asked.length).toBeCloseTo(answered);
      expect(told.filter(({ said, wish }) => said === wish).length / told.length).toBeCloseTo(right);
      const wrong = asked.length * (1 - scores.exact);
      expect(1 - told.filter(({ said, wish }) => said !== wish).length / wrong).toBeCloseTo(caught);
    }
    expect(unsure.length).toBeGreaterThan(2);
    await expect(run({ subject: program, pairs: [PAIRS], unsure: true })).rejects.toThrow(
      "CHAT.COM: --unsure needs the outputs of a model",
    );
  });

  test("gives a program's scores as its model's, with typing errors and without", async () => {
    for (const typos of [false, true]) {
      const ofModel = await run({ subject: model, pairs: [PAIRS], typos, seed: 5 });
      const ofProgram = await run({ subject: program, pairs: [PAIRS], typos, seed: 5 });
      const { largestAccumulator, largestAccumulators, activeMacs, ...scores } = ofModel.scores;
      // a network that goes on where every answer has ended is cut short
      const told = ({ confusions: _, ...rest }: typeof scores) => rest;
      expect(told(ofProgram.scores)).toEqual(told(scores));
      expect(scores.queries).toBe(121);
      if (!typos) expect(scores.exact).toBeGreaterThan(0.5);
      expect(largestAccumulator).toBe(Math.max(...largestAccumulators!));
      expect(ofProgram.events).toEqual([{ type: "progress", asked: 100, questions: 121 }]);
    }
  });

  test("scores baselines beside a model", async () => {
    const { comparison } = await run({ subject: model, pairs: [PAIRS], baselines: true });
    expect(comparison!.baselines.map(({ name }) => name)).toEqual([
      "most common answer",
      "keyword table",
      "nearest centroid",
      "nearest neighbour",
    ]);
    expect(comparison!.baselinesLearnedFrom).toEqual({ pairs: 121, scored: true });
    const apart = await run({ subject: model, pairs: [PAIRS], trainPairs: [{ text: "a|B\n", file: "t" }] });
    expect(apart.comparison!.baselinesLearnedFrom).toEqual({ pairs: 1, scored: false });
    await expect(run({ subject: program, pairs: [PAIRS], baselines: true })).rejects.toThrow(
      "CHAT.COM: --baselines needs the encoder of a model",
    );
  });

  test("warns where the model may know what is held out, and of faulty lines that are left out", async () => {
    const pairs = [{ text: `${TEXT}oops\n`, file: "pairs.txt" }];
    const { events, scores, heldOut } = await run({
      subject: model,
      pairs,
      holdout: 0.5,
      seed: 2,
      skipFaulty: true,
    });
    expect(heldOut).toBe(false);
    expect((await run({ subject: model, pairs: [PAIRS] })).heldOut).toBeUndefined();
    const warnings = events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    expect(warnings).toEqual([
      expect.stringContaining("1 faulty line left out"),
      expect.stringContaining("this model was not trained with --holdout 0.5 and seed 2"),
    ]);
    expect(scores.queries).toBe(60);
  });

  test("can be called off, and tells what is wrong with its files", async () => {
    const stopped = new AbortController();
    stopped.abort(new Error("enough"));
    const request = { subject: program, pairs: [PAIRS] };
    await expect(evaluate(request, hurriedHost(stopped.signal), () => undefined)).rejects.toThrow("enough");
    const halting = { kind: "program", bytes: Uint8Array.of(0x76), file: "stuck.com" } as const;
    await expect(run({ subject: halting, pairs: [PAIRS] })).rejects.toThrow("stuck.com: the program halted");
    const noModel = { kind: "model", text: "{", file: "x.json" } as const;
    await expect(run({ subject: noModel, pairs: [PAIRS] })).rejects.toThrow("x.json: ");
  });
});
