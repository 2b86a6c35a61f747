import { describe, expect, it } from "vitest";
import { lint } from "../../src/data/lint.js";
import { longAnswers, longAnswersText } from "../../src/data/long-answers.js";
import { readPairs } from "../../src/data/pairs.js";
import { prepareTraining, type TrainEvent } from "../../src/jobs/train.js";
import { encoderOf } from "../../src/model/encoder.js";
import type { Spelling } from "../../src/train/corpus.js";

/** So many lines, with so many different answers, of so many characters. */
function pairText(lines: number, length: number, answers = 26): string {
  const answer = (index: number) =>
    index < 26
      ? letter(index).padEnd(length, "_X")
      : `${letter(index)}${Math.floor(index / 26)}`.padEnd(length, "_X");
  return Array.from(
    { length: lines },
    (_, index) => `question number ${index}|${answer(index % answers)}\n`,
  ).join("");
}
const letter = (index: number) => String.fromCharCode(65 + (index % 26));
const pairsOf = (lines: number, length: number, answers = 26) =>
  readPairs(pairText(lines, length, answers), "p.txt");
const FREE = "free";

describe("long answers", () => {
  it("are told with the figure to expect", () => {
    expect(longAnswersText(longAnswers(pairsOf(15_000, 20), { seconds: 60 }, FREE)!)).toBe(
      "answers have 20.0 characters on average, and each is learned: expect about 49 % right after 7.6 rounds " +
        "through the questions, and with answers of 6 characters 91 % after 23 in the same time; " +
        "shorten them, e.g. with zmlm data convert --shorten, or leave --spelling free out",
    );
  });

  it("cost more where time is short, and nothing where there is enough", () => {
    const shares = [5, 20, 60, 180, 1000].map(
      (seconds) => longAnswers(pairsOf(15_000, 20), { seconds }, FREE)!.right,
    );
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.2);
    expect(shares.at(-1)).toBe(1);
    expect(longAnswers(pairsOf(100, 20), { epochs: 30 }, FREE)).toMatchObject({
      rounds: 30,
      right: 0.976,
      shortRounds: 90,
    });
  });

  it("are none where labels are short", () => {
    expect(longAnswers(pairsOf(50_000, 6), undefined, FREE)).toBeUndefined();
    expect(longAnswers([], undefined, FREE)).toBeUndefined();
  });

  it("cost nothing where they are known replies, which 257 can't be", () => {
    expect(longAnswers(pairsOf(1000, 20, 256))).toBeUndefined();
    expect(longAnswersText(longAnswers(pairsOf(1000, 20, 257))!)).toMatch(
      /, or use at most 256 different ones, which take few passes$/,
    );
  });

  it("are told by lint, once, and by a training before it begins", () => {
    const { encode } = encoderOf("word");
    const told = lint(pairsOf(300, 20, 300), { encode, phrasings: 1 }).filter(({ rule }) => rule === "long");
    expect(told).toHaveLength(1);
    expect(told[0].message).toMatch(/^answers have 20\.0 characters.* expect about 100 % .*; shorten them/);
    for (const fine of [pairsOf(300, 6, 300), pairsOf(300, 20)])
      expect(lint(fine, { encode, phrasings: 1 }).some(({ rule }) => rule === "long")).toBe(false);
    const warningsOf = (length: number, spelling?: Spelling) => {
      const events: TrainEvent[] = [];
      prepareTraining(
        {
          pairs: [{ text: pairText(300, length), file: "p.txt" }],
          until: { epochs: 2 },
          seed: 1,
          holdout: 0,
          select: "train",
          recipe: {},
          command: "zmlm train p.txt",
          spelling,
        },
        (event) => events.push(event),
      );
      return events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    };
    expect(warningsOf(20)).toEqual([]);
    expect(warningsOf(20, FREE)).toEqual([
      expect.stringContaining("expect about 33 % right after 2.0 rounds"),
    ]);
    expect(warningsOf(5, FREE)).toEqual([]);
  });
});
