/**
 * Pairs as the trainer sees them: encoded once, merged, one row for each character of each reply.
 *
 * Questions that encode to the same counts can't be told apart by any network, so they are one
 * question here, and it is trained toward one answer: spelling a mixture of two would be no word at all.
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
  readonly encoder: Encoder;
  /** Charset of the model to go on from; its entries keep their places. */
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
