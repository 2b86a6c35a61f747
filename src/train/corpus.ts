/**
 * Pairs as the trainer sees them: encoded once, merged, one row for each character of each reply, or one a question
 * if the network's outputs are whole answers.
 *
 * No network can tell questions apart that encode to the same counts, so they are one question here, trained
 * toward one answer: a mixture of two answers would be spelled as no word at all.
 *
 *   const corpus = buildCorpus(pairs, { encoder, head: "characters" });
 *   corpus.rows.length; // characters to learn, ends of replies included
 */

import { CONTEXT_BUCKETS, CONTEXT_WINDOW, END_OF_REPLY, MAX_ANSWERS, MAX_CHARSET } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { encodeContext } from "../model/context.js";
import type { Encoder } from "../model/encoder.js";
import { branchingTexts, compareReplies } from "../model/known-replies.js";
import { type Head, type Join, type NetworkShape, statedJoin } from "../model/network.js";
import { Listing, type Pairs, type TrainingPair } from "./listing.js";
import { mergeQuestions } from "./questions.js";
import { CountsBuilder, type SparseCounts } from "./sparse.js";

export interface Corpus {
  readonly encoder: Encoder;
  /** Shape of the network to train, without its hidden layers. */
  readonly shape: NetworkShape;
  /** (questions) one spelling of each distinguishable question */
  readonly questions: readonly string[];
  /** (questions) the answer that each is trained toward */
  readonly answers: readonly string[];
  /** Number of different answers. */
  readonly replies: number;
  /** (questions) the number of its answer among them, from 0 */
  readonly named: Uint32Array;
  readonly queries: SparseCounts;
  readonly contexts: SparseCounts;
  readonly rows: TrainingRows;
  /** (questions + 1) question q has rows rowStarts[q] … rowStarts[q + 1] - 1 */
  readonly rowStarts: Uint32Array;
}

/** The parts of a corpus that gradients are computed from; all but the encoder are plain data. */
export type Lessons = Omit<Corpus, "shape" | "answers" | "replies" | "rowStarts">;

/**
 * One row per character to learn: the charset entry (target) that follows a question and a context. With known replies,
 * characters that can follow in one way only have no row. With head `replies` one row per question: its answer. Rows of
 * one question are neighbours.
 */
export interface TrainingRows {
  readonly length: number;
  /** (rows) index into queries */
  readonly query: Uint32Array;
  /** (rows) index into contexts */
  readonly context: Uint32Array;
  /** (rows) index into the charset, or into the network's answers */
  readonly target: Uint8Array;
  /** (rows) weight in the loss: lines of the question, scaled to 1 on average */
  readonly weight: Float32Array;
}

/** Whether only the answers of the pairs can come out, or whatever the outputs spell. */
export const SPELLINGS = ["known", "free"] as const;
export type Spelling = (typeof SPELLINGS)[number];
export const DEFAULT_SPELLING: Spelling = "known";

export interface CorpusOptions {
  readonly encoder: Encoder;
  /** Default: `characters`. */
  readonly head?: Head;
  /** Where the reply so far joins, with head `characters`. */
  readonly join?: Join | undefined;
  /** Charset of the initial model; its entries keep their places. */
  readonly charset?: string;
  /** Answers of an initial model of head `replies`; they keep their places. */
  readonly answers?: readonly string[] | undefined;
  /** `known`: with head `characters`, only the answers of the pairs can come out. Default: `free`. */
  readonly spelling?: Spelling;
  /** Known replies of an initial model; they stay known. */
  readonly known?: readonly string[] | undefined;
}

/** Encodes pairs for training. Needs at least one pair. */
export function buildCorpus(pairs: Pairs, options: CorpusOptions): Corpus {
  const { encoder, head = "characters", join, spelling = "free" } = options;
  const listing = Listing.of(pairs);
  const { questions, answers, lines, counts: queries } = mergeQuestions(listing, encoder);
  const replies = new Map((options.answers ?? []).map((answer, index) => [answer, index]));
  const named = Uint32Array.from(answers, (answer) => {
    if (!replies.has(answer)) replies.set(answer, replies.size);
    return replies.get(answer)!;
  });
  const corpus = { encoder, questions, answers, replies: replies.size, named, queries };
  if (head === "replies")
    return {
      ...corpus,
      shape: { encoder, charset: "", answers: atMostAnswers([...replies.keys()]) },
      ...replyRows(named, lines),
    };
  const charset = charsetOf(listing.pairs, options.charset);
  const known =
    spelling === "known" ? knownReplies([...(options.known ?? []), ...replies.keys()], charset) : undefined;
  return {
    ...corpus,
    shape: { encoder, charset, ...statedJoin(join), ...(known && { known }) },
    ...characterRows(answers, lines, { charset, buckets: join?.buckets ?? CONTEXT_BUCKETS, known }),
  };
}

/** One row a question: its answer. */
function replyRows(named: Uint32Array, lines: Uint32Array): Pick<Corpus, "contexts" | "rows" | "rowStarts"> {
  const contexts = new CountsBuilder(1);
  contexts.add(new Uint8Array(1));
  const { length } = named;
  const rows = {
    length,
    query: Uint32Array.from(named.keys()),
    context: new Uint32Array(length),
    target: Uint8Array.from(named),
    weight: Float32Array.from(lines),
  };
  return {
    contexts: contexts.finish(),
    rows: equalised(rows),
    rowStarts: Uint32Array.from({ length: length + 1 }, (_, i) => i),
  };
}

function characterRows(
  answers: readonly string[],
  lines: Uint32Array,
  { charset, buckets, known }: { charset: string; buckets: number; known: readonly string[] | undefined },
): Pick<Corpus, "contexts" | "rows" | "rowStarts"> {
  const symbol = new Map(Array.from(charset, (character, index) => [character, index]));
  const contexts = new CountsBuilder(buckets);
  const contextOf = new Map<string, number>();
  // with known replies the network is asked only where several characters can follow
  const branching = known && branchingTexts(known);
  const counted = (answer: string, at: number): boolean => branching?.has(answer.slice(0, at)) ?? true;
  const rowStarts = new Uint32Array(answers.length + 1);
  answers.forEach((answer, query) => {
    let count = 0;
    for (let at = 0; at <= answer.length; at++) if (counted(answer, at)) count++;
    rowStarts[query + 1] = rowStarts[query] + count;
  });
  const length = rowStarts[answers.length];
  const rows = {
    length,
    query: new Uint32Array(length),
    context: new Uint32Array(length),
    target: new Uint8Array(length),
    weight: new Float32Array(length),
  };
  let row = 0;
  answers.forEach((answer, query) => {
    for (let at = 0; at <= answer.length; at++) {
      if (!counted(answer, at)) continue;
      const window = answer.slice(Math.max(0, at - CONTEXT_WINDOW), at);
      let context = contextOf.get(window);
      if (context === undefined) {
        context = contexts.add(encodeContext(window, buckets));
        contextOf.set(window, context);
      }
      rows.query[row] = query;
      rows.context[row] = context;
      rows.target[row] = symbol.get(at < answer.length ? answer[at] : END_OF_REPLY)!;
      rows.weight[row++] = lines[query];
    }
  });
  return { contexts: contexts.finish(), rows: equalised(rows), rowStarts };
}

/** The rows with weights of 1 on average. */
function equalised(rows: TrainingRows): TrainingRows {
  const { weight, length } = rows;
  const mean = weight.reduce((sum, one) => sum + one, 0) / length;
  for (let i = 0; i < length; i++) weight[i] /= mean;
  return rows;
}

/** Sorted, each once. Undefined if there are too few or too many: then whatever the outputs spell comes out. */
export function knownReplies(answers: Iterable<string>, charset: string): string[] | undefined {
  const known = [...new Set(answers)].sort((a, b) => compareReplies(charset, a, b));
  return known.length > 1 && known.length <= MAX_ANSWERS ? known : undefined;
}

function atMostAnswers(answers: string[]): string[] {
  if (answers.length > MAX_ANSWERS)
    throw new InputError(
      `there are ${answers.length.toLocaleString("en")} different answers, and head replies has room for ${MAX_ANSWERS}; train with --head characters`,
    );
  return answers;
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
