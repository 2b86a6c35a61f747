import { describe, expect, it } from "vitest";
import { type LintSettings, lint } from "../../src/data/lint.js";
import { readPairs } from "../../src/data/pairs.js";
import { encoderOf } from "../../src/model/encoder.js";

const encode = (question: string) => encoderOf("word").encode(question);

/** Findings as "line rule"; thin and swollen answers are let pass unless a test wants them. */
function rules(text: string, settings: Partial<LintSettings> = {}): string[] {
  const all = { encode, phrasings: 1, dominant: 1, ...settings };
  return lint(readPairs(text, "t"), all).map(({ line, rule }) => `${line} ${rule}`);
}

describe("lint", () => {
  it("is content with good pairs", () => {
    expect(rules("hello|HI\nhey you|HI\nbye|BYE\nsee you|BYE\n")).toEqual([]);
  });

  it("finds duplicates and contradictions, in any case and with any blanks", () => {
    expect(rules("hello|HI\nHELLO|HI\nare  you|YES\nare you|NO\nare you|NO\n")).toEqual([
      "2 duplicate",
      "4 contradiction",
      "5 duplicate",
    ]);
  });

  it("says where the other line is, across files", () => {
    const pairs = [...readPairs("hello|HI", "a.txt"), ...readPairs("x|Y\nhello|YO", "b.txt")];
    const [finding] = lint(pairs, { encode, phrasings: 1, dominant: 1 });
    expect(finding).toMatchObject({ rule: "contradiction", file: "b.txt", line: 2 });
    expect(finding!.message).toBe('"hello" gives YO here and HI at a.txt:1; choose one');
  });

  it("finds questions apart only by punctuation or drawn-out letters", () => {
    expect(rules("im fine|GOOD\ni'm fine!|SURE\nnooo|NO\nno|YES\n:)|A\n;)|B\n")).toEqual([
      "2 near-duplicate",
      "4 near-duplicate",
    ]);
    expect(rules("im fine|GOOD\ni'm fine!|GOOD\n")).toEqual([]);
  });

  it("finds questions apart only by contractions and chat spelling", () => {
    const text = "are you sure|A\nr u sure|B\ni'm ok|A\ni am ok|B\nur right|A\nyou're right|B\nthe usual|A\n";
    expect(rules(text)).toEqual(["2 near-duplicate", "4 near-duplicate", "6 near-duplicate"]);
  });

  it("finds questions that the encoder can't keep apart", () => {
    // " ok" and "ok " fall into the buckets of " im" and "im ".
    expect(rules("im cool|A\nok cool|B\nyou are|C\nare you|D\nare you there|E\nthere you are|E\n")).toEqual([
      "2 collision",
      "4 collision",
    ]);
    const phrase = (question: string) => encoderOf("phrase").encode(question);
    expect(rules("you are|C\nare you|D\n", { encode: phrase })).toEqual([]);
  });

  it("finds answers that are too frequent or too thin", () => {
    expect(rules("a|X\nb|X\nc|X\nd|Y\ne|Y\n", { dominant: 0.4 })).toEqual(["1 dominant"]);
    expect(rules("a|X\nb|X\nB|X\nc|Y\nd|Y\ne|Y\n", { phrasings: 3 })).toEqual(["1 few", "3 duplicate"]);
  });
});
