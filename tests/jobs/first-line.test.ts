/** The first line that the page gives a program. */

import { expect, test } from "vitest";
import { MAX_BANNER } from "../../src/base/contract.js";
import { readPairs } from "../../src/data/pairs.js";
import { firstLine } from "../../src/jobs/first-line.js";

const lineOf = (text: string, name?: string) => firstLine(readPairs(text, "pairs.txt"), name);

test.each([
  ["of equally frequent questions the first", "hello|HI\nbye|BYE\n", undefined, "TRY: HELLO. ! LEAVES."],
  ["the most frequent question", "bye|BYE\nhello|HI\nHello |HEY\n", undefined, "TRY: HELLO. ! LEAVES."],
  ["with a mark of its own", "are you there?|YES\n", "cats.txt", "CATS. TRY: ARE YOU THERE? ! LEAVES."],
  ["of a packed file", "hello|HI\n", "my pets.txt.gz", "MY PETS. TRY: HELLO. ! LEAVES."],
  ["of a name that can't be shown", "hello|HI\n", "Привет.txt", "TRY: HELLO. ! LEAVES."],
  ["a question that fits", `${"long ".repeat(20)}|NO\nshort|YES\n`, "x", "X. TRY: SHORT. ! LEAVES."],
  ["no question that fits", `${"long ".repeat(20)}|NO\n`, "x", "X. ! LEAVES."],
])("%s", (_, text, name, line) => {
  expect(lineOf(text, name)).toBe(line);
});

test("is never too long, whatever the name", () => {
  const line = lineOf("hello there my old friend|HI\n", "<img src=x onerror='alert(1)'>".repeat(9));
  expect(line.length).toBeLessThanOrEqual(MAX_BANNER);
  expect(line).toMatch(/^[A-Z0-9 ,.:!-]+$/);
});
