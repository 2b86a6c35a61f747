import { describe, expect, it } from "vitest";
import { lint } from "../../src/data/lint.js";
import { longAnswers, longAnswersText } from "../../src/data/long-answers.js";
import { readPairs } from "../../src/data/pairs.js";
import { prepareTraining, type TrainEvent } from "../../src/jobs/train.js";
import { encoderOf } from "../../src/model/encoder.js";

/** So many lines, with answers of so many characters. */
function pairText(lines: number, length: number): string {
  const answer = (index: number) => `${String.fromCharCode(65 + (index % 26))}`.padEnd(length, "_X");
  return Array.from({ length: lines }, (_, index) => `question number ${index}|${answer(index)}\n`).join("");
}
const pairsOf = (lines: number, length: number) => readPairs(pairText(lines, length), "p.txt");

describe("long answers", () => {
  it("are told with the figure to expect", () => {
    expect(longAnswersText(longAnswers(pairsOf(15_000, 20), { seconds: 60 })!)).toBe(
      "answers have 20.0 characters on average, and each is learned: expect about 45 % right after 7.6 rounds " +
        "through the questions, and with answers of 6 characters 83 % after 23 in the same time; " +
        "shorten them, e.g. with zmlm data convert --shorten, or train whole answers with --head replies",
    );
  });

  it("cost more where time is short, and nothing where there is enough", () => {
    const shares = [5, 20, 60, 180, 1000].map(
      (seconds) => longAnswers(pairsOf(15_000, 20), { seconds })!.right,
    );
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.2);
    expect(shares.at(-1)).toBe(1);
    expect(longAnswers(pairsOf(100, 20), { epochs: 30 })).toMatchObject({
      rounds: 30,
      right: 0.92,
      shortRounds: 90,
    });
  });

  it("are none where labels are short", () => {
    expect(longAnswers(pairsOf(50_000, 6))).toBeUndefined();
    expect(longAnswers([])).toBeUndefined();
  });

  it("are told by lint, once, and by a training before it begins", () => {
    const { encode } = encoderOf("word");
    const told = lint(pairsOf(200, 20), { encode, phrasings: 1 }).filter(({ rule }) => rule === "long");
    expect(told).toHaveLength(1);
    expect(told[0].message).toMatch(/^answers have 20\.0 characters.* expect about 100 % .*; shorten them/);
    expect(lint(pairsOf(200, 6), { encode, phrasings: 1 }).some(({ rule }) => rule === "long")).toBe(false);
    const warningsOf = (length: number) => {
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
        },
        (event) => events.push(event),
      );
      return events.flatMap((event) => (event.type === "warning" ? [event.message] : []));
    };
    expect(warningsOf(20)).toEqual([expect.stringContaining("expect about 33 % right after 2.0 rounds")]);
    expect(warningsOf(5)).toEqual([]);
  });
});
