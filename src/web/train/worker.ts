/** The worker that trains. The same script is a further thread if its first message says so. */

import { InputError } from "../../base/input-error.js";
import { prepareTraining, type TrainEvent, type TrainJobHost } from "../../jobs/train.js";
import { FastInference } from "../../model/fast-inference.js";
import { density, type Network } from "../../model/network.js";
import { HaltableClock, runTrainingThread, trainingHost } from "../../train/browser.js";
import type { ThreadHandle, ThreadTask } from "../../train/threads.js";
import { inPageWords } from "../page-words.js";
import type { Glimpse, ThreadOrder, TrainCommand, TrainNews, TrainOrder } from "./messages.js";

/** Milliseconds between two looks at the network: it takes some of them to round it and to ask it. */
const GLIMPSE_INTERVAL = 1000;

const clock = new HaltableClock();
const stop = new AbortController();
let questions: readonly string[] = [];
/** What to call when a further thread is ready, by its number. */
const starting = new Map<number, (handle: ThreadHandle) => void>();

function tell(news: TrainNews, transfer: Transferable[] = []): void {
  postMessage(news, { transfer });
}

/** The page ends all workers when the training is over. */
function startWorker(task: ThreadTask): Promise<ThreadHandle> {
  return new Promise((resolve) => {
    starting.set(task.thread, resolve);
    tell({ type: "startThread", task });
  });
}

function glimpseOf(network: Network): Glimpse {
  const inference = new FastInference(network);
  const [{ weights, inputs }] = network.layers;
  return {
    weights: weights.slice(),
    inputs,
    density: density(network),
    answers: questions.map((question) => ({ question, answer: inference.reply(question) })),
  };
}

async function train({ request, threads }: TrainOrder): Promise<void> {
  const started = clock.now();
  let glimpsed = Number.NEGATIVE_INFINITY;
  const listen = (event: TrainEvent): void => {
    if (event.type !== "progress") {
      tell(event.type === "warning" ? { ...event, message: inPageWords(event.message) } : event);
      return;
    }
    tell({ type: "progress", progress: event.progress });
    if (clock.now() - glimpsed < GLIMPSE_INTERVAL) return;
    const glimpse = glimpseOf(event.network());
    tell({ type: "glimpse", glimpse }, [glimpse.weights.buffer]);
    glimpsed = clock.now();
  };
  const training = prepareTraining(request, listen);
  const host: TrainJobHost = {
    ...trainingHost({ threads, clock, startWorker }),
    backend: "wasm",
    threads,
    signal: stop.signal,
    started,
  };
  const { text, written, result } = await training.run(host, listen);
  const { network, ...rest } = result;
  const last = glimpseOf(network);
  tell({ type: "glimpse", glimpse: last }, [last.weights.buffer]);
  tell({ type: "done", trained: { text, written, result: rest } });
}

/** A fault of the input is a sentence; another one is a defect, which the page shows with its name. */
function describe(error: unknown): string {
  return error instanceof InputError ? inPageWords(error.message) : `the training broke off: ${error}`;
}

self.onmessage = ({ data }: MessageEvent<TrainCommand | ThreadOrder>) => {
  switch (data.type) {
    case "train":
      questions = data.order.questions;
      train(data.order).catch((error: unknown) => tell({ type: "fault", message: describe(error) }));
      break;
    case "thread":
      runTrainingThread(data.task, () => postMessage("ready"));
      break;
    case "threadReady":
      starting.get(data.thread)?.({ terminate: async () => undefined });
      break;
    case "ask":
      questions = data.questions;
      break;
    case "stop":
      stop.abort();
      clock.goOn();
      break;
    case "halt":
      clock.halt();
      break;
    case "goOn":
      clock.goOn();
      break;
  }
};
