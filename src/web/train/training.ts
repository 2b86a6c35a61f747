/**
 * A training in workers, as the page sees it. While the page is hidden it stands still, and its time doesn't count.
 *
 *   const training = startTraining({ request, questions }, (news) => { if (news.type === "done") … });
 *   training.stop();
 */

import type { ThreadOrder, TrainCommand, TrainNews, TrainOrder } from "./messages.js";
import TrainWorker from "./worker.js?worker&inline";

/** More threads than this gain nothing at batches of a few hundred rows. */
const MAX_THREADS = 4;

/** Threads that speed a training up here: several only where memory can be shared. */
export function usableThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(MAX_THREADS, navigator.hardwareConcurrency));
}

export interface RunningTraining {
  readonly threads: number;
  /** Ends it early: news of its result follow. */
  stop(): void;
  /** Asks other questions from now on. */
  ask(questions: readonly string[]): void;
  /** Ends it at once, without a result. */
  kill(): void;
}

export interface WishedTraining extends Pick<TrainOrder, "request" | "questions"> {
  /** Default: as many as gain something here. */
  readonly threads?: number | undefined;
}

/** @param listen called with all news; after `done` or `fault` come no more */
export function startTraining(
  { request, questions, threads = usableThreads() }: WishedTraining,
  listen: (news: TrainNews | { readonly type: "hidden"; readonly hidden: boolean }) => void,
): RunningTraining {
  const leader = new TrainWorker();
  const others: Worker[] = [];
  const command = (order: TrainCommand) => leader.postMessage(order);
  const kill = () => {
    document.removeEventListener("visibilitychange", attend);
    for (const worker of [leader, ...others]) worker.terminate();
  };
  const fail = ({ message }: ErrorEvent) => {
    kill();
    listen({ type: "fault", message: `the training broke off: ${message || "its worker doesn't load"}` });
  };
  const attend = () => {
    command({ type: document.hidden ? "halt" : "goOn" });
    listen({ type: "hidden", hidden: document.hidden });
  };
  leader.onerror = fail;
  leader.onmessage = ({ data }: MessageEvent<TrainNews>) => {
    if (data.type === "startThread") {
      const worker = new TrainWorker();
      const order: ThreadOrder = { type: "thread", task: data.task };
      worker.onmessage = () => command({ type: "threadReady", thread: data.task.thread });
      worker.onerror = fail;
      worker.postMessage(order);
      others.push(worker);
      return;
    }
    if (data.type === "done" || data.type === "fault") kill();
    listen(data);
  };
  document.addEventListener("visibilitychange", attend);
  command({ type: "train", order: { request, threads, questions } });
  if (document.hidden) attend();
  return {
    threads,
    stop: () => command({ type: "stop" }),
    ask: (next) => command({ type: "ask", questions: next }),
    kill,
  };
}
