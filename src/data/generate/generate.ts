/**
 * Generates question and answer pairs with a language model, in batches, until there are as many as wanted.
 *
 *     for await (const event of generate(recipe, provider, pool, settings))
 *       if (event.type === "pair") append(event.text);
 *
 * Each pair is an event as soon as its line has arrived, as text to append. So stopping loses nothing: the appended
 * text is the pool of the next run, which continues from there.
 */

import type { Clock } from "../../base/clock.js";
import { InputError } from "../../base/input-error.js";
import { Random } from "../../base/random.js";
import { cleanAnswer, cleanQuestion } from "../sides.js";
import { LineReader } from "./lines.js";
import type { Pool } from "./pool.js";
import { outputTokens, type Provider, Refusal, TransientFault, type Usage } from "./provider.js";
import type { Batch, Recipe } from "./recipe.js";

export interface GenerateSettings {
  /** Pairs wanted, including those of the pool. */
  readonly count: number;
  /** Most lines to ask for at once. */
  readonly batch: number;
  readonly seed: number;
  /** Faults in a row, without a pair between them, after which the generator gives up. */
  readonly retries: number;
  /** Milliseconds without any data after which an answer is given up. */
  readonly patience: number;
  readonly clock: Pick<Clock, "after">;
  readonly signal?: AbortSignal;
  /** Replaces the clock's wait; rejects when the signal aborts. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Counts so far; they change while the generator runs. */
export interface Tally {
  /** Pairs so far and pairs wanted, including those of the pool. */
  readonly pairs: number;
  readonly count: number;
  /** Pairs made in this run. */
  readonly made: number;
  readonly duplicates: number;
  readonly malformed: number;
  readonly batches: number;
  readonly usage: Usage;
}

export type GenerateEvent = { readonly tally: Tally } & (
  | { readonly type: "batch"; readonly kind: string; readonly lines: number }
  | { readonly type: "pair"; readonly text: string }
  | { readonly type: "malformed"; readonly line: string; readonly fault: string }
  /** A fault that may pass; the generator waits before the next try. */
  | { readonly type: "wait"; readonly what: string; readonly milliseconds: number }
  /** The model refuses a prompt; it may answer another one. */
  | { readonly type: "refused"; readonly why: string }
  /** The model gives no new pairs of this kind. */
  | { readonly type: "exhausted"; readonly kind: string }
);

/** Whole answers in a row without a new pair after which a kind counts as exhausted. */
const BARREN_BATCHES = 4;
/** Lines asked for beyond the number missing, as some will be duplicates. */
const SPARE_LINES = 3;
/** Most characters that a token can stand for; an answer with more than this for its tokens is no model's. */
const CHARACTERS_A_TOKEN = 32;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
/** If a server asks for a longer wait than this, the generator gives up and tells the user. */
const LONGEST_ASKED_WAIT = 600_000;

/**
 * Generates pairs. Ends early when the signal aborts, or when the model gives no new pairs.
 * @throws InputError if the provider can't be used, refuses, or fails again and again
 */
export async function* generate(
  recipe: Recipe,
  provider: Provider,
  pool: Pool,
  settings: GenerateSettings,
): AsyncGenerator<GenerateEvent, Tally> {
  const { clock, signal = new AbortController().signal } = settings;
  const { pause = (milliseconds: number) => waitFor(clock, milliseconds, signal) } = settings;
  const kinds = new Set(recipe.shares.keys());
  const tally = {
    pairs: pool.count(kinds),
    count: settings.count,
    made: 0,
    duplicates: 0,
    malformed: 0,
    batches: 0,
    usage: { input: 0, output: 0 },
  };
  const barren = new Map<string, number>();
  let faults = 0;
  while (tally.pairs < tally.count && !signal.aborted) {
    const next = nextKind(recipe, pool, settings.count, barren);
    if (next === undefined) break;
    const { kind, missing } = next;
    const room = missing >= 1 ? Math.ceil(missing) : tally.count - tally.pairs;
    const lines = Math.min(settings.batch, room + SPARE_LINES);
    // Depends only on the pairs so far, so a run that was stopped continues in the same way.
    const seed = (settings.seed + 1009 * pool.pairs.length + (barren.get(kind) ?? 0) + faults) | 0;
    const batch = recipe.batch(kind, lines, pool, Random.scattered(seed));
    const madeBefore = tally.made;
    yield { type: "batch", kind, lines, tally };
    try {
      for await (const line of linesOf(provider, batch, seed, settings, signal, tally)) {
        // the rest of the answer is read only to count its tokens
        if (tally.pairs >= tally.count || tally.made - madeBefore >= room) continue;
        const read = take(line, kind, batch, pool);
        if ("text" in read) {
          tally.pairs++;
          tally.made++;
          faults = 0;
          yield { type: "pair", text: read.text, tally };
        } else if (read.fault === undefined) tally.duplicates++;
        else {
          tally.malformed++;
          yield { type: "malformed", line, fault: read.fault, tally };
        }
      }
      tally.batches++;
      faults = 0;
    } catch (error) {
      if (signal.aborted || tally.pairs >= tally.count) break;
      if (error instanceof Refusal) {
        if (tally.made === 0)
          throw new InputError(
            `${provider.name} refuses to write these pairs (${error.message}); reword them`,
          );
        yield { type: "refused", why: error.message, tally };
      } else {
        const milliseconds = waitAfter(error, faults, tally, settings.retries, Random.scattered(seed));
        yield { type: "wait", what: (error as TransientFault).message, milliseconds, tally };
        faults++;
        await pause(milliseconds, signal).catch(() => undefined);
        continue;
      }
    }
    const inVain = tally.made > madeBefore ? 0 : (barren.get(kind) ?? 0) + 1;
    barren.set(kind, inVain);
    if (inVain >= BARREN_BATCHES) yield { type: "exhausted", kind, tally };
  }
  return tally;
}

/** Of the kinds that can give more: the one furthest below its share, and how many pairs it lacks. */
function nextKind(
  { shares, ready }: Recipe,
  pool: Pool,
  count: number,
  barren: ReadonlyMap<string, number>,
): { kind: string; missing: number } | undefined {
  const open = [...shares].filter(([kind]) => ready(kind, pool) && (barren.get(kind) ?? 0) < BARREN_BATCHES);
  const behind = open.map(([kind, share]) => ({ kind, missing: share * count - pool.countOf(kind) }));
  return behind.sort((a, b) => b.missing - a.missing)[0];
}

/** The lines of one answer as they arrive. Tokens are counted even if the answer breaks off. */
async function* linesOf(
  provider: Provider,
  batch: Batch,
  seed: number,
  { patience, clock }: Pick<GenerateSettings, "patience" | "clock">,
  signal: AbortSignal,
  tally: { usage: Usage },
): AsyncGenerator<string> {
  const before = tally.usage;
  const reader = new LineReader();
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const hide = provider.hide ?? ((text: string) => text);
  let callOff = clock.after(patience, stop);
  let cut = false;
  let room = CHARACTERS_A_TOKEN * outputTokens(batch.prompt);
  try {
    for await (const piece of provider.ask(batch.prompt, seed, controller.signal)) {
      callOff();
      callOff = clock.after(patience, stop);
      if ("usage" in piece)
        tally.usage = {
          input: before.input + piece.usage.input,
          output: before.output + piece.usage.output,
        };
      else if ("cut" in piece) cut = true;
      else {
        room -= piece.text.length;
        if (room < 0) throw new TransientFault(`${provider.name} writes on without end`);
        yield* reader.push(piece.text).map(hide);
      }
    }
    if (controller.signal.aborted) throw new Error("aborted");
    if (!cut) yield* reader.end().map(hide);
  } catch (error) {
    if (error instanceof Error) error.message = hide(error.message);
    if (controller.signal.aborted && !signal.aborted)
      throw new TransientFault(`${provider.name} said nothing for ${patience / 1000} seconds`);
    throw error;
  } finally {
    callOff();
    signal.removeEventListener("abort", stop);
    // ends the request if nobody reads it any more
    stop();
  }
}

/** Adds a line's pair to the pool; a duplicate has neither text nor fault. */
function take(line: string, kind: string, batch: Batch, pool: Pool): { text: string } | { fault?: string } {
  const read = batch.read(line);
  if ("fault" in read) return read;
  const pair = {
    ...read,
    question: cleanQuestion(read.question).toLowerCase(),
    answer: cleanAnswer(read.answer),
  };
  const added = pool.add(pair, kind);
  return added === "duplicate" ? {} : added;
}

/**
 * Milliseconds to wait before another try: what the server asks for, or 1 s, 2 s, 4 s, …, each shortened by up
 * to a half, so that several users don't come back at once.
 * @param faults number of faults before this one, without a pair between them
 * @throws the error itself or an InputError, if there is to be no other try
 */
function waitAfter(error: unknown, faults: number, tally: Tally, retries: number, random: Random): number {
  if (!(error instanceof TransientFault)) throw error;
  const neverThere = tally.batches === 0 && tally.made === 0 && faults === 0;
  if (error.unreachable !== undefined && neverThere)
    throw new InputError(`${error.message}; ${error.unreachable}`);
  if (faults >= retries)
    throw new InputError(
      `${error.message}; gave up after ${faults + 1} ${faults === 0 ? "try" : "tries"}, the same command goes on from here`,
    );
  const asked = error.retryAfter ?? 0;
  if (asked > LONGEST_ASKED_WAIT)
    throw new InputError(
      `${error.message}; it asks for ${Math.ceil(asked / 60_000)} minutes of rest, so come back later`,
    );
  return Math.max(asked, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** faults) * (1 - random.float() / 2));
}

function waitFor(clock: Pick<Clock, "after">, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error("aborted"));
    const stop = (): void => {
      callOff();
      reject(new Error("aborted"));
    };
    const callOff = clock.after(milliseconds, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}
