/** The training job: what it tells on the way, and what it goes on from. */

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeClock } from "../../src/cli/clock.js";
import { trainingReport } from "../../src/jobs/report.js";
import {
  prepareTraining,
  type TrainEvent,
  type Trained,
  type TrainJobHost,
  type TrainRequest,
} from "../../src/jobs/train.js";
import { parseModel } from "../../src/model/file.js";
import { LocalStepper } from "../../src/train/stepper.js";
import { tfjsBackend } from "../../src/train/tfjs-backend.js";

const PAIRS = { text: "hello|HI\ngoodbye|BYE\nare you a robot|YES\nwho are you|ZED\n", file: "pairs.txt" };
const MORE = { text: "what do you cost|$64\n", file: "more.txt" };

const REQUEST: TrainRequest = {
  pairs: [PAIRS],
  until: { epochs: 60 },
  seed: 3,
  hidden: [24],
  holdout: 0,
  select: "train",
  recipe: {},
  checkpointInterval: 0,
  command: "zmlm train pairs.txt",
};

const host: TrainJobHost = {
  backend: "cpu",
  threads: 1,
  clock: nodeClock,
  makeStepper: async (corpus, layout, batchRows) =>
    new LocalStepper(tfjsBackend(tf), corpus, layout, batchRows),
};

interface Told {
  readonly trained: Trained;
  readonly events: readonly TrainEvent[];
}

async function run(request: TrainRequest, signal?: AbortSignal): Promise<Told> {
  const events: TrainEvent[] = [];
  const tell = (event: TrainEvent) => {
    events.push(event);
  };
  const trained = await prepareTraining(request, tell).run({ ...host, signal }, tell);
  return { trained, events };
}

const of = <T extends TrainEvent["type"]>(events: readonly TrainEvent[], type: T) =>
  events.filter((event): event is Extract<TrainEvent, { type: T }> => event.type === type);

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

describe("a training", () => {
  test("tells its start, its progress, the best so far and what to go on from; its file has the record", async () => {
    const { trained, events } = await run(REQUEST);
    expect(events[0]).toEqual({
      type: "start",
      pairs: 4,
      questions: 4,
      backend: "cpu",
      threads: 1,
      afterStep: undefined,
    });
    const progress = of(events, "progress");
    expect(progress.at(-1)!.progress).toMatchObject({ done: 1, epoch: 60, epochs: 60 });
    expect(progress.at(-1)!.network().charset).toBe(trained.model.charset);
    const best = of(events, "best").map(({ text }) => parseModel(text, "best"));
    expect(best.length).toBeGreaterThan(0);
    expect(best.every(({ charset }) => charset === trained.model.charset)).toBe(true);
    expect(of(events, "checkpoint")).toHaveLength(60);
    expect(trained.written).toBe(true);
    expect(trained.result.evaluation.exact).toBe(1);
    expect(parseModel(trained.text, "model.json").training).toMatchObject({
      command: "zmlm train pairs.txt",
      seed: 3,
      backend: "cpu",
      pairs: 4,
      settings: { holdout: 0, select: "train" },
      scores: { exact: 1 },
    });
  });

  test("goes on from a checkpoint to the very file that it would have made without a stop", async () => {
    const { trained, events } = await run(REQUEST);
    const { bytes } = of(events, "checkpoint")[20];
    const resume = {
      model: { file: "model.json", text: of(events, "best")[0].text },
      checkpoint: { file: "model.json.checkpoint", bytes },
    };
    const resumed = await run({ ...REQUEST, resume });
    expect(resumed.trained.text).toBe(trained.text);
    expect(of(resumed.events, "start")[0].afterStep).toBeGreaterThan(0);
    expect(of(resumed.events, "checkpoint")).toHaveLength(39);
  });

  test("gives every file its banner, and one that is resumed keeps it", async () => {
    const { trained, events } = await run({ ...REQUEST, until: { epochs: 4 }, banner: "ZED. ! LEAVES." });
    for (const text of [trained.text, ...of(events, "best").map((event) => event.text)])
      expect(parseModel(text, "m").banner).toBe("ZED. ! LEAVES.");
    const resume = {
      model: { file: "m", text: trained.text },
      checkpoint: { file: "c", bytes: undefined },
    };
    const again = { ...REQUEST, until: { epochs: 1 }, resume };
    expect((await run(again)).trained.model.banner).toBe("ZED. ! LEAVES.");
    expect((await run({ ...again, banner: "HAL" })).trained.model.banner).toBe("HAL");
  });

  test("doesn't use the checkpoint of another training, says so, and resumes from the model", async () => {
    const { trained, events } = await run(REQUEST);
    const resume = {
      model: { file: "model.json", text: trained.text },
      checkpoint: { file: "model.json.checkpoint", bytes: of(events, "checkpoint")[0].bytes },
    };
    const { hidden: _, ...unsaid } = REQUEST;
    const taught = await run({ ...unsaid, pairs: [PAIRS, MORE], resume });
    expect(of(taught.events, "warning")).toEqual([
      { type: "warning", message: expect.stringContaining("model.json.checkpoint is not used") },
    ]);
    expect(taught.trained.model.charset).toBe(`${trained.model.charset.slice(0, -1)}$46\0`);
    expect(taught.trained.result.evaluation.exact).toBe(1);
  });

  test("of whole answers goes on with new ones, which come after the known ones", async () => {
    const request = { ...REQUEST, head: "replies" as const, hidden: [24] };
    const { trained } = await run(request);
    expect(trained.model.answers).toHaveLength(new Set(trained.model.answers).size);
    expect(trained.result.evaluation.exact).toBe(1);
    expect(parseModel(trained.text, "m").answers).toEqual(trained.model.answers);
    const resume = {
      model: { file: "model.json", text: trained.text },
      checkpoint: { file: "c", bytes: undefined },
    };
    const { hidden: _, head: __, ...unsaid } = request;
    const taught = await run({ ...unsaid, pairs: [PAIRS, MORE], resume });
    const { answers } = taught.trained.model;
    expect(answers?.slice(0, trained.model.answers!.length)).toEqual(trained.model.answers);
    expect(answers).toContain("$64");
    expect(taught.trained.result.evaluation.exact).toBe(1);
  });

  test("warns of long answers only where each of their characters is learned", async () => {
    const text = `hello|${"LONG ANSWERS ARE SLOW".repeat(2)}\nbye|SO LONG, AND THANKS FOR ALL THE FISH\n`;
    const request = { ...REQUEST, pairs: [{ text, file: "long.txt" }], until: { epochs: 1 } };
    const warnings = async (changed: Partial<TrainRequest>) =>
      of((await run({ ...request, ...changed })).events, "warning").map(({ message }) => message);
    expect(await warnings({})).toEqual([]);
    expect(await warnings({ spelling: "free" })).toEqual([
      expect.stringContaining("or leave --spelling free out"),
    ]);
    expect(await warnings({ head: "replies" })).toEqual([]);
  });

  test("knows where the reply joins, also when it goes on", async () => {
    const request = { ...REQUEST, join: { layer: 2 as const, buckets: 64 as const } };
    const { trained, events } = await run(request);
    expect(trained.model.join).toEqual(request.join);
    expect(trained.result.evaluation.exact).toBe(1);
    const best = of(events, "best")[0].text;
    const { bytes } = of(events, "checkpoint")[20];
    const resume = { model: { file: "model.json", text: best }, checkpoint: { file: "c", bytes } };
    expect((await run({ ...request, resume })).trained.text).toBe(trained.text);
    const wrong = (changed: Partial<TrainRequest>) => () =>
      prepareTraining(
        { ...request, ...changed, resume: { ...resume, checkpoint: { file: "c", bytes: undefined } } },
        () => undefined,
      );
    expect(wrong({ join: { layer: 1 } })).toThrow(
      "model.json: the reply so far joins its layer 2; leave --join out to resume from it",
    );
    expect(wrong({ join: { buckets: 128 } })).toThrow("reply buckets is 64; leave --reply-buckets out");
    expect(wrong({ join: undefined, head: "replies" })).toThrow("its head is characters; leave --head out");
  });

  test("tells what the most similar taught question would get of the held-out ones", async () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) => `the number ${i} please|${i % 2 === 0 ? "EVEN" : "ODD"}`,
    );
    const pairs = [{ text: lines.join("\n"), file: "pairs.txt" }];
    const training = prepareTraining(
      { ...REQUEST, pairs, holdout: 0.3, until: { epochs: 1 } },
      () => undefined,
    );
    const { model, result } = await training.run(host, () => undefined);
    const right = training.neighbour(model)! * result.heldOut!.queries;
    expect(right).toBeCloseTo(Math.round(right), 9);
    expect(right).toBeGreaterThan(0);
    expect(prepareTraining(REQUEST, () => undefined).neighbour(model)).toBeUndefined();
  });

  test("that is stopped before its first check doesn't replace a model", async () => {
    const stopped = new AbortController();
    stopped.abort();
    const endless = { ...REQUEST, until: { seconds: 600 } };
    expect((await run({ ...endless, replaces: true }, stopped.signal)).trained.written).toBe(false);
    expect((await run({ ...endless, replaces: false }, stopped.signal)).trained.written).toBe(true);
  });

  test("tells what is wrong before it begins", () => {
    const prepare = (request: Partial<TrainRequest>) => () =>
      prepareTraining({ ...REQUEST, ...request }, () => undefined);
    expect(prepare({ pairs: [PAIRS, { text: "a|b\noops\n", file: "bad.txt" }] })).toThrow(
      'bad.txt:2: no "|"',
    );
    expect(prepare({ select: "holdout" })).toThrow("--select holdout needs held-out questions");
    const missing = {
      model: { file: "model.json", text: undefined },
      checkpoint: { file: "c", bytes: undefined },
    };
    expect(prepare({ resume: missing })).toThrow("model.json: there is no such model to resume from");
  });

  test("has a report, which tells whose network it shows", async () => {
    const { trained } = await run({ ...REQUEST, until: { epochs: 2 } });
    const draw = (written: boolean, questions = 4) =>
      trainingReport(
        {
          trained: { ...trained, written, result: { ...trained.result, questions } },
          model: "some/model.json",
          resumed: true,
          host: [["Browser", "Nav 1"]],
        },
        parseHTML("<!doctype html><html><head></head><body></body></html>").document,
      );
    const page = draw(true);
    for (const text of ["model.json: training report", "Browser", "Nav 1", "resumed", "zmlm train pairs.txt"])
      expect(page).toContain(text);
    expect(page).not.toContain("was left as it was");
    expect(draw(false)).toContain("some/model.json was left as it was");
    expect(page).not.toContain("of a sample of");
    expect(draw(true, 5000)).toContain("of a sample of 4, whole replies");
  });
});
