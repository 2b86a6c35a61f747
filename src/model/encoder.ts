/**
 * Encoders: how a question becomes counts. An encoder is an object with its name, its number of buckets, the method
 * that counts, the name of its Z80 source, and the equates that this source needs.
 *
 * To add an encoder, add an entry to KINDS and, unless it counts trigrams as these do, a file to `asm/encode/`.
 *
 *     const encoder = encoderOf("word", 256);
 *     encoder.encode("hello there"); // Uint8Array(256)
 */

import { MAX_QUESTION, TRIGRAM, UNSTATED_BUCKETS } from "../base/contract.js";
import type { Equate } from "../base/equate.js";
import { foldCode, hash, SPACE } from "./ngrams.js";

/** Identifies an encoder: plain data that files can hold and threads can exchange. */
export interface EncoderId {
  readonly name: EncoderName;
  /** Buckets that questions are counted in: one of BUCKET_COUNTS. */
  readonly buckets: number;
}

/** A piece of a question that counts once. */
export interface Gram {
  /** Folded, with the blanks that stand for the ends of words. */
  readonly text: string;
  readonly bucket: number;
}

/** There is one object of each name and number of buckets, so encoders can be compared by `===`. */
export interface Encoder extends EncoderId {
  /**
   * Counts what a question is made of. Characters beyond the first 126 don't count, nor does case or the eighth bit.
   * @returns (buckets) counts, at most 126 in all
   */
  encode(question: string): Uint8Array;
  /** The n-grams that {@link encode} counts, in the order of the text, and their buckets. */
  grams(question: string): Gram[];
  /** File of `asm/` that has its `encode_query`. */
  readonly source: string;
  /** Numbers that this file needs, besides the number of buckets. */
  readonly equates: readonly Equate[];
}

/** Numbers of buckets that the Z80 code of trigrams can count in. */
export const BUCKET_COUNTS: readonly number[] = [128, 256, 384, 512];

interface EncoderKind {
  /**
   * Adds up what a question is made of.
   * @param codes folded characters, at most 126, and one blank at each end
   * @param counts (buckets), all 0
   */
  count(codes: Uint8Array, counts: Uint8Array): void;
  /** The same one by one. */
  grams(codes: Uint8Array, buckets: number): Gram[];
  readonly source: string;
  equates(buckets: number): readonly Equate[];
}

const KINDS = {
  /** Trigrams of each word, with one blank at both ends of it: the order of words is lost. Only blanks separate. */
  word: trigrams(true),
  /** Trigrams of the whole text, with one blank at both ends. With 128 buckets this is what Z80-μLM has. */
  phrase: trigrams(false),
} satisfies Record<string, EncoderKind>;

export type EncoderName = keyof typeof KINDS;
export const ENCODERS = Object.keys(KINDS) as readonly EncoderName[];
export const DEFAULT_ENCODER: EncoderName = "word";

const encoders = new Map<string, Encoder>();

/** The encoder of this name that counts in so many buckets, one of BUCKET_COUNTS; 128 if not given. */
export function encoderOf(name: EncoderName, buckets: number = UNSTATED_BUCKETS): Encoder {
  const key = `${name} ${buckets}`;
  let encoder = encoders.get(key);
  if (encoder === undefined) {
    if (!BUCKET_COUNTS.includes(buckets)) throw new RangeError(`${buckets} buckets are not possible`);
    encoder = makeEncoder(name, KINDS[name], buckets);
    encoders.set(key, encoder);
  }
  return encoder;
}

function makeEncoder(name: EncoderName, kind: EncoderKind, buckets: number): Encoder {
  return {
    name,
    buckets,
    encode(question) {
      const counts = new Uint8Array(buckets);
      kind.count(paddedCodes(question), counts);
      return counts;
    },
    grams: (question) => kind.grams(paddedCodes(question), buckets),
    source: kind.source,
    equates: kind.equates(buckets),
  };
}

/** A question's first 126 characters, folded, trimmed, and with one blank at each end. */
function paddedCodes(question: string): Uint8Array {
  let end = Math.min(question.length, MAX_QUESTION);
  const codes = new Uint8Array(end + 2).fill(SPACE);
  for (let i = 0; i < end; i++) codes[i + 1] = foldCode(question.charCodeAt(i));
  let start = 0;
  while (start < end && codes[end] === SPACE) end--;
  while (start < end && codes[start + 1] === SPACE) start++;
  return codes.subarray(start, end + 2);
}

/** An encoder of trigrams, one around each character; those around blanks only if words aren't kept apart. */
function trigrams(byWord: boolean): EncoderKind {
  const counts = (code: number) => !byWord || code !== SPACE;
  return {
    count(codes, buckets) {
      for (let i = 1; i + 1 < codes.length; i++)
        if (counts(codes[i])) buckets[hash(codes, i - 1, TRIGRAM, 0) % buckets.length]++;
    },
    grams(codes, buckets) {
      const starts = Array.from({ length: codes.length - 2 }, (_, start) => start);
      return starts
        .filter((start) => counts(codes[start + 1]))
        .map((start) => ({
          text: String.fromCharCode(...codes.subarray(start, start + TRIGRAM)),
          bucket: hash(codes, start, TRIGRAM, 0) % buckets,
        }));
    },
    source: "encode/trigrams.asm",
    equates: (buckets) => [
      ["ENCODER_WORD", byWord ? 1 : 0, "1: words hashed one by one; 0: the whole phrase"],
      [
        "HASH_WORDS",
        buckets > 256 ? 1 : 0,
        "1: hashes of two bytes; 0: of one byte, which has all bits of a bucket",
      ],
      ["HASH_DIVIDED", isPowerOfTwo(buckets) ? 0 : 1, "1: a bucket is a remainder; 0: the hash's low bits"],
    ],
  };
}

function isPowerOfTwo(value: number): boolean {
  return (value & (value - 1)) === 0;
}
