import { describe, expect, test } from "vitest";
import { encodeContext } from "../../src/model/context.js";
import { BUCKET_COUNTS, ENCODERS, encoderOf } from "../../src/model/encoder.js";

function total(counts: Uint8Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A trigram's bucket, straight from the definition. */
function bucket(trigram: string, buckets = 128): number {
  let h = 0;
  for (const character of trigram) h = (h * 31 + character.charCodeAt(0)) & 0xffff;
  return h % buckets;
}

function countsOf(trigrams: readonly string[], buckets = 128): Uint8Array {
  const counts = new Uint8Array(buckets);
  for (const trigram of trigrams) counts[bucket(trigram, buckets)]++;
  return counts;
}

describe("the query encoder", () => {
  test("word pads each word by itself", () => {
    expect(encoderOf("word").encode("hi you")).toEqual(countsOf([" hi", "hi ", " yo", "you", "ou "]));
  });

  test("phrase pads the trimmed text as a whole", () => {
    expect(encoderOf("phrase").encode("  hi you ")).toEqual(
      countsOf([" hi", "hi ", "i y", " yo", "you", "ou "]),
    );
    expect(encoderOf("phrase").encode("a  b")).toEqual(countsOf([" a ", "a  ", "  b", " b "]));
  });

  test.each(ENCODERS)("%s: its n-grams one by one are what it counts", (name) => {
    for (const buckets of BUCKET_COUNTS)
      for (const question of ["hi you", "  A  b ", "x", "how many? "]) {
        const encoder = encoderOf(name, buckets);
        const counts = new Uint8Array(buckets);
        for (const { text, bucket: at } of encoder.grams(question)) {
          expect(at).toBe(bucket(text, buckets));
          counts[at]++;
        }
        expect(counts).toEqual(encoder.encode(question));
      }
  });

  test("word doesn't mind the order of words or how many spaces part them", () => {
    expect(encoderOf("word").encode("hello there")).toEqual(encoderOf("word").encode(" there   hello "));
    expect(encoderOf("phrase").encode("hello there")).not.toEqual(encoderOf("phrase").encode("there hello"));
  });

  test.each(ENCODERS)("%s: case and the eighth bit don't count", (encoder) => {
    expect(encoderOf(encoder).encode("HeLLo Z80!")).toEqual(encoderOf(encoder).encode("hello z80!"));
    expect(encoderOf(encoder).encode("\u00e8\u00e9")).toEqual(encoderOf(encoder).encode("hi"));
    expect(encoderOf(encoder).encode("\u00a0hi\u00a0")).toEqual(encoderOf(encoder).encode("hi"));
  });

  test.each(ENCODERS)("%s: nothing but spaces is nothing", (encoder) => {
    expect(total(encoderOf(encoder).encode(""))).toBe(0);
    expect(total(encoderOf(encoder).encode("    "))).toBe(0);
  });

  test.each(["word", "phrase"] as const)("%s: 126 characters count, and no more", (encoder) => {
    const long = "a".repeat(126);
    expect(encoderOf(encoder).encode(`${long} more of it`)).toEqual(encoderOf(encoder).encode(long));
    expect(total(encoderOf(encoder).encode(long))).toBe(126);
    expect(encoderOf(encoder).encode(long)[bucket("aaa")]).toBe(124);
  });
});

describe.each(BUCKET_COUNTS)("%i buckets", (buckets) => {
  test("each trigram is counted in its hash modulo that number", () => {
    const trigrams = [" hi", "hi ", " yo", "you", "ou ", " zz", "zzz", "zzz", "zz "];
    expect(encoderOf("word", buckets).encode("hi you zzzz")).toEqual(countsOf(trigrams, buckets));
    const phrase = [" zz", "zzz", "zzz", "zz ", "z  ", "  z", " z~", "z~ "];
    expect(encoderOf("phrase", buckets).encode("zzzz  z~")).toEqual(countsOf(phrase, buckets));
  });

  test("hashes beyond 16 bits wrap before that", () => {
    // 31 * 31 * 122 + 31 * 122 + 122 = 121,146
    expect(encoderOf("phrase", buckets).encode("zzz")[(121_146 - 65_536) % buckets]).toBeGreaterThan(0);
  });

  test.each(ENCODERS)("there is one encoder %s, which says its name and number", (name) => {
    const encoder = encoderOf(name, buckets);
    expect(encoder).toBe(encoderOf(name, buckets));
    expect([encoder.name, encoder.buckets]).toEqual([name, buckets]);
    expect(encoder.encode("").length).toBe(buckets);
  });
});

test("other numbers of buckets are refused", () => {
  expect(encoderOf("word").buckets).toBe(128);
  for (const buckets of [0, 64, 100, 1024]) expect(() => encoderOf("word", buckets)).toThrow(RangeError);
});

describe("the context encoder", () => {
  test("counts 8 + 7 + 6 n-grams, each with its place in the window", () => {
    const counts = encodeContext("");
    expect(total(counts)).toBe(21);
    const expected = new Uint8Array(128);
    for (let n = 1; n <= 3; n++)
      for (let i = 0; i <= 8 - n; i++) {
        let h = i * 7;
        for (let k = 0; k < n; k++) h = (h * 31 + 32) & 0xffff;
        expected[h & 127]++;
      }
    expect(counts).toEqual(expected);
  });

  test("sees the last eight characters only, in any case", () => {
    expect(encodeContext("XYZ12345678")).toEqual(encodeContext("12345678"));
    const folded = new Uint8Array(64);
    encodeContext("MAYBE").forEach((count, bucket) => {
      folded[bucket % 64] += count;
    });
    expect(encodeContext("MAYBE", 64)).toEqual(folded);
    expect(encodeContext("MAYBE")).toEqual(encodeContext("maybe"));
    expect(encodeContext("AB")).not.toEqual(encodeContext("BA"));
  });
});
