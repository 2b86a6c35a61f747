/** The numbers of the bit-exact contract: what trainer, inference, build and Z80 program must agree on. */

/** Buckets that a new network counts questions in, unless told otherwise. */
export const DEFAULT_BUCKETS = 128;
/** Buckets of networks whose file doesn't say: model files of version 1, NumPy archives of Z80-μLM. */
export const UNSTATED_BUCKETS = 128;
/** Buckets that the n-grams of the reply so far are counted in. */
export const CONTEXT_BUCKETS = 128;
/** One count in a bucket is this much activation. */
export const COUNT_SCALE = 32;
/** Multiplier of the rolling hash, modulo 2^16. */
export const HASH_MULTIPLIER = 31;
/** Seed of a context n-gram's hash per position in the window. */
export const CONTEXT_POSITION_SEED = 7;
/** Characters of the reply that the context encoder looks back on. */
export const CONTEXT_WINDOW = 8;
/** Longest n-gram of the context encoder. */
export const CONTEXT_MAX_NGRAM = 3;
/** N-grams of a window: as many of one character as it has places, and one less of each longer kind. */
export const CONTEXT_NGRAMS = Array.from({ length: CONTEXT_MAX_NGRAM }, (_, n) => CONTEXT_WINDOW - n).reduce(
  (sum, count) => sum + count,
);
/** Characters in a query n-gram. */
export const TRIGRAM = 3;
/** A layer's output is its accumulator shifted right by this, arithmetically. */
export const ACTIVATION_SHIFT = 2;
/** Most neurons of a layer. */
export const MAX_WIDTH = 256;
/** Most entries of a charset, the end of reply among them. */
export const MAX_CHARSET = 128;
/** Characters of a question that count; CP/M's command tail holds no more. */
export const MAX_QUESTION = 126;
/** Most characters of a reply. */
export const MAX_REPLY = 50;
/** The charset's last entry: the reply ends. */
export const END_OF_REPLY = "\u0000";
/** Hidden layers of the default network. */
export const DEFAULT_HIDDEN: readonly number[] = [256, 192, 128];
/** The four weights that two bits can hold. */
export const MIN_WEIGHT = -2;
export const MAX_WEIGHT = 1;
