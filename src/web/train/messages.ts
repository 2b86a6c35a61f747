/** What the page and its training workers tell each other. */

import type { TrainEvent, Trained, TrainRequest } from "../../jobs/train.js";
import type { ThreadTask } from "../../train/threads.js";
import type { TrainProgress } from "../../train/training.js";

/** A training that the page wants. */
export interface TrainOrder {
  readonly request: TrainRequest;
  readonly threads: number;
  /** Questions to ask the network as it is, about once a second. */
  readonly questions: readonly string[];
}

/** What the page tells the leading worker. */
export type TrainCommand =
  | { readonly type: "train"; readonly order: TrainOrder }
  /** Ends the training early; the result is the best network so far. */
  | { readonly type: "stop" }
  /** Stands still; the time doesn't count. */
  | { readonly type: "halt" }
  | { readonly type: "goOn" }
  | { readonly type: "ask"; readonly questions: readonly string[] }
  /** A thread that the worker asked for is ready. */
  | { readonly type: "threadReady"; readonly thread: number };

/** What the page tells a worker that is a further thread. */
export interface ThreadOrder {
  readonly type: "thread";
  readonly task: ThreadTask;
}

/** A look at the network as it is. */
export interface Glimpse {
  /** Weights of the first layer, -2 to 1: (outputs, inputs), row-major. */
  readonly weights: Int8Array;
  readonly inputs: number;
  /** Share of all weights that aren't zero. */
  readonly density: number;
  /** The answers to the order's questions. */
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
}

/** A result, without the network, whose encoder can't be sent: the text has it. */
export interface TrainedMessage extends Pick<Trained, "text" | "written"> {
  readonly result: Omit<Trained["result"], "network">;
}

/** What the leading worker tells the page. */
export type TrainNews =
  | Exclude<TrainEvent, { readonly type: "progress" }>
  | { readonly type: "progress"; readonly progress: TrainProgress }
  | { readonly type: "glimpse"; readonly glimpse: Glimpse }
  /** Start a worker for this task, and tell when it is ready. */
  | { readonly type: "startThread"; readonly task: ThreadTask }
  | { readonly type: "done"; readonly trained: TrainedMessage }
  /** The training can't begin or go on; a sentence that says why. */
  | { readonly type: "fault"; readonly message: string };
