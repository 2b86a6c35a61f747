import { describe, expect, test } from "vitest";
import { encodeContext, encodeQuery } from "../../src/model/encoder.js";

function total(counts: Uint8Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A trigram's bucket, straight from the definition. */
function bucket(trigram: string): number {
  let h = 0;
  for (const character of trigram) h = (h * 31 + character.charCodeAt(0)) & 0xffff;
  return h & 127;
}

function countsOf(trigrams: readonly string[]): Uint8Array {
  const counts = new Uint8Array(128);
  for (const trigram of trigrams) counts[bucket(trigram)]++;
  return counts;
}

describe("the query encoder", () => {
  test("word pads each word by itself", () => {
    expect(encodeQuery("hi you", "word")).toEqual(countsOf([" hi", "hi ", " yo", "you", "ou "]));
  });

  test("phrase pads the trimmed text as a whole", () => {
    expect(encodeQuery("  hi you ", "phrase")).toEqual(countsOf([" hi", "hi ", "i y", " yo", "you", "ou "]));
    expect(encodeQuery("a  b", "phrase")).toEqual(countsOf([" a ", "a  ", "  b", " b "]));
  });

  test("word doesn't mind the order of words or how many spaces part them", () => {
    expect(encodeQuery("hello there", "word")).toEqual(encodeQuery(" there   hello ", "word"));
    expect(encodeQuery("hello there", "phrase")).not.toEqual(encodeQuery("there hello", "phrase"));
  });

  test.each(["word", "phrase"] as const)("%s: case and the eighth bit don't count", (encoder) => {
    expect(encodeQuery("HeLLo Z80!", encoder)).toEqual(encodeQuery("hello z80!", encoder));
    expect(encodeQuery("\u00e8\u00e9", encoder)).toEqual(encodeQuery("hi", encoder));
    expect(encodeQuery("\u00a0hi\u00a0", encoder)).toEqual(encodeQuery("hi", encoder));
  });

  test.each(["word", "phrase"] as const)("%s: nothing but spaces is nothing", (encoder) => {
    expect(total(encodeQuery("", encoder))).toBe(0);
    expect(total(encodeQuery("    ", encoder))).toBe(0);
  });

  test.each(["word", "phrase"] as const)("%s: 126 characters count, and no more", (encoder) => {
    const long = "a".repeat(126);
    expect(encodeQuery(`${long} more of it`, encoder)).toEqual(encodeQuery(long, encoder));
    expect(total(encodeQuery(long, encoder))).toBe(126);
    expect(encodeQuery(long, encoder)[bucket("aaa")]).toBe(124);
  });
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
    expect(encodeContext("MAYBE")).toEqual(encodeContext("maybe"));
    expect(encodeContext("AB")).not.toEqual(encodeContext("BA"));
  });
});
