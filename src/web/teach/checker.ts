/**
 * Checks pairs in a worker. While it is busy only the newest text waits.
 *
 *   const checker = openChecker((answer) => show(answer));
 *   checker.check({ text, encoder });
 */

import CheckWorker from "./check-worker.js?worker&inline";
import type { CheckAnswer, CheckTask } from "./messages.js";

export interface Checker {
  check(task: CheckTask): void;
  close(): void;
}

/** @param listen called with the answer to the newest task; answers to older ones are dropped */
export function openChecker(listen: (answer: CheckAnswer) => void): Checker {
  const worker = new CheckWorker();
  let isBusy = false;
  let waiting: CheckTask | undefined;
  const next = () => {
    if (isBusy || waiting === undefined) return;
    worker.postMessage(waiting);
    isBusy = true;
    waiting = undefined;
  };
  worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
    isBusy = false;
    if (waiting === undefined) listen(data);
    next();
  };
  return {
    check(task) {
      waiting = task;
      next();
    },
    close: () => worker.terminate(),
  };
}
