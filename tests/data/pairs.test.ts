import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { distinctQuestions, formatPairs, questionKey, readPairs } from "../../src/data/pairs.js";

const sides = (text: string) => readPairs(text, "t").map(({ question, answer }) => [question, answer]);

function faultOf(text: string): string {
  try {
    readPairs(text, "chat.txt");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  }
  throw new Error("no fault found");
}

describe("readPairs", () => {
  it("reads pairs, skips blank lines and comments, and keeps line numbers", () => {
    expect(
      readPairs("# a comment | with a bar\n\nhello|HI\n  \n  are you a robot  |  yes \n", "c.txt"),
    ).toEqual([
      { question: "hello", answer: "HI", file: "c.txt", line: 3 },
      { question: "are you a robot", answer: "YES", file: "c.txt", line: 5 },
    ]);
  });

  it("reads any line ending and a byte order mark", () => {
    expect(sides("\ufeffa|B\r\nc|D\re|F")).toEqual([
      ["a", "B"],
      ["c", "D"],
      ["e", "F"],
    ]);
  });

  it("folds Unicode to ASCII; what a question can't hold becomes ?", () => {
    expect(sides("who\u2019s a na\u00efve caf\u00e9\u00a0owner\tthen|wei\u00df nicht")).toEqual([
      ["who's a naive cafe owner then", "WEISS NICHT"],
    ]);
    expect(sides("hello\uff5cHI\n\uff03 no pair\n")).toEqual([["hello", "HI"]]);
    expect(sides("i feel \u{1f600} \u7684|OK")).toEqual([["i feel ? ?", "OK"]]);
  });

  it.each([
    ["hello\n", 'chat.txt:1: no "|"'],
    ["a|B\n\na|b|c\n", 'chat.txt:3: 2 "|"'],
    ["a\uff5cb|C\n", 'chat.txt:1: 2 "|"'],
    ["|HI\n", 'chat.txt:1: nothing before the "|"'],
    ["hello| \n", 'chat.txt:1: nothing after the "|"'],
    [`hello|${"x".repeat(51)}\n`, "chat.txt:1: the reply has 51 characters, the most is 50"],
    [`${"x".repeat(127)}|HI\n`, "chat.txt:1: the question has 127 characters and only 126 count"],
    ["hello|\u7684\n", 'chat.txt:1: the reply has "\u7684" (U+7684), which CP/M can\'t print'],
    ["hello|A\u0007B\n", "chat.txt:1: the reply has U+0007, which CP/M can't print"],
    ["# nothing\n\n", "chat.txt: no pairs in this file"],
    ["", "chat.txt: no pairs in this file"],
  ])("refuses %j", (text, message) => {
    expect(faultOf(text)).toContain(message);
  });

  it("names the first faulty line and counts the others", () => {
    expect(faultOf("a|B\nc\nd|\n|e\n")).toMatch(/^chat\.txt:2: no "\|".*\(and 2 more\)$/);
  });

  it("takes the longest question and reply", () => {
    expect(sides(`${"q".repeat(126)}|${"R".repeat(50)}`)).toHaveLength(1);
  });

  it("reads families and origins", () => {
    const pairs = readPairs("a|A\n#family: greets\nb|B\n#from: b\nbb|B\nbbb|B\n\nc|C\n#family:\nd|D\n", "t");
    expect(pairs.map(({ question, family, origin }) => [question, family, origin])).toEqual([
      ["a", undefined, undefined],
      ["b", "greets", undefined],
      ["bb", "greets", "b"],
      ["bbb", "greets", "b"],
      ["c", "greets", undefined],
      ["d", undefined, undefined],
    ]);
  });
});

describe("formatPairs", () => {
  it("writes what readPairs reads back, whatever the order of families and origins", () => {
    const made = [undefined, "f", "g"].flatMap((family) =>
      [undefined, "x", "y"].map((origin) => ({ family, origin })),
    );
    for (const first of made)
      for (const second of made) {
        const pairs = [first, second, first].map(({ family, origin }, i) => ({
          question: `q${i}`,
          answer: "A",
          file: "t",
          line: 0,
          ...(family === undefined ? {} : { family }),
          ...(origin === undefined ? {} : { origin }),
        }));
        const back = readPairs(formatPairs(pairs), "t").map((pair) => ({ ...pair, line: 0 }));
        expect(back).toEqual(pairs);
      }
  });

  it("is plain lines for plain pairs", () => {
    expect(formatPairs(readPairs("# note\na|b\n\nc | d", "t"))).toBe("a|B\nc|D\n");
  });
});

describe("distinctQuestions", () => {
  it("groups by question in any case and with any blanks, and counts the answers", () => {
    const questions = distinctQuestions(readPairs("Are  you|YES\nare you|no\nARE YOU |YES\nbye|BYE", "t"));
    expect([...questions].map(([key, answers]) => [key, [...answers]])).toEqual([
      [
        "are you",
        [
          ["YES", 2],
          ["NO", 1],
        ],
      ],
      ["bye", [["BYE", 1]]],
    ]);
    expect(questionKey("  Are   YOU ")).toBe("are you");
  });
});
