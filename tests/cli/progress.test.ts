import { stripVTControlCharacters } from "node:util";
import { expect, describe as group, it } from "vitest";
import { describe, progressView, scoringView } from "../../src/cli/progress.js";
import type { TrainProgress } from "../../src/train/training.js";

const progress = (seconds: number, done: number, asked?: number): TrainProgress => ({
  epoch: 3,
  epochs: 10,
  done,
  loss: 0.25,
  floatAccuracy: 0.9,
  integerAccuracy: 0.5,
  heldOutAccuracy: undefined,
  seconds,
  secondsLeft: 7,
  ...(asked !== undefined && { scoring: { asked, questions: 500_000 } }),
});

group("the progress of a training", () => {
  it("tells losses and accuracies, then how far the scores are", () => {
    expect(describe(progress(1, 0.3))).toBe(
      "epoch 3/10  loss 0.250  characters 90.0% (float)  questions 50.0% (integer)  0:07 left",
    );
    expect(describe(progress(1, 1, 1200))).toBe("1,200 of 500,000 questions asked for the scores");
  });

  it("is a line now and then if there is no terminal, also while scores are computed", () => {
    const lines: string[] = [];
    const stream = { isTTY: false, write: (text: string) => lines.push(text) > 0 };
    const view = progressView(stream as unknown as NodeJS.WriteStream);
    for (let second = 0; second < 25; second++) view.show(progress(second, second / 25));
    expect(lines.length).toBe(3);
    view.show(progress(25, 1));
    expect(lines.length).toBe(4);
    for (let second = 26; second < 56; second++) view.show(progress(second, 1, second * 100));
    expect(lines.length).toBe(7);
    expect(lines.at(-1)).toContain("questions asked");
  });

  it("has a bar with the time left while questions are asked of a program", () => {
    const lines: string[] = [];
    const stream = { isTTY: true, columns: 80, rows: 24, write: (text: string) => lines.push(text) > 0 };
    let time = 0;
    const view = scoringView(stream as unknown as NodeJS.WriteStream, () => time);
    time = 3000;
    view.show({ asked: 500, questions: 2000 });
    view.end();
    expect(stripVTControlCharacters(lines.join(""))).toContain(
      "█████░░░░░░░░░░░░░░░ 500 of 2,000 questions asked  0:09 left",
    );
  });
});
