/**
 * One training run: the loop over epochs and steps, its checks, its checkpoints and its end. `train` in trainer.ts is
 * what others call; there is the example.
 */

import type { Clock } from "../base/clock.js";
import { Random } from "../base/random.js";
import { PATIENCE } from "../base/steps.js";
import type { Network } from "../model/network.js";
import { type Checkpoint, restoreArrays } from "./checkpoint.js";
import { ClosingScores } from "./closing.js";
import type { Corpus } from "./corpus.js";
import type { Evaluation } from "./evaluate.js";
import { History } from "./history.js";
import { Limits } from "./limits.js";
import type { Listing } from "./listing.js";
import { logitDeviations } from "./logits.js";
import { refreshEffective } from "./optimizer.js";
import { grow, initialize, namingLayer, type ParameterLayout, toLatents, toNetwork } from "./parameters.js";
import { masteryAt, noiseOf, type Recipe, scheduleAt } from "./schedule.js";
import type { Check, Selector } from "./selector.js";
import { meanOutcomes, type OutcomeMeans, type Stepper } from "./stepper.js";
import type { Survey } from "./survey.js";
import type { TrainOptions, TrainProgress, TrainResult } from "./training.js";
import { WeightPull } from "./weight-pull.js";

/** Checks of integer accuracy in a training. */
const CHECKS = 24;
/** Most rows of a round: some seconds of work, so that checks and checkpoints aren't far apart. */
const ROUND_ROWS = 300_000;
/** The time from one computation of the means over the rows to the next, in multiples of its duration. */
const OUTCOMES_SPARING = 30;

/** Steps between two adjustments of the weight pull to the density. */
const DENSITY_INTERVAL = 10;
/** Default seconds between checkpoints. */
const CHECKPOINT_INTERVAL = 5;
/** A first network is saved after this part of the training, or after so many seconds: whichever comes first. */
const FIRST_SAVE = 0.02;
const FIRST_SAVE_SECONDS = 10;
/** Scoring takes longer than checks at times; what is kept for it, in multiples of what checks took. */
const SCORING_RESERVE = 1.3;

/** The parts of a run. */
interface Setting {
  readonly options: TrainOptions;
  readonly survey: Survey;
  readonly recipe: Recipe;
  readonly corpus: Corpus;
  readonly layout: ParameterLayout;
  readonly stepper: Stepper;
  readonly selector: Selector;
  readonly clock: Pick<Clock, "now" | "turn">;
  /** When the training began, by this clock. */
  readonly started: number;
}

export class TrainingRun {
  readonly #options: TrainOptions;
  readonly #recipe: Recipe;
  readonly #corpus: Corpus;
  readonly #layout: ParameterLayout;
  readonly #stepper: Stepper;
  readonly #survey: Survey;
  readonly #clock: Setting["clock"];
  readonly #limits: Limits;
  readonly #closing: ClosingScores;
  /** (rows) memory for the round's order of rows */
  readonly #order: Uint32Array;
  readonly #selector: Selector;
  readonly #pull: WeightPull;
  /** Rounds in an epoch. */
  readonly #parts: number;
  /** Rounds done: a round is an epoch or, if there are many rows, a part of one. */
  #round = 0;
  #step = 0;
  #checks = 0;
  /** The last check. */
  #checked: Check | undefined;
  /** Whether the first network is saved. */
  #saved = false;
  /** Whether a check found the share of right questions at which the training may stop. */
  #reached = false;
  #history = new History();
  #outcomes: OutcomeMeans = { loss: Number.NaN, floatAccuracy: Number.NaN };
  /** Time at which to compute them again, in milliseconds. */
  #outcomesDue = 0;
  /** milliseconds */
  #savedAt: number;

  constructor({ options, survey, recipe, corpus, layout, stepper, selector, clock, started }: Setting) {
    this.#options = options;
    this.#survey = survey;
    this.#recipe = recipe;
    this.#corpus = corpus;
    this.#layout = layout;
    this.#stepper = stepper;
    this.#clock = clock;
    this.#limits = new Limits(options.until, clock, started - 1000 * (options.checkpoint?.seconds ?? 0));
    const { signal, seed } = options;
    this.#closing = new ClosingScores({ limits: this.#limits, clock, signal, seed });
    this.#savedAt = started;
    this.#parts = Math.max(1, Math.ceil(corpus.rows.length / ROUND_ROWS));
    this.#order = new Uint32Array(corpus.rows.length);
    this.#selector = selector;
    this.#pull = new WeightPull(layout, recipe.density);
  }

  async go(): Promise<TrainResult> {
    this.#prepareState();
    await this.#loop();
    return this.#finish();
  }

  /** Sets the first latents: the checkpoint's, the initial network's, or random ones. */
  #prepareState(): void {
    const { seed, initial, checkpoint } = this.#options;
    const { latent } = this.#stepper.state;
    const grown = initial && grow(initial, this.#corpus.shape);
    if (checkpoint !== undefined) this.#restore(checkpoint);
    if (grown !== undefined) this.#selector.defend(grown);
    if (checkpoint !== undefined) return;
    initialize(latent, this.#layout, new Random(seed));
    if (grown !== undefined) toLatents(grown, latent, this.#layout);
    const deviations = logitDeviations(
      grown ?? this.#network(),
      namingLayer(latent, this.#layout),
      this.#corpus,
    );
    latent[this.#layout.logScale] = -Math.log(deviations.logits);
    if (this.#layout.naming !== undefined) latent[this.#layout.namingScale] = -Math.log(deviations.naming);
    refreshEffective(this.#stepper.state, this.#layout, this.#recipe.firstHardness);
  }

  #restore(checkpoint: Checkpoint): void {
    restoreArrays(checkpoint, this.#stepper);
    this.#round = checkpoint.rounds;
    this.#step = checkpoint.step;
    this.#checks = checkpoint.checks;
    this.#pull.strength = checkpoint.shrink;
    this.#selector.best = checkpoint.best;
    this.#history = new History(checkpoint.history);
  }

  /** Calls onCheckpoint if the interval has passed. Call it between rounds. */
  #save(rounds: number): void {
    const { onCheckpoint, checkpointInterval = CHECKPOINT_INTERVAL } = this.#options;
    const now = this.#clock.now();
    if (onCheckpoint === undefined || now - this.#savedAt < 1000 * checkpointInterval) return;
    onCheckpoint({
      fingerprint: this.#survey.fingerprint,
      shape: {
        ...this.#corpus.shape,
        named: this.#layout.naming?.outputs ?? 0,
        hidden: this.#layout.layers.slice(0, -1).map((layer) => layer.outputs),
      },
      rounds,
      step: this.#step,
      checks: this.#checks,
      shrink: this.#pull.strength,
      seconds: this.#limits.seconds,
      best: this.#selector.best,
      history: this.#history.points,
      state: this.#stepper.state,
      outcomes: this.#stepper.outcomes,
    });
    this.#savedAt = now;
  }

  async #loop(): Promise<void> {
    const { signal } = this.#options;
    const { batchRows, smoothing, naming } = this.#recipe;
    let released = this.#clock.now();
    for (; this.#done() < 1 && !this.#reached; this.#round++) {
      const order = this.#pickRows();
      const mastery = masteryAt(meanOutcomes(this.#stepper.outcomes).floatAccuracy);
      for (let at = 0; at < order.length; at += batchRows) {
        const done = this.#done(at / order.length);
        if (done >= 1 || signal?.aborted) break;
        this.#saveFirst(done);
        const step = ++this.#step;
        const { learningRate, hardness, noiseShare } = scheduleAt(this.#recipe, done);
        const noise = noiseOf(this.#recipe, noiseShare * mastery, this.#options.seed ^ (step * 0x27d4eb2f));
        if (step % DENSITY_INTERVAL === 0) this.#pull.steer(this.#stepper.state.effective);
        const shrink = this.#pull.strength;
        const settings = { step, smoothing, naming, noise, shrink, learningRate, hardness };
        this.#stepper.step(order.subarray(at, at + batchRows), settings);
        if (this.#clock.now() - released > PATIENCE) {
          const progress = this.#progress(done);
          this.#record(progress);
          this.#options.onProgress?.(progress, () => this.#network());
          await this.#clock.turn();
          released = this.#clock.now();
        }
      }
      if (signal?.aborted) return;
      this.#check();
      this.#save(this.#round + 1);
    }
  }

  /**
   * A round's rows, question after question in random order: all that are not learned yet, and a share of the questions
   * whole.
   */
  #pickRows(): Uint32Array {
    const random = new Random(this.#options.seed ^ ((this.#round + 1) * 0x9e3779b1));
    const { learnedLoss, learnedShare } = this.#recipe;
    const { loss } = this.#stepper.outcomes;
    const { rowStarts } = this.#corpus;
    // takes one question of every #parts, because neighbours may be alike
    const first = this.#round % this.#parts;
    const count = Math.max(0, Math.ceil((rowStarts.length - 1 - first) / this.#parts));
    const questions = Uint32Array.from({ length: count }, (_, i) => first + i * this.#parts);
    let rows = 0;
    for (const q of random.shuffle(questions)) {
      const isWhole = random.float() < learnedShare;
      for (let row = rowStarts[q]; row < rowStarts[q + 1]; row++)
        if (isWhole || loss[row] >= learnedLoss) this.#order[rows++] = row;
    }
    return this.#order.subarray(0, rows);
  }

  /** Computes integer accuracy if a check is due, and keeps the network if it is the best so far. */
  #check(): void {
    const done = this.#done(1);
    if (done < 1 && done * CHECKS < this.#checks + 1) return;
    this.#checks = Math.floor(done * CHECKS);
    const network = this.#network();
    const check = this.#inspect(network);
    this.#pull.guard(Math.max(...check.largestAccumulators));
    const progress = this.#progress(done, 1);
    this.#record(progress, check.largestAccumulators);
    this.#options.onProgress?.(progress, () => network);
    if (this.#selector.offer(network, check)) {
      this.#saved = true;
      this.#options.onBest?.(network, progress);
    }
    const { exact } = this.#options.until;
    this.#reached =
      exact !== undefined && check.integerAccuracy >= exact && this.#selector.answers(network, exact);
    if (this.#reached) this.#options.onProgress?.({ ...progress, done: 1, secondsLeft: 0 }, () => network);
  }

  /** Checks the network of the present latents, and measures how long its answers take. */
  #inspect(network: Network): Check {
    const began = this.#clock.now();
    const check = this.#selector.check(network, this.#stepper.check?.());
    this.#checked = check;
    // as long as they take in this thread alone, as the closing scores do
    const sharing = this.#stepper.check === undefined ? 1 : this.#stepper.threads;
    const answerSeconds = (sharing * (this.#clock.now() - began)) / 1000 / Math.max(1, check.asked);
    this.#closing.answerSeconds = answerSeconds;
    const { listing, heldOut } = this.#survey;
    const questions = listing.questions.length + heldOut.questions.length;
    this.#limits.needs(SCORING_RESERVE * answerSeconds * (questions + check.asked));
    return check;
  }

  /**
   * Saves a first network early, so that a stop loses little. It decides nothing: a training by epochs goes the same way
   * whenever that happens.
   */
  #saveFirst(done: number): void {
    if (this.#saved || this.#selector.best !== undefined) return;
    if (done < FIRST_SAVE && this.#limits.seconds < FIRST_SAVE_SECONDS) return;
    this.#saved = true;
    const network = this.#network();
    this.#inspect(network);
    const progress = this.#progress(done);
    this.#options.onProgress?.(progress, () => network);
    this.#options.onBest?.(network, progress);
  }

  async #finish(): Promise<TrainResult> {
    const { listing, heldOut } = this.#survey;
    const stopped = this.#options.signal?.aborted ?? false;
    const network = stopped
      ? this.#selector.chooseQuickly(this.#network())
      : this.#selector.choose(this.#network(), this.#closing.affordable / 4);
    if (stopped) this.#options.onStop?.(network, this.#progress(this.#done()));
    const share = this.#closing.share(listing.questions.length + heldOut.questions.length);
    return {
      network,
      evaluation: await this.#score(network, listing, share),
      heldOut: heldOut.questions.length > 0 ? await this.#score(network, heldOut, share) : undefined,
      epochs: Math.ceil(this.#round / this.#parts),
      steps: this.#step,
      seconds: this.#limits.seconds,
      stopped,
      questions: listing.questions.length,
      heldOutQuestions: heldOut.questions.length,
      backend: this.#stepper.backend,
      threads: this.#stepper.threads,
      recipe: this.#recipe,
      history: this.#history.points,
    };
  }

  #score(network: Network, listing: Listing, share: number): Promise<Evaluation> {
    return this.#closing.score(network, listing, share, (scoring) =>
      this.#options.onProgress?.({ ...this.#progress(1), scoring }, () => network),
    );
  }

  /** The means over the rows, recomputed only now and then: with millions of rows that takes noticeable time. */
  #recentOutcomes(): OutcomeMeans {
    const now = this.#clock.now();
    if (now >= this.#outcomesDue) {
      this.#outcomes = meanOutcomes(this.#stepper.outcomes);
      this.#outcomesDue = now + OUTCOMES_SPARING * (this.#clock.now() - now);
    }
    return this.#outcomes;
  }

  /** @param largestAccumulators (layers) given if the progress comes from a check */
  #record(progress: TrainProgress, largestAccumulators?: readonly number[]): void {
    const { epoch, seconds, loss, floatAccuracy, integerAccuracy, heldOutAccuracy } = progress;
    const check = largestAccumulators && { integerAccuracy, heldOutAccuracy, largestAccumulators };
    this.#history.add(progress.done, { step: this.#step, epoch, seconds, loss, floatAccuracy, ...check });
  }

  #network(): Network {
    return toNetwork(this.#stepper.state.latent, this.#layout, this.#corpus.shape);
  }

  /** Part of the training that is done, given the part of the present round that is done. */
  #done(partOfRound = 0): number {
    return this.#limits.done((this.#round + partOfRound) / this.#parts);
  }

  #progress(done: number, extraRounds = 0): TrainProgress {
    const { loss, floatAccuracy } = this.#recentOutcomes();
    return {
      epoch: Math.floor((this.#round + extraRounds) / this.#parts),
      epochs: this.#options.until.epochs,
      done: Math.min(1, done),
      loss,
      floatAccuracy,
      integerAccuracy: this.#checked?.integerAccuracy,
      heldOutAccuracy: this.#checked?.heldOutAccuracy,
      seconds: this.#limits.seconds,
      secondsLeft: this.#limits.secondsLeft(done),
    };
  }
}
