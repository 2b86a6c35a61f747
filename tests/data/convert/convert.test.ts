import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/base/input-error.js";
import { Random } from "../../../src/base/random.js";
import { type ConvertRequest, convert } from "../../../src/data/convert/convert.js";
import { decodeForeign } from "../../../src/data/convert/decode.js";
import { detectFormat, type FormatName } from "../../../src/data/convert/format.js";
import { SHORT, shortLabels } from "../../../src/data/convert/shorten.js";
import { readPairs, scanPairs } from "../../../src/data/pairs.js";
import { shortOrWhole } from "../../support/length.js";
import { mutateText, refusedOrAsync } from "../../support/mutate.js";
import { SAMPLES } from "./samples.js";

const sourcesOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([file, text]) => ({ file, text }));

const convertFile = (file: string, text: string, request?: ConvertRequest) =>
  convert([{ file, text }], request);

const lines = (pairs: readonly { question: string; answer: string }[]) =>
  pairs.map(({ question, answer }) => `${question}|${answer}`);

describe.each(SAMPLES)("$what", ({ format, files, request, pairs, leftOut = {} }) => {
  const sources = sourcesOf(files);

  it("becomes pairs, and what is left out is counted", async () => {
    const conversion = await convert(sources, request);
    expect(conversion.format).toBe(format);
    expect(lines(conversion.pairs)).toEqual(pairs);
    expect(Object.fromEntries(conversion.leftOut.map(({ why, count }) => [why, count]))).toEqual(leftOut);
    const missed = conversion.leftOut.reduce((sum, { count }) => sum + count, 0);
    expect(conversion.found).toBe(pairs.length + missed);
  });

  if (format === "pairs") return;

  it("is told where a pair file is expected", () => {
    const { file, text } = sources[0];
    expect(() => readPairs(text, file)).toThrow(
      new RegExp(`^${file}: this is .*, no pair file; zmlm data convert ${file} -o pairs\\.txt makes one$`),
    );
  });

  it("is known whatever its name and line ends", () => {
    for (const { text } of sources.slice(0, 1))
      if (format !== "csv" || /question|answer/i.test(text) /* a header tells */)
        for (const changed of [text, text.replace(/\r?\n/g, "\r\n")])
          expect(detectFormat(changed, "data")).toBe(format);
  });
});

describe("what is no foreign format", () => {
  it.each([
    "hello|HI\nbye|BYE\n",
    "# one, two\nhello, you|HI\n",
    "hello, you\nand so on, and on\nwell\n",
    "just some words\n",
    "",
    "key: value\n",
    "<html></html>",
  ])("%j", (text) => {
    expect(detectFormat(text, "x.txt")).toBeUndefined();
  });

  it("pair files with commas, tabs and braces stay pair files", () => {
    const text = "a, b, c|X\nquestion\tanswer|Y\n{a}|Z\n";
    expect(readPairs(text, "x.csv").map(({ answer }) => answer)).toEqual(["X", "Y", "Z"]);
  });
});

describe("faults are one line that names the file", () => {
  it.each<[what: string, file: string, text: string, request: ConvertRequest, message: string]>([
    ["no format", "x.txt", "hello\nthere\n", {}, "x.txt: in which format is this? name it with --from csv"],
    [
      "columns that nobody knows",
      "x.csv",
      "a1,b1,c1\n1,2,3\n",
      {},
      'x.csv: which column is the question? name it with --question; the columns are "a1", "b1", "c1"',
    ],
    [
      "a column that isn't there",
      "x.csv",
      "question,answer\n1,2\n",
      { question: "ask" },
      'x.csv: no column "ask"; the columns are "question", "answer"',
    ],
    [
      "a quote that never closes",
      "x.csv",
      'question,answer\nhi,yo\n"oh,no\nand,on\n',
      {},
      "x.csv: a quote opens in row 3 and never closes",
    ],
    ["no rows", "x.csv", " \n\n", { format: "csv" }, "x.csv: no rows in this file"],
    [
      "cut JSON",
      "x.json",
      '[{"question":"a",\n"answer":"b"},\n{"quest',
      {},
      "x.json: this is not whole JSON",
    ],
    [
      "keys that nobody knows",
      "x.json",
      '[{"one":"a","two":"b"}]',
      {},
      'x.json: no key that is known for a question; name it with --question, the keys are "one", "two"',
    ],
    [
      "JSON of another kind",
      "x.json",
      '{"a":{"b":1}}',
      {},
      "x.json: no questions and answers that are known in this JSON",
    ],
    [
      "a map without a text",
      "x.json",
      '{"x":1,"y":true}',
      {},
      'x.json: no value in this JSON is a text; questions and answers are texts, as in {"hello": "HI"}',
    ],
    [
      "a record of data",
      "x.json",
      '{"x":1,"name":"foo"}',
      {},
      'x.json: this JSON is a record with a field "x", which isn\'t a text; questions and answers are texts, as in {"hello": "HI"}',
    ],
    [
      "an unknown part",
      "x.json",
      '{"train":[["a","b"]]}',
      { parts: ["tain"] },
      'x.json: no part "tain" in this file; there are "train"',
    ],
    ["lines that are no JSON", "x.jsonl", "{a}\n{b}\n", {}, "x.jsonl: no line of this file is whole JSON"],
    ["broken YAML", "x.yml", 'nlu:\n- intent: "x\n  examples: y\n', {}, "x.yml:"],
    [
      "a bomb of aliases",
      "x.yml",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
        .split("")
        .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcdefgh"[i]}`)}]`)
        .join("\n")}\nconversations: [*h]\n`,
      {},
      "x.yml: this YAML can't be read",
    ],
    ["YAML nested without end", "x.yml", `conversations: ${"[".repeat(50_000)}`, {}, "x.yml"],
    ["no examples", "x.yml", "nlu: []\n", {}, "x.yml: no examples of intents"],
    ["broken XML", "x.aiml", "<aiml>\n<category>\n</aiml>", {}, "x.aiml:"],
    [
      "entities",
      "x.aiml",
      '<!DOCTYPE a [<!ENTITY x "y">]><aiml>&x;</aiml>',
      {},
      "x.aiml: this file declares a document type",
    ],
    [
      "XML nested without end",
      "x.aiml",
      `<aiml>${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}</aiml>`,
      {},
      "x.aiml",
    ],
    [
      "nothing that is left",
      "x.csv",
      "question,answer\n,b\n",
      {},
      "x.csv: nothing to convert is left of this file: no question (1 times, first x.csv, row 2)",
    ],
  ])("%s", async (_, file, text, request, message) => {
    const fault = await convertFile(file, text, request).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(InputError);
    expect((fault as Error).message).toContain(message);
    expect((fault as Error).message).not.toMatch(/[\u0000-\u001f]/);
  });

  it("files of two formats", async () => {
    const sources = sourcesOf({ "a.json": '[["a","b"]]', "b.yml": "conversations: []" });
    await expect(convert(sources)).rejects.toThrow("b.yml: this is ChatterBot's YAML, and a.json is JSON");
  });
});

describe("of several answers to one question", () => {
  const text = "question,answer\nhi,A\nHI,B\nhi ,B\nbye,C\nhi,A\nhi,B\n";

  it.each([
    [
      "first",
      ["hi|A", "bye|C"],
      { "another answer to a question that has one": 3, "the same pair again": 1 },
    ],
    ["most", ["HI|B", "bye|C"], { "another answer to a question that has one": 2, "the same pair again": 2 }],
    ["all", ["hi|A", "HI|B", "bye|C"], { "the same pair again": 3 }],
  ] as const)("%s", async (answers, pairs, leftOut) => {
    const conversion = await convertFile("x.csv", text, { answers });
    expect(lines(conversion.pairs)).toEqual(pairs);
    expect(Object.fromEntries(conversion.leftOut.map(({ why, count }) => [why, count]))).toEqual(leftOut);
  });
});

describe("what a pair file can't hold", () => {
  it("is left out by name, or made fit", async () => {
    const cells = [
      ["привет", "HI"],
      ["привет hello", "HI"],
      ["#tagged", "OK"],
      ["😀", "SMILE"],
      ["x".repeat(127), "LONG"],
      ["long", "y".repeat(51)],
      ["odd", "日本"],
      ["Caf\u00e9 \u201cX\u201d", "na\u00efve"],
    ];
    const json = JSON.stringify(cells.map(([question, answer]) => ({ question, answer })));
    const { pairs, leftOut } = await convertFile("x.json", json);
    expect(lines(pairs)).toEqual(["?????? hello|HI", "tagged|OK", "?|SMILE", 'Cafe "X"|NAIVE']);
    expect(leftOut.map(({ why, place }) => `${why}: ${place}`)).toEqual([
      "the question has no letters that fold to ASCII: x.json, record 1",
      "the question is longer than 126 characters: x.json, record 5",
      "the answer is longer than 50 characters (--shorten makes labels): x.json, record 6",
      "the answer has characters that CP/M can't print: x.json, record 7",
    ]);
  });
});

describe("a pair file", () => {
  it("keeps its families and origins", async () => {
    const text = "#family: x\nbye|BYE_FOR_NOW\n#from: bye\nbyee|BYE_FOR_NOW\n";
    const { pairs } = await convertFile("p.txt", text, { shorten: true });
    expect(pairs).toEqual([
      { question: "bye", answer: "BYE", family: "x" },
      { question: "byee", answer: "BYE", family: "x", origin: "bye" },
    ]);
  });
});

describe("short labels", () => {
  it("say what they are short for, and differ", async () => {
    const rows = [
      ["book_flight", "fly"],
      ["book_hotel", "sleep"],
      ["YES", "yes"],
      ["I am just an artificial intelligence, and so I have no opinion.", "think"],
      ["flight", "f"],
    ];
    const csv = `question,answer\n${rows.map(([answer, question]) => `${question},"${answer}"`).join("\n")}\n`;
    const { pairs, labels, leftOut } = await convertFile("x.csv", csv, { shorten: true });
    expect(lines(pairs)).toEqual(["fly|BOOFLI", "sleep|HOTEL", "yes|YES", "think|INTELL", "f|FLIGHT"]);
    expect(labels).toEqual([
      { label: "BOOFLI", answer: "BOOK_FLIGHT" },
      { label: "HOTEL", answer: "BOOK_HOTEL" },
      { label: "INTELL", answer: "I AM JUST AN ARTIFICIAL INTELLIGENCE, AND SO I HAVE NO OPINION." },
    ]);
    expect(leftOut).toEqual([]);
  });

  it("are distinct and short, whatever the answers", () => {
    const random = new Random(6);
    const answers = Array.from({ length: 3000 }, () =>
      Array.from({ length: random.int(1, 5) }, () =>
        random.pick(["get", "set", "card", "!", "a", "zz9"]),
      ).join("_"),
    );
    const labels = shortLabels(answers);
    expect(new Set(labels.values()).size).toBe(new Set(answers).size);
    for (const label of labels.values()) expect(label).toMatch(/^[ -{}~]{1,6}$/);
    expect(SHORT).toBe(6);
  });
});

describe("bytes", () => {
  const text = "question;answer\nna\u00efve;ja\n";

  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["Windows-1252", Buffer.from(text, "latin1")],
  ] as const)("of %s are text", async (encoding, bytes) => {
    const decoded = decodeForeign(bytes)!;
    expect(decoded.encoding).toBe(encoding);
    expect(lines((await convertFile("x.csv", decoded.text)).pairs)).toEqual(["naive|JA"]);
  });

  it("of a picture are not", () => {
    expect(decodeForeign(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1))).toBeUndefined();
    expect(decodeForeign(Uint8Array.of(65, 0, 66, 0))).toBeUndefined();
  });
});

describe("mutated files", () => {
  const pieces: Record<FormatName, readonly string[]> = {
    csv: [",", ";", '"', '""', "\n", "\r\n", "|", "question", "\ufeff", "\u0000", "é"],
    tsv: ["\t", "\t\t", '"', "\n", "\r", "|", "label", "\u001b[2J"],
    json: [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "null",
      "1e999",
      '{"__proto__":{"x":1}}',
      '"\\ud800"',
      '"data":[',
      "true",
    ],
    jsonl: ["{", "}", "[", "]", ",", "\n", '"', "null", "[]", '{"messages":[{}]}', '"\\u0000"', "0"],
    rasa: [
      "- ",
      "  ",
      "\n",
      ": ",
      "|\n",
      ">",
      '"',
      "'",
      "&a ",
      "*a",
      "!!js ",
      "? ",
      "[",
      "{",
      "nlu:",
      "#",
      "---\n",
    ],
    chatterbot: [
      "- ",
      "- - ",
      "\n",
      ": ",
      "|",
      "&a ",
      "*a",
      "<<: ",
      "[",
      "{",
      "conversations:",
      "%YAML 1.1\n",
      "\t",
    ],
    pairs: ["|", "#", "\n", "#family: x\n", "#from: y\n", "question|answer\n", "\uff5c", "привет", "\u0000"],
    aiml: [
      "<",
      ">",
      "</",
      "/>",
      "&",
      "&lt;",
      "&#0;",
      "<![CDATA[",
      "]]>",
      "<!--",
      "<srai>",
      "<li>",
      "<random>",
      "<?x?>",
      "*",
    ],
  };

  it.each(Object.keys(pieces) as FormatName[])(
    "of %s are refused in one line, or give whole pairs",
    async (format) => {
      const random = new Random(format.length + format.charCodeAt(0));
      const samples = SAMPLES.filter((sample) => sample.format === format);
      let taken = 0;
      for (let index = 0; index < shortOrWhole(1200, 25_000); index++) {
        const { files, request } = random.pick(samples);
        const sources = sourcesOf(files);
        const at = random.int(0, sources.length - 1);
        sources[at] = { ...sources[at], text: mutateText(sources[at].text, random, pieces[format]) };
        const shorten = random.int(0, 3) === 0;
        const conversion = await refusedOrAsync(() => convert(sources, { ...request, format, shorten }));
        if (conversion === undefined) continue;
        taken++;
        const text = lines(conversion.pairs).join("\n");
        const { pairs, faults } = scanPairs(`# no header\nzz|ZZ\n${text}\n`, "out.txt");
        expect(faults, `case ${index}:\n${sources[at].text}`).toEqual([]);
        expect(lines(pairs.slice(1))).toEqual(lines(conversion.pairs));
      }
      expect(taken).toBeGreaterThan(100);
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );
});
