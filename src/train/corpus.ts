/**
 * Pairs as the trainer sees them: encoded once, merged, one row for each character of each reply.
 *
 * Questions that encode to the same counts can't be told apart by any network, so they are one
 * question here, and it is trained toward one answer: spelling a mixture of two would be no word at all.
 */

import { CONTEXT_WINDOW, END_OF_REPLY, MAX_CHARSET } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { encodeContext, encodeQuery } from "../model/encoder.js";
import type { EncoderName } from "../model/network.js";

/** What the trainer needs of a line; `src/data` reads them from files. */
export interface TrainingPair {
  readonly question: string;
  readonly answer: string;
}

/** Vectors of small counts, only those that are not zero (compressed rows). */
export interface SparseCounts {
  /** (vectors + 1) vector v is entries starts[v] … starts[v + 1]. */
  readonly starts: Uint32Array;
  /** (entries) */
  readonly buckets: Uint8Array;
  /** (entries) */
  readonly counts: Uint8Array;
}

export interface Corpus {
  readonly encoder: EncoderName;
  readonly charset: string;
  /** (questions) one spelling of each question that can be told apart. */
  readonly questions: readonly string[];
  /** (questions) the answer each is trained toward. */
  readonly answers: readonly string[];
  readonly queries: SparseCounts;
  readonly contexts: SparseCounts;
  readonly rows: TrainingRows;
}

/** One row a character to learn: after this question and this context comes that charset entry. */
export interface TrainingRows {
  readonly length: number;
  /** (rows) index into queries */
  readonly query: Uint32Array;
  /** (rows) index into contexts */
  readonly context: Uint32Array;
  /** (rows) index into the charset */
  readonly target: Uint8Array;
  /** (rows) 1 on average */
  readonly weight: Float32Array;
}

export interface CorpusOptions {
  readonly encoder: EncoderName;
  /** Charset of the model to go on from; its entries keep their places. */
  readonly charset?: string;
}

/** Encodes pairs for training. Needs at least one pair. */
export function buildCorpus(pairs: readonly TrainingPair[], options: CorpusOptions): Corpus {
  const { encoder } = options;
  const charset = charsetOf(pairs, options.charset);
  const merged = mergeQuestions(pairs, encoder);
  const queries = new CountsBuilder();
  for (const { counts } of merged) queries.add(counts);

  const symbol = new Map(Array.from(charset, (character, index) => [character, index]));
  const contexts = new CountsBuilder();
  const contextOf = new Map<string, number>();
  const length = merged.reduce((sum, { answer }) => sum + answer.length + 1, 0);
  const rows = {
    length,
    query: new Uint32Array(length),
    context: new Uint32Array(length),
    target: new Uint8Array(length),
    weight: new Float32Array(length),
  };
  let row = 0;
  merged.forEach(({ answer, lines }, query) => {
    for (let at = 0; at <= answer.length; at++, row++) {
      const window = answer.slice(Math.max(0, at - CONTEXT_WINDOW), at);
      let context = contextOf.get(window);
      if (context === undefined) {
        context = contexts.add(encodeContext(window));
        contextOf.set(window, context);
      }
      rows.query[row] = query;
      rows.context[row] = context;
      rows.target[row] = symbol.get(at < answer.length ? answer[at]! : END_OF_REPLY)!;
      rows.weight[row] = lines;
    }
  });
  const mean = rows.weight.reduce((sum, weight) => sum + weight, 0) / length;
  for (let i = 0; i < length; i++) rows.weight[i]! /= mean;
  return {
    encoder,
    charset,
    questions: merged.map(({ question }) => question),
    answers: merged.map(({ answer }) => answer),
    queries: queries.finish(),
    contexts: contexts.finish(),
    rows,
  };
}

/** The characters of all replies in code order, after those already there; the end of reply is last. */
export function charsetOf(pairs: readonly TrainingPair[], old: string = END_OF_REPLY): string {
  const known = new Set(old.slice(0, -1));
  const fresh = new Set<string>();
  for (const { answer } of pairs)
    for (const character of answer) if (!known.has(character)) fresh.add(character);
  const charset = old.slice(0, -1) + [...fresh].sort().join("") + END_OF_REPLY;
  if (charset.length > MAX_CHARSET)
    throw new InputError(
      `the replies use ${charset.length - 1} different characters; at most ${MAX_CHARSET - 1} fit, so reword some`,
    );
  return charset;
}

interface MergedQuestion {
  readonly question: string;
  readonly counts: Uint8Array;
  readonly answer: string;
  /** Lines that this question stands for. */
  readonly lines: number;
}

interface Votes {
  /** Different spellings of the question that list this answer. */
  readonly spellings: Set<string>;
  lines: number;
}

/**
 * One entry for each distinct vector of counts. Its answer is the one that serves most of the spellings
 * merged here, then most lines, then the one more common in all the pairs, then the first.
 */
function mergeQuestions(pairs: readonly TrainingPair[], encoder: EncoderName): MergedQuestion[] {
  const overall = new Map<string, number>();
  const groups = new Map<string, { question: string; counts: Uint8Array; answers: Map<string, Votes> }>();
  for (const { question, answer } of pairs) {
    overall.set(answer, (overall.get(answer) ?? 0) + 1);
    const counts = encodeQuery(question, encoder);
    const key = String.fromCharCode(...counts);
    let group = groups.get(key);
    if (group === undefined) {
      group = { question, counts, answers: new Map() };
      groups.set(key, group);
    }
    let votes = group.answers.get(answer);
    if (votes === undefined) {
      votes = { spellings: new Set(), lines: 0 };
      group.answers.set(answer, votes);
    }
    votes.spellings.add(question);
    votes.lines++;
  }
  return Array.from(groups.values(), ({ question, counts, answers }) => {
    const ranked = [...answers].sort(
      ([a, votesA], [b, votesB]) =>
        votesB.spellings.size - votesA.spellings.size ||
        votesB.lines - votesA.lines ||
        overall.get(b)! - overall.get(a)!,
    );
    const lines = ranked.reduce((sum, [, votes]) => sum + votes.lines, 0);
    return { question, counts, answer: ranked[0]![0], lines };
  });
}

/** Collects count vectors into {@link SparseCounts}. */
class CountsBuilder {
  readonly #starts: number[] = [0];
  readonly #buckets: number[] = [];
  readonly #counts: number[] = [];

  /** @returns the index of the added vector */
  add(counts: Uint8Array): number {
    counts.forEach((count, bucket) => {
      if (count === 0) return;
      this.#buckets.push(bucket);
      this.#counts.push(count);
    });
    this.#starts.push(this.#buckets.length);
    return this.#starts.length - 2;
  }

  finish(): SparseCounts {
    return {
      starts: Uint32Array.from(this.#starts),
      buckets: Uint8Array.from(this.#buckets),
      counts: Uint8Array.from(this.#counts),
    };
  }
}
