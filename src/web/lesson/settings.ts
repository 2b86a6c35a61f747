/**
 * How to train: what the page's fields hold, and what the training job and the command line make of it.
 *
 *   const request = requestOf({ name: "mine.txt", text }, DEFAULT_SETTINGS);
 */

import { DEFAULT_BUCKETS, DEFAULT_HIDDEN, MAX_WIDTH } from "../../base/contract.js";
import { scanPairs } from "../../data/pairs.js";
import { planTraining, type TrainingPlan } from "../../jobs/plan.js";
import type { Resume, TrainRequest } from "../../jobs/train.js";
import { BUCKET_COUNTS, DEFAULT_ENCODER, ENCODERS, type EncoderName } from "../../model/encoder.js";
import { HEADS, type Head } from "../../model/network.js";
import { DEFAULT_RECIPE } from "../../train/schedule.js";

export interface Settings {
  /** True: what suits the lesson takes the place of the network's shape, density, typos and smoothing. */
  readonly auto: boolean;
  readonly until: { readonly epochs: number } | { readonly seconds: number };
  /** The training stops earlier when this share of the questions is right; 1: it doesn't. */
  readonly exact: number;
  readonly seed: number;
  /** Whether it spells its answers or names whole ones. */
  readonly head: Head;
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
  head: HEADS[0],
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

/** The plan of the text that was asked for last: the page asks again and again. */
let known: { readonly text: string; readonly plan: TrainingPlan } | undefined;

/** The settings with what suits a lesson, if that is wished for. */
export function suited(settings: Settings, text: string): Settings {
  if (!settings.auto) return settings;
  if (known?.text !== text) known = { text, plan: planTraining(scanPairs(text, PAIRS_FILE).pairs) };
  const { buckets, hidden, recipe } = known.plan;
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
    head: HEADS.find((name) => name === given.head) ?? DEFAULT_SETTINGS.head,
    encoder: ENCODERS.find((name) => name === given.encoder) ?? DEFAULT_SETTINGS.encoder,
    buckets: BUCKET_COUNTS.find((count) => count === given.buckets) ?? DEFAULT_SETTINGS.buckets,
    hidden:
      hidden.length <= LIMITS.layers[1] && hidden.every((width) => width !== undefined)
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

/**
 * What the training job gets. Lines that are no pairs are left out; the editor marks them.
 * @param resume with a checkpoint, the training goes on as if it had never stopped; with a model alone, that model is
 * trained further, and keeps its shape
 */
export function requestOf(text: string, settings: Settings, threads: number, resume?: Resume): TrainRequest {
  const { until, exact, seed, head, encoder, buckets, hidden, density, holdout, typos, smoothing } = settings;
  const isFurther = resume !== undefined && resume.checkpoint.bytes === undefined;
  return {
    pairs: [{ text, file: PAIRS_FILE }],
    skipFaulty: true,
    until: { ...until, ...(exact < 1 && { exact }) },
    seed,
    ...(!isFurther && { hidden, head, encoder, buckets }),
    holdout,
    select: "train",
    recipe: { density, typos, smoothing },
    resume,
    checkpointInterval: CHECKPOINT_INTERVAL,
    command: commandOf(settings, threads) + (isFurther ? " --resume" : ""),
  };
}

/** The name of the lesson's file where the page gives it away. */
const PAIRS_FILE = "pairs.txt";

/** The command that trains the same: by epochs, to the same bytes. */
export function commandOf(settings: Settings, threads: number): string {
  const { until, exact, seed, head, encoder, buckets, hidden, density, holdout, typos, smoothing } = settings;
  const words = ["zmlm", "train", PAIRS_FILE, "-o", "model.json", "--skip-faulty"];
  words.push(
    ...("epochs" in until ? ["--epochs", String(until.epochs)] : ["--time-limit", `${until.seconds}s`]),
  );
  const option = (name: string, value: string | number, usual: string | number) => {
    if (value !== usual) words.push(name, String(value));
  };
  if (exact < 1) words.push("--until", String(exact));
  words.push("--seed", String(seed));
  option("--hidden", hidden.join(","), DEFAULT_HIDDEN.join(","));
  option("--head", head, HEADS[0]);
  option("--encoder", encoder, DEFAULT_ENCODER);
  option("--buckets", buckets, DEFAULT_BUCKETS);
  option("--holdout", holdout, 0);
  option("--density", density, DEFAULT_RECIPE.density);
  option("--typos", typos, DEFAULT_RECIPE.typos);
  option("--smoothing", smoothing, DEFAULT_RECIPE.smoothing);
  words.push("--backend", "wasm", "--threads", String(threads));
  return words.join(" ");
}
