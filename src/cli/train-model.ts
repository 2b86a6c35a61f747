/** Runs a training for the command line: files, progress, checkpoints and Ctrl-C. */

import { copyFileSync, existsSync, rmSync } from "node:fs";
import { prepareTraining, type TrainEvent, type Trained, type TrainRequest } from "../jobs/train.js";
import type { BackendChoice } from "../train/node.js";
import { INTERRUPTED, stopEarly } from "./early-stop.js";
import { readBytes, readModelText, writeWhole } from "./files.js";
import { percent, progressView } from "./progress.js";
import { tell } from "./screen.js";

/** A training's checkpoint lies beside its model file until the training is done. */
const CHECKPOINT_SUFFIX = ".checkpoint";
/** Most bytes of a checkpoint; one of three million pairs has half as many. */
const MAX_CHECKPOINT = 1 << 28;

/** A model that a training from the start replaces is kept beside it. */
const OLD_SUFFIX = ".old";
/** Model files that this process has written: these are no one's earlier work. */
const written = new Set<string>();

/** The checked options of zmlm train. */
export interface TrainCommandRequest extends Omit<TrainRequest, "resume" | "replaces"> {
  /** Path of the model file. */
  readonly output: string;
  /** Resume from the checkpoint that the same training left, or else from the model file. */
  readonly resume: boolean;
  readonly backend: BackendChoice;
  /** Undefined: the default of the backend. */
  readonly threads: number | undefined;
  /** Path of the report to write. */
  readonly report: string | undefined;
  /** When the time limit began, in milliseconds since the process's start; default: then. */
  readonly started?: number;
}

export interface TrainedHere extends Trained {
  /** See {@link PreparedTraining.neighbour}. */
  readonly neighbour: number | undefined;
}

/**
 * Trains with progress on standard error, saves the best model on the way and the final one at the end.
 * The first Ctrl-C ends the training early; a second ends the program. The model file is whole in any case, and one that
 * was there before a training from the start is kept under another name.
 */
export async function trainModel(request: TrainCommandRequest): Promise<TrainedHere> {
  const { output, resume } = request;
  const checkpointPath = `${output}${CHECKPOINT_SUFFIX}`;
  const existed = existsSync(output);
  const old = existed && !resume && !written.has(output) ? `${output}${OLD_SUFFIX}` : undefined;
  const write = (text: string): void => {
    if (old !== undefined && !written.has(output)) copyFileSync(output, old);
    written.add(output);
    writeWhole(output, text);
  };
  const view = progressView(process.stderr);
  /** Times that Ctrl-C was pressed. */
  let pressed = 0;
  let kept = existed ? `${output} as it was` : "the latest network";
  const controller = new AbortController();
  const { signal } = controller;
  let begun = false;
  const stop = (): void => {
    view.end();
    pressed++;
    if (!begun && !existed) {
      stopEarly();
    }
    // where no file is there yet, one comes at the end of this step
    if (pressed > 2 || (pressed === 2 && existsSync(output))) process.exit(INTERRUPTED);
    if (pressed === 1) tell(`stopping: keeping ${kept}\n`);
    controller.abort();
  };
  // from here on, as the pairs take a while to load
  process.on("SIGINT", stop);
  const listen = (event: TrainEvent): void => {
    if (event.type === "best") {
      write(event.text);
      if (pressed > 1) process.exit(INTERRUPTED);
      const { integerAccuracy, heldOutAccuracy } = event.progress;
      kept = `the best, ${percent(request.select === "holdout" ? heldOutAccuracy : integerAccuracy)}`;
    } else if (event.type === "checkpoint") writeWhole(checkpointPath, event.bytes);
    else if (event.type === "progress") view.show(event.progress);
    else tell(describe(event));
  };
  try {
    const training = prepareTraining(
      {
        ...request,
        replaces: existed,
        resume: resume
          ? {
              model: { file: output, text: existed ? readModelText(output) : undefined },
              checkpoint: {
                file: checkpointPath,
                bytes: existsSync(checkpointPath) ? readBytes(checkpointPath, MAX_CHECKPOINT) : undefined,
              },
            }
          : undefined,
      },
      listen,
    );
    // a backend may take a while to load, so it is loaded only now
    const { defaultThreads, openBackend, trainingHost } = await import("../train/node.js");
    const open = await openBackend(request.backend);
    const threads = request.threads ?? defaultThreads(open.backend);
    // a Ctrl-C of the time until now is heard in this turn
    await new Promise((resolve) => setImmediate(resolve));
    begun = true;
    if (old !== undefined) tell(`the first check replaces ${output}; the model in it is kept as ${old}\n`);
    const { backend } = open;
    const host = { ...trainingHost(open, threads), backend, threads, signal, started: request.started ?? 0 };
    const trained = await training.run(host, listen);
    if (trained.written) write(trained.text);
    if (request.report !== undefined) {
      const { writeReport } = await import("./report.js");
      writeReport(request.report, { trained, model: output, resumed: resume });
    }
    // a stopped training can be resumed, so its checkpoint stays
    if (!trained.result.stopped) rmSync(checkpointPath, { force: true });
    return { ...trained, neighbour: trained.result.stopped ? undefined : training.neighbour(trained.model) };
  } finally {
    view.end();
    process.off("SIGINT", stop);
  }
}

function describe(event: Extract<TrainEvent, { type: "warning" | "start" }>): string {
  if (event.type === "warning") return `${event.message}\n`;
  const { pairs, questions, backend, threads, afterStep } = event;
  const many = threads === 1 ? "1 thread" : `${threads} threads`;
  const resuming = afterStep === undefined ? "" : `resuming after step ${afterStep}\n`;
  return `training on ${pairs} pairs (${questions} questions), backend ${backend}, ${many}\n${resuming}`;
}
