/**
 * Pairs as the trainer sees them: encoded once, merged, one row for each character of each reply.
 *
 * No network can tell questions apart that encode to the same counts, so they are one question here, trained
 * toward one answer: a mixture of two answers would be spelled as no word at all.
 *
 *   const corpus = buildCorpus(pairs, { encoder });
 *   corpus.rows.length; // characters to learn, ends of replies included
 */

import { CONTEXT_BUCKETS, CONTEXT_WINDOW, END_OF_REPLY, MAX_CHARSET } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { encodeContext } from "../model/context.js";
import type { Encoder } from "../model/encoder.js";
import { Listing, type Pairs, type TrainingPair } from "./listing.js";
import { mergeQuestions } from "./questions.js";
import { CountsBuilder, type SparseCounts } from "./sparse.js";

export interface Corpus {
  readonly encoder: Encoder;
  readonly charset: string;
  /** (questions) one spelling of each distinguishable question */
  readonly questions: readonly string[];
  /** (questions) the answer that each is trained toward */
  readonly answers: readonly string[];
  readonly queries: SparseCounts;
  readonly contexts: SparseCounts;
  readonly rows: TrainingRows;
}

/** One row per character to learn: the charset entry (target) that follows a question and a context. */
export interface TrainingRows {
  readonly length: number;
  /** (rows) index into queries */
  readonly query: Uint32Array;
  /** (rows) index into contexts */
  readonly context: Uint32Array;
  /** (rows) index into the charset */
  readonly target: Uint8Array;
  /** (rows) weight in the loss: lines of the question, scaled to 1 on average */
  readonly weight: Float32Array;
}

export interface CorpusOptions {
  readonly encoder: Encoder;
  /** Charset of the initial model; its entries keep their places. */
  readonly charset?: string;
}

/** Encodes pairs for training. Needs at least one pair. */
export function buildCorpus(pairs: Pairs, options: CorpusOptions): Corpus {
  const { encoder } = options;
  const listing = Listing.of(pairs);
  const charset = charsetOf(listing.pairs, options.charset);
  const { questions, answers, lines, counts: queries } = mergeQuestions(listing, encoder);
  const symbol = new Map(Array.from(charset, (character, index) => [character, index]));
  const contexts = new CountsBuilder(CONTEXT_BUCKETS);
  const contextOf = new Map<string, number>();
  const length = answers.reduce((sum, answer) => sum + answer.length + 1, 0);
  const rows = {
    length,
    query: new Uint32Array(length),
    context: new Uint32Array(length),
    target: new Uint8Array(length),
    weight: new Float32Array(length),
  };
  let row = 0;
  answers.forEach((answer, query) => {
    for (let at = 0; at <= answer.length; at++, row++) {
      const window = answer.slice(Math.max(0, at - CONTEXT_WINDOW), at);
      let context = contextOf.get(window);
      if (context === undefined) {
        context = contexts.add(encodeContext(window));
        contextOf.set(window, context);
      }
      rows.query[row] = query;
      rows.context[row] = context;
      rows.target[row] = symbol.get(at < answer.length ? answer[at] : END_OF_REPLY)!;
      rows.weight[row] = lines[query];
    }
  });
  const mean = rows.weight.reduce((sum, weight) => sum + weight, 0) / length;
  for (let i = 0; i < length; i++) rows.weight[i] /= mean;
  return {
    encoder,
    charset,
    questions,
    answers,
    queries,
    contexts: contexts.finish(),
    rows,
  };
}

/** The old charset, then new characters of the replies in code order; the end of reply stays last. */
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
