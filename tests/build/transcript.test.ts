import { expect, test } from "vitest";
import { parseTranscript, updateTranscript } from "../../src/build/transcript.js";

test.each(["# greetings\n> hello\nHI\n\n> bye\nBYE\n", "# greetings\r\n> hello\r\nHI\r\n\r\n> bye\r\nBYE"])(
  "exchanges with or without a last line end",
  (text) => {
    expect(parseTranscript(text, "golden.txt")).toEqual([
      { question: "hello", reply: "HI", line: 2 },
      { question: "bye", reply: "BYE", line: 5 },
    ]);
  },
);

test("an update keeps comments, and answers questions that had no reply", () => {
  const text = "# first\n> hello\n> bye\nCIAO\n# last";
  const exchanges = parseTranscript(text, "golden.txt");
  expect(exchanges.map(({ reply }) => reply)).toEqual([undefined, "CIAO"]);
  expect(updateTranscript(text, exchanges, ["HI", "BYE"])).toBe("# first\n> hello\nHI\n> bye\nBYE\n# last\n");
});

test("an update of a transcript whose last line has no end replaces only that reply", () => {
  const text = "> hello\nHI\n> bye\nCIAO";
  const exchanges = parseTranscript(text, "golden.txt");
  expect(updateTranscript(text, exchanges, ["HI", "BYE"])).toBe("> hello\nHI\n> bye\nBYE\n");
});

test("typographic characters of a question are typed as plain ones, and stay in the file", () => {
  const text = "> what’s up\nMUCH\n";
  const exchanges = parseTranscript(text, "golden.txt");
  expect(exchanges).toEqual([{ question: "what's up", reply: "MUCH", line: 1 }]);
  expect(updateTranscript(text, exchanges, ["NOT MUCH"])).toBe("> what’s up\nNOT MUCH\n");
});

test.each([
  ["> 日本\nHI\n", /^golden\.txt:1: the question has characters that CP\/M can't type/],
  ["hello\nHI\n", /^golden\.txt:1: this line answers no question/],
  ["> \nHI\n", /^golden\.txt:1: an empty question/],
  [`> ${"x".repeat(127)}\nHI\n`, /^golden\.txt:1: the question has 127 characters/],
  ["# nothing\n", /^golden\.txt: no questions here/],
])("%j is one clear error", (text, message) => {
  expect(() => parseTranscript(text, "golden.txt")).toThrow(message);
});
