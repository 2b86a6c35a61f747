/**
 * Scores a model, or a program in the emulator, on pairs, and baselines (methods without a network) for comparison.
 *
 * Text and bytes in, scores out. It may run long; it yields the thread about ten times a second.
 *
 *   const subject = { kind: "model", text, file: "model.json" } as const;
 *   const { scores } = await evaluate({ subject, pairs: [{ text: "hello|HI\n", file: "pairs.txt" }] }, host, tell);
 */

import { InputError } from "../base/input-error.js";
import { type Host, runSteps } from "../base/steps.js";
import { Questioner } from "../build/ask.js";
import { misspelled } from "../data/misspell.js";
import type { Pair } from "../data/pairs.js";
import { type Model, parseModel } from "../model/file.js";
import { type Head, headOf } from "../model/network.js";
import {
  type BaselineScores,
  fitBaselines,
  networkBytes,
  scoringBaselines,
} from "../train/baselines/baselines.js";
import {
  type Evaluation,
  evaluation,
  type ReplyScores,
  type ScoringProgress,
  scoringReplies,
} from "../train/evaluate.js";
import { splitUnseen } from "../train/holdout.js";
import { Listing } from "../train/listing.js";
import { type UnsureTrade, unsureTrades } from "../train/unsure.js";
import { gatherPairs, type PairText } from "./pairs.js";
import { assertProgram, type ProgramFile, programFault } from "./programs.js";

export interface EvaluateRequest {
  /** The model or program to score. */
  readonly subject:
    | { readonly kind: "model"; readonly text: string; readonly file: string }
    | ({ readonly kind: "program" } & ProgramFile);
  readonly pairs: Iterable<PairText>;
  /** True: faulty lines are left out, with a warning. False: the first one throws. */
  readonly skipFaulty?: boolean | undefined;
  /** Score only the questions that a training with this holdout share and the same seed holds out; default 0: all. */
  readonly holdout?: number | undefined;
  /** Seed of that split and of typing errors; default: the model's. */
  readonly seed?: number | undefined;
  /** True: ask each question with one typing error. */
  readonly typos?: boolean | undefined;
  /** True: score baselines too, which need a model's encoder. */
  readonly baselines?: boolean | undefined;
  /** True: also tell what it costs and gains to say nothing where the model is unsure. */
  readonly unsure?: boolean | undefined;
  /** Pairs that the baselines learn from; default: the scored pairs, or with a holdout the others. */
  readonly trainPairs?: Iterable<PairText> | undefined;
}

export type EvaluateEvent =
  | { readonly type: "warning"; readonly message: string }
  | ({ readonly type: "progress" } & ScoringProgress);

/** A model's size, and the baselines' scores. */
export interface Comparison {
  /** Size of the model's data on the machine. */
  readonly bytes: number;
  readonly baselines: readonly BaselineScores[];
  /** Number of lines that the baselines learned from, and whether these are the scored lines. */
  readonly baselinesLearnedFrom: { readonly pairs: number; readonly scored: boolean };
}

export interface Evaluated {
  /** For a program, the figures that only a model gives are missing. */
  readonly scores: ReplyScores & Partial<Evaluation>;
  readonly comparison: Comparison | undefined;
  /** What the model's outputs stand for; undefined for a program. */
  readonly head: Head | undefined;
  /** With a holdout: whether the scored questions were kept out of the model's training. Else undefined. */
  readonly heldOut: boolean | undefined;
  /** Given on request. */
  readonly unsure: readonly UnsureTrade[] | undefined;
}

/**
 * Asks all questions, and scores the replies.
 * @throws InputError if a file is at fault, or if a program doesn't answer
 */
export async function evaluate(
  request: EvaluateRequest,
  host: Host,
  tell: (event: EvaluateEvent) => void,
): Promise<Evaluated> {
  const { subject, typos } = request;
  const model = subject.kind === "model" ? parseModel(subject.text, subject.file) : undefined;
  if (subject.kind === "program") assertProgram(subject);
  const wantsBaselines = request.baselines || request.trainPairs !== undefined;
  if (wantsBaselines && model === undefined)
    throw new InputError("--baselines needs the encoder of a model; name the model file", {
      file: subject.file,
    });
  if (request.unsure && model === undefined)
    throw new InputError("--unsure needs the outputs of a model; name the model file", {
      file: subject.file,
    });
  const { scored, taught, unseen } = readPairs(request, model, tell);
  const listing = Listing.of(scored);
  const heard = typos ? misspelled(scored, seedOf(request, model)) : undefined;
  const onStep = (progress: ScoringProgress) => tell({ type: "progress", ...progress });
  const scores =
    subject.kind === "program"
      ? await scoreProgram(subject, listing, heard, host, onStep)
      : await runSteps(evaluation(model!, listing, heard), host, onStep);
  const unsure = request.unsure ? await runSteps(unsureTrades(model!, listing, heard), host) : undefined;
  const told = { scores, head: model && headOf(model), unsure, heldOut: unseen };
  if (!wantsBaselines) return { ...told, comparison: undefined };
  const lessons = taught === scored ? listing : Listing.of(taught);
  const baselines = fitBaselines(lessons, model!.encoder);
  return {
    ...told,
    comparison: {
      bytes: networkBytes(model!),
      baselines: await runSteps(scoringBaselines(baselines, listing, heard), host),
      baselinesLearnedFrom: { pairs: taught.length, scored: taught === scored },
    },
  };
}

function seedOf({ seed }: EvaluateRequest, model: Model | undefined): number {
  return seed ?? model?.training?.seed ?? 1;
}

/** The pairs to score, and the pairs that baselines learn from. */
function readPairs(
  request: EvaluateRequest,
  model: Model | undefined,
  tell: (event: EvaluateEvent) => void,
): Record<"scored" | "taught", readonly Pair[]> & { readonly unseen?: boolean } {
  const { holdout: share = 0, skipFaulty, trainPairs } = request;
  const warn = (message: string) => tell({ type: "warning", message });
  const seed = seedOf(request, model);
  const pairs = gatherPairs(request.pairs, { skipFaulty, warn });
  const { train, heldOut } = share > 0 ? splitUnseen(pairs, share, seed) : { train: pairs, heldOut: pairs };
  if (heldOut.length === 0)
    throw new InputError("these pairs are too few to hold any out; leave --holdout out");
  const { holdout = 0 } = model?.training?.settings ?? {};
  const unseen = share === holdout && seed === model?.training?.seed;
  if (share > 0 && !unseen)
    warn(`this model was not trained with --holdout ${share} and seed ${seed}; it may know these questions`);
  return {
    ...(share > 0 && { unseen }),
    scored: heldOut,
    taught: trainPairs === undefined ? train : gatherPairs(trainPairs, { skipFaulty, warn }),
  };
}

async function scoreProgram(
  { bytes, file }: ProgramFile,
  listing: Listing,
  heard: ((question: string) => string) | undefined,
  host: Host,
  onStep: (progress: ScoringProgress) => void,
): Promise<ReplyScores> {
  const questioner = new Questioner(bytes);
  const replyTo = (question: string) => questioner.ask(heard?.(question) ?? question).reply;
  try {
    return await runSteps(scoringReplies(listing, replyTo), host, onStep);
  } catch (error) {
    throw programFault(error, file);
  }
}
