/** What careless people do: files of the wrong kind or in the wrong order, forgotten values, places that can't be. */

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { serializeModel } from "../../src/model/file.js";
import { temporaryFolder, zmlm } from "../support/cli.js";
import { command } from "../support/command.js";
import { smallNetwork } from "../support/networks.js";
import { program } from "../support/programs.js";

const at = temporaryFolder();
const network = smallNetwork();

const FILES: Record<string, string | Uint8Array> = {
  "pairs.txt": "hello|HI\ngoodbye|BYE\n",
  "bom-crlf.txt": "\ufeffhello|HI\r\ngoodbye|BYE\r\n",
  "cr.txt": "hello|HI\rgoodbye|BYE\r",
  "long-line.txt": `hello|HI\n${"x".repeat(200_000)}|NO\n`,
  "one-line.txt": "y".repeat(200_000),
  "nul.txt": "hello|HI\n\0\0bye|BYE\n",
  "model.json": serializeModel(network),
  "empty.json": "",
  "deep.json": "[".repeat(100_000),
  "null.json": "null",
  "list.json": "[1,2,3]",
  "noise.bin": Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 37 + 200) & 255),
  "noise.npz": Uint8Array.from({ length: 3000 }, (_, i) => (i * i * 37 + 200) & 255),
  "ECHO.COM": program("echo"),
  "empty.com": "",
  "golden.txt": "> hello\nHI\n",
  "open.csv": 'question,answer\n"unclosed,HI\n',
  "faq.csv": "question,answer\nhello,HI\n",
  "good.asm": " org 100h\n ret\n",
};

beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(at(name), content);
  mkdirSync(at("folder"));
  symlinkSync("loop", at("loop"));
});

const FULL = existsSync("/dev/full");
const FULL_DISK = /^error: \/dev\/full: no space left on this disk$/;
const LONG = "x".repeat(300);

const CASES: [what: string, words: string[], message: RegExp][] = [
  // the wrong kind
  [
    "lint of bytes",
    ["data", "lint", "noise.bin"],
    /^error: noise\.bin: this is not a text file; give UTF-8 text$/,
  ],
  ["pairs with zero bytes", ["train", "nul.txt"], /nul\.txt: this is not a text file/],
  [
    "pairs with a long line",
    ["train", "long-line.txt"],
    /long-line\.txt:2: more than 10,000 characters in this line/,
  ],
  [
    "statistics of one long line",
    ["data", "stats", "one-line.txt"],
    /one-line\.txt:1: more than 10,000 characters/,
  ],
  ["make of a folder", ["make", "folder", "--no-chat"], /^error: folder: this is a folder; name a file$/],
  ["a link to itself", ["train", "loop"], /^error: loop: this link leads to itself$/],
  ["build of nothing", ["build", "empty.json"], /^error: empty\.json: this file is empty; train or import/],
  [
    "build of endless JSON",
    ["build", "deep.json"],
    /deep\.json: this is not a whole JSON file; train or import/,
  ],
  ["build of null", ["build", "null.json"], /null\.json: this is not a zmlm model file/],
  ["chat with a list", ["chat", "list.json"], /list\.json: this is not a zmlm model file/],
  [
    "chat with a name left empty",
    ["chat", ""],
    /^error: "": no example and no such file; examples are guess, tinychat/,
  ],
  [
    "import of bytes",
    ["import", "noise.npz", "-o", "x.json"],
    /noise\.npz: this is not a whole \.npz archive/,
  ],
  [
    "asm of a program",
    ["asm", "ECHO.COM", "-o", "x.com"],
    /^error: ECHO\.COM: this is a program, not Z80 source; zmlm asm --disassemble ECHO\.COM makes source of it$/,
  ],
  [
    "asm of a model",
    ["asm", "model.json", "-o", "x.com"],
    /this is a model, not Z80 source; zmlm chat model\.json/,
  ],
  [
    "run of an empty program",
    ["run", "empty.com"],
    /^error: empty\.com: the file is empty; give a \.COM file$/,
  ],
  ["bench of an empty program", ["bench", "empty.com"], /empty\.com: the file is empty/],
  [
    "convert of a model",
    ["data", "convert", "model.json"],
    /^error: model\.json: this is a model, not a pair file; zmlm chat model\.json talks to it/,
  ],
  [
    "convert of an empty file",
    ["data", "convert", "empty.json"],
    /^error: empty\.json: this file is empty; give/,
  ],
  ["convert of endless JSON", ["data", "convert", "deep.json"], /deep\.json: this is not whole JSON/],
  [
    "convert of an open quote",
    ["data", "convert", "open.csv"],
    /open\.csv: a quote opens in row 2 and never closes/,
  ],
  ["a game of null", ["data", "game", "null.json"], /null\.json: .*write an object; data\/guess\/README\.md/],
  ["game against a folder without one", ["game", "folder"], /folder: there is no model\.json in it/],
  ["a transcript of bytes", ["check", "ECHO.COM", "noise.bin"], /noise\.bin: this is not a text file/],
  [
    "pairs as symbols",
    ["bench", "ECHO.COM", "--profile", "--symbols", "pairs.txt"],
    /pairs\.txt:1: this is no line of a/,
  ],
  // the wrong order
  [
    "eval with the pairs first",
    ["eval", "pairs.txt", "model.json"],
    /^error: pairs\.txt: this is a pair file, not a model; the model comes first: zmlm eval model\.json pairs\.txt$/,
  ],
  [
    "eval of a program with the pairs first",
    ["eval", "pairs.txt", "ECHO.COM"],
    /the model comes first: zmlm eval ECHO\.COM pairs\.txt$/,
  ],
  [
    "check with the transcript first",
    ["check", "golden.txt", "ECHO.COM"],
    /^error: golden\.txt: this is text, not a program; the program comes first: zmlm check ECHO\.COM golden\.txt$/,
  ],
  [
    "check of two transcripts",
    ["check", "golden.txt", "golden.txt"],
    /this is text, not a program; give a program/,
  ],
  // forgotten
  [
    "an option as another's value",
    ["train", "pairs.txt", "--report", "--backend", "cpu"],
    /^error: --report needs a value; write --report <report\.html>$/,
  ],
  [
    "the same with -o",
    ["build", "model.json", "-o", "--json"],
    /^error: --output needs a value; write --output </,
  ],
  ["a value at the end", ["chat", "--clock"], /^error: --clock needs a value; write --clock <MHz>$/],
  [
    "an option that must be given",
    ["data", "split", "pairs.txt", "--train", "a.txt"],
    /^error: --held-out <file> is missing; write zmlm data split pairs\.txt --train <file> --held-out <file>$/,
  ],
  [
    "quotes around a name with blanks",
    ["build", "my", "model.json"],
    /^error: too many arguments, 2 instead of 1; write a name with blanks in quotes$/,
  ],
  [
    "epochs of make",
    ["make", "pairs.txt", "--epochs", "9"],
    /unknown option '--epochs'; did you mean --time-limit\?$/,
  ],
  ["-v", ["-v"], /^error: unknown option '-v'; did you mean --version\?$/],
  [
    "help on what isn't there",
    ["help", "nonsense"],
    /^error: unknown command 'nonsense' \(zmlm --help lists/,
  ],
  ["help on lint", ["help", "lint"], /^error: unknown command 'lint'; zmlm data lint does it$/],
  [
    "a command that data hasn't",
    ["data", "frobnicate"],
    /^error: unknown command 'frobnicate' \(zmlm data --help lists/,
  ],
  // out of range
  [
    "no clock",
    ["run", "--clock", "0", "ECHO.COM"],
    /^error: --clock "0" is not possible; give a clock in MHz, such as 4/,
  ],
  [
    "no terminal",
    ["run", "--terminal", "tty", "ECHO.COM"],
    /^error: --terminal "tty" is not possible; use adm3a, kaypro/,
  ],
  [
    "no drive",
    ["run", "--disk", "z=folder", "ECHO.COM"],
    /^error: there is no drive Z:; drives are A: to P:$/,
  ],
  [
    "no way to split",
    ["data", "split", "pairs.txt", "--train", "a", "--held-out", "b", "--by", "luck"],
    /^error: unknown by "luck"; use question, family$/,
  ],
  ["no format", ["data", "convert", "faq.csv", "--from", "xml"], /^error: unknown from "xml"; use csv/],
  ["no port", ["web", "--port", "80000"], /^error: --port "80000" is out of range/],
  [
    "a margin below 0",
    ["build", "model.json", "--unsure", "-5"],
    /--unsure "-5" is out of range; give a whole number from 1/,
  ],
  [
    "a long question",
    ["bench", "ECHO.COM", LONG],
    /^error: the question "x+" has 300 characters and a command tail 126; shorten it$/,
  ],
  ["a long command tail", ["run", "ECHO.COM", LONG], /the command tail has 301 characters/],
  // places that can't be
  [
    "the page into a file",
    ["web", "-o", "pairs.txt"],
    /^error: pairs\.txt: this is a file; name a folder for the page$/,
  ],
  [
    "a chat into a folder",
    ["web", "model.json", "--chat", "folder"],
    /^error: folder: this is a folder; name a file to write$/,
  ],
];

const ON_FULL_DISK: [what: string, words: string[]][] = [
  ["a program", ["build", "model.json", "-o", "/dev/full"]],
  ["an assembled program", ["asm", "good.asm", "-o", "/dev/full"]],
  ["more pairs", ["data", "augment", "pairs.txt", "-o", "/dev/full"]],
  ["converted pairs", ["data", "convert", "faq.csv", "-o", "/dev/full"]],
  ["split pairs", ["data", "split", "pairs.txt", "--train", "/dev/full", "--held-out", "x.txt"]],
];

describe("one line that helps, and nothing lost:", () => {
  test.each(CASES)("%s", async (_, words, message) => {
    const { code, stdout, stderr } = await command(words, { cwd: at(".") });
    expect(stderr.trimEnd()).toMatch(message);
    expect([code, stdout, stderr.trimEnd().split("\n").length]).toEqual([2, "", 1]);
  });

  test.runIf(FULL).each(ON_FULL_DISK)("%s on a full disk", async (_, words) => {
    const { code, stderr } = await command(words, { cwd: at(".") });
    expect(stderr.trimEnd()).toMatch(FULL_DISK);
    expect(code).toBe(2);
  });

  test("all files are as they were, and no other is there", () => {
    for (const [name, content] of Object.entries(FILES))
      expect(readFileSync(at(name)).equals(Buffer.from(content)), name).toBe(true);
    for (const name of [
      "x.json",
      "x.com",
      "x.txt",
      "a.txt",
      "a",
      "b",
      "CHAT.COM",
      "model.json.checkpoint",
      "--backend",
    ])
      expect(existsSync(at(name)), name).toBe(false);
  });
});

describe("simply works:", () => {
  test.each(["bom-crlf.txt", "cr.txt"])("pairs with other line ends: %s", async (name) => {
    const { code, stdout, stderr } = await command(["data", "stats", name], { cwd: at(".") });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("2 distinct");
  });

  test("with a home that is not there", () => {
    const env = { HOME: "/none", TMPDIR: "/none" };
    const { code, stdout } = zmlm(["data", "stats", "pairs.txt"], { cwd: at("."), env });
    expect([code, stdout]).toEqual([0, expect.stringContaining("2 distinct")]);
  });
});
