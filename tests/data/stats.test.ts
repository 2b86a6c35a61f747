import { describe, expect, it } from "vitest";
import { readPairs } from "../../src/data/pairs.js";
import { statsOf } from "../../src/data/stats.js";
import { encoderOf } from "../../src/model/encoder.js";

const encode = (question: string) => encoderOf("word").encode(question);
const stats = (text: string) => statsOf(readPairs(text, "t"), encode);

describe("statsOf", () => {
  it("counts lines, distinct questions and answers", () => {
    const { lines, questions, answers } = stats("hello|HI\nHello |HI\nhey|HI\nbye|BYE\n");
    expect([lines, questions]).toEqual([4, 3]);
    expect(answers).toEqual([
      { answer: "HI", lines: 3, questions: 2, share: 0.75 },
      { answer: "BYE", lines: 1, questions: 1, share: 0.25 },
    ]);
  });

  it("counts the charset by answers and by uses", () => {
    const { characters, longestQuestion, longestReply, meanReply } = stats("a|OK\nbb|OK\nccc|KO!\n");
    expect(characters).toEqual([
      { character: "K", answers: 2, uses: 3 },
      { character: "O", answers: 2, uses: 3 },
      { character: "!", answers: 1, uses: 1 },
    ]);
    expect([longestQuestion, longestReply]).toEqual([3, 3]);
    expect(meanReply).toBeCloseTo(7 / 3);
  });

  it("tells the ceiling by questions, and by what the encoder keeps apart", () => {
    // "a|X" twice and "a|Y" once: 3 of 4 at most; "there hello" has the buckets of "hello there".
    expect(stats("a|X\na|X\na|Y\nb|Z\n")).toMatchObject({
      contradictions: 1,
      ceiling: 0.75,
      encodedCeiling: 0.75,
    });
    expect(stats("hello there|HI\nthere hello|YO\n")).toMatchObject({
      contradictions: 0,
      ceiling: 1,
      encodedCeiling: 0.5,
    });
  });

  it("counts families and what was made", () => {
    expect(stats("#family: one\na|A\n#from: a\naa|A\n#family: two\nb|B\n")).toMatchObject({
      families: 2,
      made: 1,
    });
  });
});
