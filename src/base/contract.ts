/** The numbers of the bit-exact contract: what trainer, inference, build and Z80 program must agree on. */

/** Number of buckets in which a new network counts questions by default. */
export const DEFAULT_BUCKETS = 512;
/** Number of buckets of networks whose file doesn't state it: model files of version 1, NumPy archives of Z80-μLM. */
export const UNSTATED_BUCKETS = 128;
/**
 * Buckets that the n-grams of the reply so far are counted in, where the file of a network doesn't say otherwise, and
 * where they join the inputs of layer 1.
 */
export const CONTEXT_BUCKETS = 128;
/** The numbers of such buckets that are possible where they join layer 2. */
export const CONTEXT_BUCKET_COUNTS = [64, 128] as const;
/** Most answers of a network whose outputs are whole answers. */
export const MAX_ANSWERS = 256;
/** Activation per count in a bucket. */
export const COUNT_SCALE = 32;
/** Multiplier of the rolling hash, modulo 2^16. */
export const HASH_MULTIPLIER = 31;
/** A context n-gram's hash starts at this times its position in the window. */
export const CONTEXT_POSITION_SEED = 7;
/** Number of last characters of the reply that the context encoder sees. */
export const CONTEXT_WINDOW = 8;
/** Longest n-gram of the context encoder. */
export const CONTEXT_MAX_NGRAM = 3;
/** Number of n-grams in a window: one of one character for each position, and one fewer for each longer length. */
export const CONTEXT_NGRAMS = Array.from({ length: CONTEXT_MAX_NGRAM }, (_, n) => CONTEXT_WINDOW - n).reduce(
  (sum, count) => sum + count,
);
/** Characters in a query n-gram. */
export const TRIGRAM = 3;
/** A layer's output is its accumulator shifted right by this, arithmetically. */
export const ACTIVATION_SHIFT = 2;
/** Most neurons of a layer. */
export const MAX_WIDTH = 256;
/** Most entries of a charset, including the end of reply. */
export const MAX_CHARSET = 128;
/** Characters of a question that count; CP/M's command tail holds no more. */
export const MAX_QUESTION = 126;
/** Most characters of a reply. */
export const MAX_REPLY = 50;
/** What a model file calls its format. */
export const MODEL_FORMAT = "zmlm-model";
/** Most characters of a program's first line, which says who it is and how to leave. */
export const MAX_BANNER = 60;
/** The charset's last entry: the reply ends. */
export const END_OF_REPLY = "\u0000";
/** Hidden layers of a new network by default; its reply so far joins layer 2. */
export const DEFAULT_HIDDEN: readonly number[] = [192, 128];
/** The same of a network whose outputs are whole answers. */
export const DEFAULT_REPLIES_HIDDEN: readonly number[] = [256];
/** The four weights that two bits can hold. */
export const MIN_WEIGHT = -2;
export const MAX_WEIGHT = 1;
