/** Pairs for an editor: what is marked in them, and what files become. */

import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { checkLesson, openLesson } from "../../src/jobs/lesson.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const opened = (text: string, file: string) => openLesson([{ bytes: bytes(text), file }]);

describe("the check of a lesson", () => {
  const text = "# greetings\nhello|HI\noops\nhello|BYE\nhëllo|HI\nпривет|HI\n<img src=x>|<B>\n";
  const check = checkLesson({ text, file: "pairs.txt" }, { name: "word" });

  test("counts pairs, questions and answers, the most frequent answer first", () => {
    expect(check).toMatchObject({ pairs: 5, questions: 3 });
    expect(check.answers).toEqual([
      { answer: "HI", lines: 3, first: 2 },
      { answer: "BYE", lines: 1, first: 4 },
      { answer: "<B>", lines: 1, first: 7 },
    ]);
    expect(check.seconds).toBeGreaterThanOrEqual(30);
  });

  test("finds what is wrong in the order of lines, and says what to do", () => {
    const found = check.findings.map(({ line, rule }) => `${line} ${rule}`);
    expect(found).toEqual([...found].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)));
    expect(found).toEqual(expect.arrayContaining(["3 fault", "4 contradiction", "5 duplicate", "6 letters"]));
    for (const { message } of check.findings) expect(message).toContain("; ");
  });

  test("is at peace with an empty text", () => {
    expect(checkLesson({ text: "", file: "pairs.txt" }, { name: "word", buckets: 128 })).toMatchObject({
      pairs: 0,
      questions: 0,
      findings: [],
      answers: [],
    });
  });
});

describe("opened files", () => {
  test("that are pair files stay as they are, one behind the other", async () => {
    const one = { bytes: bytes("\ufeff# mine\nhello|hi"), file: "a.txt" };
    const two = { bytes: bytes("oops\nbye|BYE\nciao|BYE\n"), file: "b.txt" };
    expect(await openLesson([one, two])).toEqual({
      text: "# mine\nhello|hi\noops\nbye|BYE\nciao|BYE\n",
      notes: [],
    });
  });

  test("that are tables become pairs, with a note of what was left out", async () => {
    const { text, notes } = await opened("question,answer\nhello,hi\nwhy,\n", "faq.csv");
    expect(text).toBe("hello|HI\n");
    expect(notes).toEqual(["CSV: 2 found, 1 pair.", "Left out 1: no answer (first faq.csv, row 3)."]);
  });

  test.each([
    ["what isn't text", new Uint8Array([0, 1, 2, 255]), "x.bin: this isn't text"],
    ["packed text, which the host must unpack", gzipSync(bytes("hello|HI\n")), "x.bin: this isn't text"],
    ["prose", bytes("Once upon a time\nthere was a fox.\n"), "x.bin: this has no lines of question|answer"],
    ["nothing", new Uint8Array(), "x.bin: this file is empty"],
    ["broken JSON", bytes('[{"question": '), "x.bin:"],
    ["a record of data", bytes('{"x":1,"name":"foo"}'), 'x.bin: this JSON is a record with a field "x"'],
  ])("that are %s are told in a sentence", async (_, content, message) => {
    await expect(openLesson([{ bytes: content, file: "x.bin" }])).rejects.toThrow(message);
  });

  test("of two formats are told apart", async () => {
    const table = { bytes: bytes("question,answer\nhello,hi\n"), file: "faq.csv" };
    await expect(openLesson([{ bytes: bytes("a|B\nc|D\n"), file: "a.txt" }, table])).rejects.toThrow(
      "faq.csv: this is CSV, and a.txt is a pair file; open one after the other",
    );
  });
});
