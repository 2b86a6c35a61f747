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

test.each([
  ["hello\nHI\n", /^golden\.txt:1: this line answers no question/],
  ["> \nHI\n", /^golden\.txt:1: an empty question/],
  [`> ${"x".repeat(127)}\nHI\n`, /^golden\.txt:1: the question has 127 characters/],
  ["# nothing\n", /^golden\.txt: no questions here/],
])("%j is one clear error", (text, message) => {
  expect(() => parseTranscript(text, "golden.txt")).toThrow(message);
});
