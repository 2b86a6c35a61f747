/** Text to counts: the question into trigram buckets, the reply so far into context buckets. */

import {
  CONTEXT_BUCKETS,
  CONTEXT_MAX_NGRAM,
  CONTEXT_POSITION_SEED,
  CONTEXT_WINDOW,
  HASH_MULTIPLIER,
  MAX_QUESTION,
  QUERY_BUCKETS,
  TRIGRAM,
} from "../base/contract.js";
import type { EncoderName } from "./network.js";

const SPACE = 0x20;

/** 7 bits of a character code, A-Z lowercased: what both encoders hash. */
function foldCode(code: number): number {
  const ascii = code & 0x7f;
  return ascii >= 0x41 && ascii <= 0x5a ? ascii | 0x20 : ascii;
}

function hash(codes: ArrayLike<number>, start: number, length: number, seed: number): number {
  let h = seed;
  for (let i = start; i < start + length; i++) h = (h * HASH_MULTIPLIER + codes[i]) & 0xffff;
  return h;
}

/** Counts the trigrams of one padded span, codes[start…end). */
function countTrigrams(codes: readonly number[], start: number, end: number, counts: Uint8Array): void {
  const padded = [SPACE, ...codes.slice(start, end), SPACE];
  for (let i = 0; i + TRIGRAM <= padded.length; i++) counts[hash(padded, i, TRIGRAM, 0) % QUERY_BUCKETS]++;
}

/**
 * Counts a question's trigrams.
 *
 * `word` pads each word with one space at both ends, so the order of words is lost; `phrase` pads the
 * trimmed text as a whole. Characters beyond the first 126 don't count. Only the space separates.
 *
 * @returns (128) counts, at most 126 each
 */
export function encodeQuery(question: string, encoder: EncoderName): Uint8Array {
  const codes = Array.from({ length: Math.min(question.length, MAX_QUESTION) }, (_, i) =>
    foldCode(question.charCodeAt(i)),
  );
  const counts = new Uint8Array(QUERY_BUCKETS);
  let end = codes.length;
  while (end > 0 && codes[end - 1] === SPACE) end--;
  let start = 0;
  while (start < end) {
    if (codes[start] === SPACE) {
      start++;
      continue;
    }
    const space = encoder === "word" ? codes.indexOf(SPACE, start) : -1;
    const stop = space < 0 || space > end ? end : space;
    countTrigrams(codes, start, stop, counts);
    start = stop;
  }
  return counts;
}

/**
 * Counts the n-grams, n = 1 to 3, of the last 8 characters of the reply so far, each hashed with its
 * place in that window.
 *
 * @returns (128) counts, at most 21 each
 */
export function encodeContext(reply: string): Uint8Array {
  const window = reply.slice(-CONTEXT_WINDOW).padStart(CONTEXT_WINDOW, " ");
  const codes = Array.from(window, (character) => foldCode(character.charCodeAt(0)));
  const counts = new Uint8Array(CONTEXT_BUCKETS);
  for (let n = 1; n <= CONTEXT_MAX_NGRAM; n++)
    for (let i = 0; i + n <= CONTEXT_WINDOW; i++)
      counts[hash(codes, i, n, i * CONTEXT_POSITION_SEED) % CONTEXT_BUCKETS]++;
  return counts;
}
