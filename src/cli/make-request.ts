/** What zmlm make is asked for: the command line, checked, and the pairs that it names. */

import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { InputError } from "../base/input-error.js";
import { type Pair, scanPairs } from "../data/pairs.js";
import { gatherPairs, type PairText } from "../jobs/pairs.js";
import { planTraining, type TrainingPlan } from "../jobs/plan.js";
import type { Machine } from "../machines/machine.js";
import { parseModel } from "../model/file.js";
import { BACKEND_CHOICES } from "../train/node.js";
import { assertOutputs, readModelText } from "./files.js";
import { parseChoice, parseSeed, parseShare, parseTime, parseWhole } from "./options.js";
import { loadPairTexts } from "./pairs.js";
import { parseTarget, type Target } from "./target.js";
import type { TrainCommandRequest } from "./train-model.js";

/** Questions from which on a tenth of them tells something when held out. */
const ENOUGH_TO_HOLD_OUT = 100;
export interface MakeFlags {
  output?: string;
  machine: string;
  timeLimit?: string;
  until?: string;
  holdout: string;
  seed: string;
  backend: string;
  threads?: string;
  clock?: number;
  chat: boolean;
}

export interface MakeRequest {
  readonly files: readonly string[];
  readonly pairs: readonly Pair[];
  readonly texts: readonly PairText[];
  /** Whether some lines are no pairs. */
  readonly hasFaults: boolean;
  readonly plan: TrainingPlan;
  readonly model: string;
  readonly target: Target;
  /** 0: no estimate of unseen questions. */
  readonly holdout: number;
  /** Whether an estimate is wanted, and the questions are too few for one. */
  readonly tooFewToHoldOut: boolean;
  readonly settings: Pick<TrainCommandRequest, "seed" | "backend" | "threads">;
  /** Undefined: no chat. */
  readonly talk: { readonly clock?: number | undefined } | undefined;
}

/** Checks the command line and reads what it names. */
export function readRequest(files: readonly string[], flags: MakeFlags): MakeRequest {
  const { machine } = parseTarget(flags.machine, undefined);
  const target = parseTarget(machine.name, flags.output ?? programName(files[0], machine));
  const model = modelName(files[0], flags.output);
  assertOutputs([target.output, model], files);
  assertModelOrNothing(model);
  const holdout = parseShare(flags.holdout, "--holdout", 0.5);
  const texts = Array.from(loadPairTexts(files), ({ text, file }) => ({ text: [...text], file }));
  // faulty lines are among what is told of the pairs
  const pairs = gatherPairs(texts, { skipFaulty: true, warn: () => undefined });
  const hasFaults = texts.some(({ text, file }) => scanPairs(text, file).faults.length > 0);
  const plan = planTraining(pairs);
  const isEnough = plan.questions >= ENOUGH_TO_HOLD_OUT;
  const { timeLimit, until } = flags;
  return {
    files,
    pairs,
    texts,
    hasFaults,
    plan: {
      ...plan,
      ...(timeLimit !== undefined && { seconds: parseTime(timeLimit, "--time-limit") }),
      ...(until !== undefined && { exact: parseShare(until, "--until", 1) }),
    },
    model,
    target,
    holdout: isEnough ? holdout : 0,
    tooFewToHoldOut: !isEnough && holdout > 0,
    settings: {
      seed: parseSeed(flags.seed),
      backend: parseChoice(flags.backend, "--backend", BACKEND_CHOICES),
      threads: flags.threads === undefined ? undefined : parseWhole(flags.threads, "--threads", 1, 16),
    },
    talk: flags.chat ? { clock: flags.clock } : undefined,
  };
}

/** cats.txt becomes cats.json, or what lies beside the program. */
function modelName(pairs: string, output: string | undefined): string {
  return output === undefined ? `${stemOf(pairs)}.json` : `${output.replace(/\.[^./\\]*$/, "")}.json`;
}

/** cats.txt becomes CATS.COM, or CATS.TAP: a name of eight letters is one on every machine. */
export function programName(pairs: string, machine: Machine): string {
  const name = stemOf(pairs)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 8);
  return `${name || "CHAT"}${machine.files[0].extension.toUpperCase()}`;
}

function stemOf(pairs: string): string {
  return pairs === "-" ? "chat" : basename(pairs).replace(/(\.txt)?(\.gz)?$/i, "") || "chat";
}

/** @throws InputError if a file that is no model would be overwritten */
function assertModelOrNothing(file: string): void {
  if (!existsSync(file)) return;
  try {
    parseModel(readModelText(file), file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      `this is no model of zmlm, and would be overwritten; name the program with -o, e.g. -o ${join("build", "CHAT.COM")}`,
      { file },
    );
  }
}
