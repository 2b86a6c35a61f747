/**
 * How to train: what the page's fields hold, and what the training job and the command line make of it.
 *
 *   const request = requestOf({ name: "mine.txt", text, settings: DEFAULT_SETTINGS }, 1);
 */

import { foldToAscii, isPrintableAscii } from "../../base/ascii.js";
import {
  CONTEXT_BUCKET_COUNTS,
  DEFAULT_BUCKETS,
  DEFAULT_HIDDEN,
  DEFAULT_REPLIES_HIDDEN,
  MAX_BANNER,
  MAX_WIDTH,
} from "../../base/contract.js";
import { quoted } from "../../base/shell.js";
import { type Pair, scanPairs } from "../../data/pairs.js";
import { firstLine } from "../../jobs/first-line.js";
import { planTraining, type TrainingPlan } from "../../jobs/plan.js";
import type { Resume, TrainRequest } from "../../jobs/train.js";
import { BUCKET_COUNTS, DEFAULT_ENCODER, ENCODERS, type EncoderName } from "../../model/encoder.js";
import { DEFAULT_JOIN, HEADS, type Head, type Join, wholeJoin } from "../../model/network.js";
import { DEFAULT_RECIPE } from "../../train/schedule.js";
import { OWN_NAME } from "./examples.js";

export interface Settings {
  /** True: what suits the lesson takes the place of the network's shape, density, typos and smoothing. */
  readonly auto: boolean;
  readonly until: { readonly epochs: number } | { readonly seconds: number };
  /** The training stops earlier when this share of the questions is right; 1: it doesn't. */
  readonly exact: number;
  readonly seed: number;
  /** The line that the program says first; empty: one of the lesson's name and a question. */
  readonly firstLine: string;
  /** Whether it spells its answers or names whole ones. */
  readonly head: Head;
  /** Where the reply so far joins; not used with head `replies`. */
  readonly join: Join;
  readonly encoder: EncoderName;
  readonly buckets: number;
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** Largest share of the weights that aren't zero, not counting the question's. */
  readonly density: number;
  /** Share of the questions that are kept out of the training, and scored. */
  readonly holdout: number;
  /** Largest share of questions to misspell. */
  readonly typos: number;
  /** Share of a character's probability that is spread over all characters. */
  readonly smoothing: number;
}

/** A minute, and what the command's default is. */
export const DEFAULT_SETTINGS: Settings = {
  auto: true,
  until: { seconds: 60 },
  exact: 0.98,
  seed: 1,
  firstLine: "",
  head: HEADS[0],
  join: DEFAULT_JOIN,
  encoder: DEFAULT_ENCODER,
  buckets: DEFAULT_BUCKETS,
  hidden: DEFAULT_HIDDEN,
  density: DEFAULT_RECIPE.density,
  holdout: 0,
  typos: DEFAULT_RECIPE.typos,
  smoothing: DEFAULT_RECIPE.smoothing,
};

/** With it the program of a network of the default shape has room for the fastest layout. */
const FAST_DENSITY = 0.5;

/** What is known of the text that was asked for last: the page asks again and again. */
let known:
  | { readonly text: string; readonly pairs: readonly Pair[]; readonly plan: TrainingPlan }
  | undefined;

function knownOf(text: string): NonNullable<typeof known> {
  if (known?.text !== text) {
    const { pairs } = scanPairs(text, PAIRS_FILE);
    known = { text, pairs, plan: planTraining(pairs) };
  }
  return known;
}

/** The first line of a lesson's program, if the visitor writes none. */
export function usualFirstLine({ name, text }: Pick<Subject, "name" | "text">): string {
  return firstLine(knownOf(text).pairs, name === OWN_NAME ? undefined : name);
}

/** The settings with what suits a lesson, if that is wished for. */
export function suited(settings: Settings, text: string): Settings {
  if (!settings.auto) return settings;
  const { buckets, hidden: usual, recipe } = knownOf(text).plan;
  const hidden = settings.head === "replies" ? DEFAULT_REPLIES_HIDDEN : usual;
  const { density, typos, smoothing } = { ...DEFAULT_RECIPE, ...recipe };
  return { ...settings, buckets, hidden, typos, smoothing, density: Math.min(FAST_DENSITY, density) };
}

/** The ranges of the fields. A network with a smaller density learns nothing. */
export const LIMITS = {
  seconds: [1, 86_400],
  epochs: [1, 1_000_000],
  seed: [0, 2 ** 31 - 1],
  density: [0.02, 1],
  holdout: [0, 0.9],
  typos: [0, 1],
  smoothing: [0, 0.9],
  exact: [0.5, 1],
  width: [1, MAX_WIDTH],
  layers: [1, 6],
} as const satisfies Record<string, readonly [least: number, most: number]>;

/** Seconds between checkpoints: at most so much is lost if the tab is killed. */
const CHECKPOINT_INTERVAL = 2;

/**
 * Settings from a link or from an earlier visit.
 * @param value of any shape; what is missing or out of its range is the default
 */
export function settingsFrom(value: unknown): Settings {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<keyof Settings, unknown>;
  const until = given.until as Partial<Record<"seconds" | "epochs", unknown>> | undefined;
  const seconds = inRange(until?.seconds, LIMITS.seconds);
  const epochs = inRange(until?.epochs, LIMITS.epochs);
  const whole = (number: number | undefined) => (Number.isInteger(number) ? number : undefined);
  const join = given.join as Partial<Record<keyof Join, unknown>> | undefined;
  const layer = ([1, 2] as const).find((known) => known === join?.layer) ?? DEFAULT_JOIN.layer;
  const replyBuckets = CONTEXT_BUCKET_COUNTS.find((known) => known === join?.buckets);
  const line = typeof given.firstLine === "string" ? foldToAscii(given.firstLine).trim() : "";
  const hidden = Array.isArray(given.hidden)
    ? given.hidden.map((width) => whole(inRange(width, LIMITS.width)))
    : [undefined];
  return {
    auto: typeof given.auto === "boolean" ? given.auto : DEFAULT_SETTINGS.auto,
    until:
      whole(epochs) !== undefined
        ? { epochs: epochs! }
        : seconds !== undefined
          ? { seconds }
          : DEFAULT_SETTINGS.until,
    exact: inRange(given.exact, LIMITS.exact) ?? DEFAULT_SETTINGS.exact,
    seed: whole(inRange(given.seed, LIMITS.seed)) ?? DEFAULT_SETTINGS.seed,
    firstLine: isPrintableAscii(line) ? line.slice(0, MAX_BANNER) : DEFAULT_SETTINGS.firstLine,
    head: HEADS.find((name) => name === given.head) ?? DEFAULT_SETTINGS.head,
    // layer 1 takes one number of buckets only
    join:
      layer === 1
        ? wholeJoin({ layer })
        : wholeJoin({ layer, ...(replyBuckets && { buckets: replyBuckets }) }),
    encoder: ENCODERS.find((name) => name === given.encoder) ?? DEFAULT_SETTINGS.encoder,
    buckets: BUCKET_COUNTS.find((count) => count === given.buckets) ?? DEFAULT_SETTINGS.buckets,
    hidden:
      hidden.length >= LIMITS.layers[0] &&
      hidden.length <= LIMITS.layers[1] &&
      hidden.every((width) => width !== undefined)
        ? (hidden as number[])
        : DEFAULT_SETTINGS.hidden,
    density: inRange(given.density, LIMITS.density) ?? DEFAULT_SETTINGS.density,
    holdout: inRange(given.holdout, LIMITS.holdout) ?? DEFAULT_SETTINGS.holdout,
    typos: inRange(given.typos, LIMITS.typos) ?? DEFAULT_SETTINGS.typos,
    smoothing: inRange(given.smoothing, LIMITS.smoothing) ?? DEFAULT_SETTINGS.smoothing,
  };
}

function inRange(value: unknown, [least, most]: readonly [number, number]): number | undefined {
  return typeof value === "number" && value >= least && value <= most ? value : undefined;
}

/** What a training learns, and how. */
export interface Subject {
  readonly name: string;
  readonly text: string;
  readonly settings: Settings;
}

/**
 * What the training job gets. Lines that are no pairs are left out; the editor marks them.
 * @param resume with a checkpoint, the training goes on as if it had never stopped; with a model alone, that model is
 * trained further, and keeps its shape
 */
export function requestOf(subject: Subject, threads: number, resume?: Resume): TrainRequest {
  const { text, settings } = subject;
  const { until, exact, seed, head, join, encoder, buckets, hidden, density, holdout, typos, smoothing } =
    settings;
  const isFurther = resume !== undefined && resume.checkpoint.bytes === undefined;
  // a model that is trained further may have a line of its own
  const banner = settings.firstLine || (isFurther ? undefined : usualFirstLine(subject));
  return {
    pairs: [{ text, file: PAIRS_FILE }],
    skipFaulty: true,
    until: { ...until, ...(exact < 1 && { exact }) },
    seed,
    ...(!isFurther && { hidden, head, encoder, buckets, ...(head === "characters" && { join }) }),
    holdout,
    select: "train",
    recipe: { density, typos, smoothing },
    resume,
    checkpointInterval: CHECKPOINT_INTERVAL,
    banner,
    command: commandOf(settings, threads, banner) + (isFurther ? " --resume" : ""),
  };
}

/** The name of the lesson's file where the page gives it away. */
const PAIRS_FILE = "pairs.txt";

/** The command that trains the same: by epochs, to the same bytes. */
export function commandOf(settings: Settings, threads: number, banner?: string): string {
  const { until, exact, seed, head, join, encoder, buckets, hidden, density, holdout, typos, smoothing } =
    settings;
  const words = ["zmlm", "train", PAIRS_FILE, "-o", "model.json", "--skip-faulty"];
  words.push(
    ...("epochs" in until ? ["--epochs", String(until.epochs)] : ["--time-limit", `${until.seconds}s`]),
  );
  const option = (name: string, value: string | number, usual: string | number) => {
    if (value !== usual) words.push(name, String(value));
  };
  if (exact < 1) words.push("--until", String(exact));
  words.push("--seed", String(seed));
  const isSpelling = head === "characters";
  option("--hidden", hidden.join(","), (isSpelling ? DEFAULT_HIDDEN : DEFAULT_REPLIES_HIDDEN).join(","));
  option("--head", head, HEADS[0]);
  if (isSpelling) {
    option("--join", join.layer, DEFAULT_JOIN.layer);
    option("--reply-buckets", join.buckets, wholeJoin({ layer: join.layer }).buckets);
  }
  option("--encoder", encoder, DEFAULT_ENCODER);
  option("--buckets", buckets, DEFAULT_BUCKETS);
  option("--holdout", holdout, 0);
  option("--density", density, DEFAULT_RECIPE.density);
  option("--typos", typos, DEFAULT_RECIPE.typos);
  option("--smoothing", smoothing, DEFAULT_RECIPE.smoothing);
  if (banner !== undefined) words.push("--banner", banner);
  words.push("--backend", "wasm", "--threads", String(threads));
  return words.map(quoted).join(" ");
}
