/** The progress of a training on standard error: one live line on a terminal, elsewhere a line every ten seconds. */

import chalk from "chalk";
import { createLogUpdate } from "log-update";
import { percentOf } from "../base/percent.js";
import type { ScoringProgress } from "../train/evaluate.js";
import type { TrainProgress } from "../train/training.js";

const BAR_WIDTH = 20;
/** Seconds between two lines if the output is not a terminal. */
const PLAIN_INTERVAL = 10;

export interface ProgressView {
  show(progress: TrainProgress): void;
  /** Keeps the last state on the screen. */
  end(): void;
}

/** A view of training progress that suits the stream. */
export function progressView(stream: NodeJS.WriteStream): ProgressView {
  return stream.isTTY ? liveView(stream) : plainView(stream);
}

function liveView(stream: NodeJS.WriteStream): ProgressView {
  const draw = createLogUpdate(stream);
  return {
    show(progress) {
      draw(`${bar(progress.done)} ${describe(progress)}`);
    },
    end: () => draw.done(),
  };
}

function plainView(stream: NodeJS.WriteStream): ProgressView {
  let next = 0;
  return {
    show(progress) {
      const isLast = progress.done >= 1 && progress.scoring === undefined;
      if (progress.seconds < next && !isLast) return;
      next = progress.seconds + PLAIN_INTERVAL;
      stream.write(`${Math.round(progress.done * 100)}% ${describe(progress)}\n`);
    },
    end: () => undefined,
  };
}

/** The bar of a part that is done, 0 to 1. */
function bar(done: number): string {
  const filled = Math.round(Math.min(1, done) * BAR_WIDTH);
  return chalk.green("█".repeat(filled)) + chalk.dim("░".repeat(BAR_WIDTH - filled));
}

/** The progress of scoring on a terminal: a bar, the questions asked, the time left; elsewhere nothing. */
export function scoringView(
  stream: NodeJS.WriteStream,
  now: () => number,
): { show(progress: ScoringProgress): void; end(): void } {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  const draw = createLogUpdate(stream);
  const started = now();
  return {
    show({ asked, questions }) {
      const left =
        asked === 0 ? "" : `  ${clock((((now() - started) / 1000) * (questions - asked)) / asked)} left`;
      const count = `${asked.toLocaleString("en")} of ${questions.toLocaleString("en")} questions asked`;
      draw(`${bar(asked / Math.max(1, questions))} ${count}${left}`);
    },
    end: () => draw.clear(),
  };
}

/** A line on a terminal that says what is being done, and goes when it is done; elsewhere nothing. */
export function stepView(stream: NodeJS.WriteStream): { show(what: string): void; end(): void } {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  const draw = createLogUpdate(stream);
  return { show: (what) => draw(chalk.dim(what)), end: () => draw.clear() };
}

/** Float accuracy counts characters; integer accuracy counts questions, which are right only if the whole reply is. */
export function describe(progress: TrainProgress): string {
  const { scoring } = progress;
  if (scoring !== undefined)
    return `${scoring.asked.toLocaleString("en")} of ${scoring.questions.toLocaleString("en")} questions asked for the scores`;
  const { epoch, epochs, loss, floatAccuracy, integerAccuracy, heldOutAccuracy, secondsLeft } = progress;
  const parts = [
    `epoch ${epochs === undefined ? epoch : `${epoch}/${epochs}`}`,
    `loss ${Number.isNaN(loss) ? "-" : loss.toFixed(3)}`,
    `characters ${percent(Number.isNaN(floatAccuracy) ? undefined : floatAccuracy)} (float)`,
    `questions ${percent(integerAccuracy)} (integer)`,
  ];
  if (heldOutAccuracy !== undefined) parts.push(`held out ${percent(heldOutAccuracy)}`);
  if (secondsLeft !== undefined) parts.push(`${clock(secondsLeft)} left`);
  return parts.join("  ");
}

export function percent(share: number | undefined): string {
  return share === undefined ? "-" : `${percentOf(share)}%`;
}

/** Seconds as m:ss. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
