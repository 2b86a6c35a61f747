import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { type TrainCommandRequest, trainModel } from "../../src/cli/train-model.js";
import { readPairs } from "../../src/data/pairs.js";
import { interrupted } from "../support/interrupt.js";

const TEXT = { text: "hello|HI\ngoodbye|BYE\n", file: "pairs.txt" };

describe("a training at the command line", () => {
  let folder: string;
  let request: TrainCommandRequest;
  let told: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zmlm-stop-"));
    request = {
      pairs: [TEXT],
      output: join(folder, "model.json"),
      until: { epochs: 30 },
      seed: 1,
      hidden: [24],
      encoder: undefined,
      buckets: undefined,
      holdout: 0,
      select: "train",
      recipe: { density: 1, typos: 0.5, wordDrops: 0, smoothing: 0.15 },
      resume: false,
      backend: "cpu",
      threads: 1,
      checkpointInterval: 5,
      report: undefined,
      command: "zmlm train",
    };
    told = "";
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      told += String(text);
      return true;
    });
  });

  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  /** Trains, and presses Ctrl-C once it said something. */
  async function stopped(after: string, wanted: TrainCommandRequest): ReturnType<typeof trainModel> {
    let trained: Awaited<ReturnType<typeof trainModel>>;
    await interrupted(after, async () => {
      trained = await trainModel(wanted);
    });
    return trained!;
  }

  it("keeps the model that is there if a fresh training is stopped before its first check", async () => {
    await trainModel(request);
    const model = readFileSync(request.output, "utf8");
    const { written, result } = await stopped("", { ...request, seed: 2, until: { seconds: 600 } });
    expect(result.stopped).toBe(true);
    expect(written).toBe(false);
    expect(readFileSync(request.output, "utf8")).toBe(model);
  });

  it("writes the report of a training that is stopped, and says whose network it shows", async () => {
    const report = join(folder, "report.html");
    const wanted: TrainCommandRequest = { ...request, report, until: { seconds: 600 } };
    expect((await stopped("training on", wanted)).written).toBe(true);
    expect(readFileSync(report, "utf8")).toContain("stopped early");
    expect(readFileSync(report, "utf8")).not.toContain("was left as it was");
    expect((await stopped("training on", { ...wanted, seed: 2 })).written).toBe(false);
    expect(readFileSync(report, "utf8")).toContain("model.json was left as it was");
  });

  it("tells of a checkpoint that it can't use", async () => {
    await trainModel(request);
    const path = `${request.output}.checkpoint`;
    writeFileSync(path, "null\n");
    await expect(trainModel({ ...request, resume: true })).rejects.toThrow(InputError);
    rmSync(path);
    const { saved } = await checkpointOf({ ...request, seed: 3 });
    writeFileSync(path, saved);
    await trainModel({ ...request, resume: true });
    expect(told).toContain("is not used");
    expect(existsSync(path)).toBe(false);
  });

  it("says to leave --resume out if there is no model, before it announces anything", async () => {
    await expect(trainModel({ ...request, resume: true })).rejects.toThrow("leave --resume out");
    expect(told).toBe("");
  });

  async function checkpointOf({ seed }: TrainCommandRequest): Promise<{ saved: Uint8Array }> {
    const { train } = await import("../../src/train/trainer.js");
    const { serializeCheckpoint } = await import("../../src/train/checkpoint.js");
    const { openBackend, trainingHost } = await import("../../src/train/node.js");
    let saved = new Uint8Array();
    await train(
      {
        pairs: readPairs(TEXT.text, TEXT.file),
        seed,
        hidden: [24],
        until: { epochs: 1 },
        checkpointInterval: 0,
        onCheckpoint: (checkpoint) => {
          saved = new Uint8Array(serializeCheckpoint(checkpoint));
        },
      },
      trainingHost(await openBackend("cpu"), 1),
    );
    return { saved };
  }
});
