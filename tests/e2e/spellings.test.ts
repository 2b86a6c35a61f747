/** What people try: each spelling works, or gets the line that helps. */

import { mkdirSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { modelFile } from "../../src/cli/examples.js";
import { clockOption, parseChoice, parseShare, parseTime, parseWhole } from "../../src/cli/options.js";
import { readProgram } from "../../src/cli/programs.js";
import { parseTarget } from "../../src/cli/target.js";
import { serializeModel } from "../../src/model/file.js";
import { exportNpz } from "../../src/model/npz.js";
import { temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { smallNetwork } from "../support/networks.js";
import { program } from "../support/programs.js";

const at = temporaryFolder();
const network = smallNetwork();
const PAIRS = "hello|HI\ngoodbye|BYE\nwhere is the café|IN TOWN\n";
const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));

const FILES: Record<string, string | Uint8Array> = {
  "pairs.txt": PAIRS,
  "my pairs.txt": PAIRS,
  "model.json": serializeModel(network),
  "other.json": '{"name":"x","version":"1"}\n',
  "ECHO.COM": program("echo"),
  "utf16.txt": bytes(`\ufeff${PAIRS}`, "utf16le"),
  "latin1.txt": bytes(PAIRS, "latin1"),
  "sheet.xlsx": bytes("PK\u0003\u0004\u0014\u0000\u0006\u0000\u0000\u00ff", "latin1"),
  "faq.pdf": bytes("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n\u0000", "latin1"),
  ls: bytes("\u007fELF\u0002\u0001\u0001\u0000\u0000", "latin1"),
  "setup.exe": bytes("MZ\u0090\u0000\u0003", "latin1"),
  "model.npz": exportNpz(network),
  "hello.asm": " org 100h\n ret\n",
  "notes.txt": "dear diary\nnothing happened\n",
  "quotes.txt": '"hello"|"HI"\n"bye"|BYE\n',
};

beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(at(name), content);
  mkdirSync(at("bot"));
  writeFileSync(at("bot/model.json"), serializeModel(network));
});

const REFUSED: [what: string, words: string, message: RegExp][] = [
  // a pair file where a model belongs
  [
    "build of pairs",
    "build pairs.txt",
    /^error: pairs\.txt: this is a pair file, not a model; zmlm make pairs\.txt makes a chat of it, and zmlm train pairs\.txt only a model$/,
  ],
  ["chat with pairs", "chat pairs.txt", /pairs\.txt: this is a pair file, not a model; zmlm make pairs\.txt/],
  [
    "eval with its arguments in the other order",
    "eval pairs.txt model.json",
    /pairs\.txt: this is a pair file, not a model/,
  ],
  ["export of pairs", "export pairs.txt -o x.npz", /this is a pair file, not a model/],
  // and the other way round
  [
    "training on a model",
    "train model.json",
    /^error: model\.json: this is a model, not a pair file; zmlm chat model\.json talks to it, and zmlm eval model\.json pairs\.txt scores it$/,
  ],
  ["make of a model", "make model.json -o X.COM", /model\.json: this is a model, not a pair file/],
  ["lint of a model", "data lint model.json", /this is a model, not a pair file/],
  // a program
  [
    "build of a program",
    "build ECHO.COM",
    /^error: ECHO\.COM: this is a program, not a model; zmlm run ECHO\.COM talks to it$/,
  ],
  ["chat with a program", "chat ECHO.COM", /this is a program, not a model; zmlm run ECHO\.COM/],
  ["training on a program", "train ECHO.COM", /this is a program, not a pair file; zmlm run ECHO\.COM/],
  // JSON that is something else
  [
    "build of other JSON",
    "build other.json",
    /other\.json: this is not a zmlm model file .*; zmlm train makes one of pairs/,
  ],
  [
    "training on other JSON",
    "train other.json",
    /other\.json: this is JSON, no pair file; zmlm data convert other\.json/,
  ],
  // encodings by name
  [
    "pairs in UTF-16",
    "train utf16.txt",
    /^error: utf16\.txt: this is UTF-16 text, not a pair file; zmlm data convert utf16\.txt -o utf8\.txt makes a pair file of it$/,
  ],
  [
    "pairs in Latin-1",
    "make latin1.txt",
    /latin1\.txt: this is Latin-1 text \(Windows-1252\), not a pair file; zmlm data convert latin1\.txt -o utf8\.txt/,
  ],
  [
    "a spreadsheet",
    "train sheet.xlsx",
    /sheet\.xlsx: this is a spreadsheet.*, not a pair file; export it as CSV/,
  ],
  ["a PDF", "make faq.pdf", /faq\.pdf: this is a PDF, not a pair file; give lines of question\|answer/],
  [
    "a spreadsheet to convert",
    "data convert sheet.xlsx",
    /this is not a text file but a spreadsheet.*export it as CSV/,
  ],
  // programs of other kinds
  [
    "run of pairs",
    "run pairs.txt",
    /^error: pairs\.txt: this is a pair file, not a program; zmlm make pairs\.txt makes a chat/,
  ],
  [
    "run of a model",
    "run model.json",
    /model\.json: this is a model, not a program; zmlm build makes one of it, and zmlm chat model\.json talks to it/,
  ],
  [
    "run of a program for Linux",
    "run ls",
    /ls: this is a program for Linux \(ELF\), not a program; give a program for CP\/M/,
  ],
  [
    "run of a program for Windows",
    "run setup.exe",
    /a program for Windows or MS-DOS \(EXE\), not a program; give a program for CP\/M/,
  ],
  [
    "run of a source",
    "run hello.asm",
    /this is text, not a program; zmlm asm hello\.asm makes a program of it/,
  ],
  ["run of a text", "run notes.txt", /this is text, not a program; give a program for CP\/M, a \.COM file/],
  ["bench of a model", "bench model.json", /this is a model, not a program/],
  [
    "build of an archive",
    "build model.npz",
    /model\.npz: this is a model of Z80-μLM, not a model; zmlm import model\.npz/,
  ],
  // names that are almost right
  ["a name without its ending", "train pairs", /^error: pairs: no such file or folder; there is pairs\.txt$/],
  ["a name in another case", "build MODEL.JSON", /MODEL\.JSON: no such file or folder; there is model\.json/],
  ["a name with nothing like it", "train nothing", /^error: nothing: no such file or folder$/],
  ["an example that isn't there", "chat tinychatt", /no example and no such file; examples are .*tinychat/],
  // commands
  ["lint without data", "lint pairs.txt", /^error: unknown command 'lint'; zmlm data lint does it$/],
  ["convert without data", "convert faq.csv", /zmlm data convert does it/],
  ["talk", "talk", /zmlm chat does it/],
  ["a command in capitals", "TRAIN pairs.txt", /zmlm train does it/],
  ["pairs without a command", "pairs.txt", /zmlm make pairs\.txt does it/],
  ["a model without a command", "model.json", /zmlm chat model\.json does it/],
  ["a program without a command", "ECHO.COM", /zmlm run ECHO\.COM does it/],
  ["an example without a command", "guess", /zmlm chat guess does it/],
  ["a misspelled command", "trian pairs.txt", /^error: unknown command 'trian'; did you mean train\?$/],
  [
    "a command like none",
    "xyzzy",
    /^error: unknown command 'xyzzy' \(zmlm --help lists commands and options\)$/,
  ],
  ["a misspelled command of data", "data lnit x.txt", /^error: unknown command 'lnit'; did you mean lint\?$/],
  ["make of nothing", "make", /^error: missing required argument 'pairs'; write zmlm make pairs\.txt$/],
  ["eval of nothing", "eval", /; write zmlm eval model\.json pairs\.txt$/],
  ["run of nothing", "run", /; write zmlm run CHAT\.COM$/],
  ["statistics of nothing", "data stats", /; write zmlm data stats pairs\.txt$/],
  // options
  [
    "a share above 1",
    "train pairs.txt --holdout 10",
    /--holdout "10" is out of range; give a number from 0 to 0\.9, or a percentage such as 10%/,
  ],
  ["a time that is none", "train pairs.txt --time-limit soon", /write e\.g\. 90s, 3m or 1h/],
  [
    "a machine that isn't there",
    "build model.json --machine zx81",
    /unknown machine "zx81"; there are cpm, spectrum, spectrum128, msx/,
  ],
  [
    "an option's beginning",
    "make pairs.txt --time 3m",
    /^error: unknown option '--time'; did you mean --time-limit\?$/,
  ],
  ["the same with =", "train pairs.txt --time=3m", /did you mean --time-limit\?$/],
  ["layers", "train pairs.txt --layers 64", /^error: unknown option '--layers'; did you mean --hidden\?$/],
  ["speed", "chat --speed 4", /^error: unknown option '--speed'; did you mean --clock\?$/],
  ["one dash", "chat -clock 4", /^error: unknown option '-clock'; did you mean --clock\?$/],
  [
    "a misspelled option",
    "train pairs.txt --hiden 64",
    /^error: unknown option '--hiden'; did you mean --hidden\?$/,
  ],
  ["an option like none", "chat --xyzzy", /^error: unknown option '--xyzzy'$/],
  ["a clock in Hz", "run --clock 4000000 ECHO.COM", /give a clock in MHz, such as 4/],
];

describe("gets the line that helps:", () => {
  test.each(REFUSED)("%s", async (_, words, message) => {
    const { code, stderr, stdout } = await command(words.split(" "), { cwd: at("") });
    expect(stderr.trimEnd()).toMatch(message);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test("a name with a blank is quoted in the command to type", async () => {
    const { stderr } = await command(["build", "my pairs.txt"], { cwd: at("") });
    expect(stderr).toContain('zmlm make "my pairs.txt" makes a chat of it');
  });

  test("quotes around questions", async () => {
    const { stdout, stderr } = await command(["data", "stats", "quotes.txt"], { cwd: at("") });
    expect(stderr).toContain(
      "quotes.txt: 2 lines with a question or answer in quotes, the first 1: quotes are characters like others here; leave them out",
    );
    expect(stdout).not.toBe("");
    const lint = await command(["data", "lint", "quotes.txt"], { cwd: at("") });
    expect(lint.stdout).toContain("quotes.txt:2: quotes: ");
  });
});

describe("simply works:", () => {
  test.each(["0.1", "10%", "10 %", " .1 ", "0,1", "1e-1"])("a share of %j", (text) => {
    expect(parseShare(text, "--holdout", 0.9)).toBeCloseTo(0.1, 12);
  });

  test.each(["180", "180s", "3m", "3 m", "3min", "3 minutes", "3:00", "0.05h", "180 sec", "180 SECONDS"])(
    "a time of %j",
    (text) => {
      expect(parseTime(text, "--time-limit")).toBeCloseTo(180, 9);
    },
  );

  test.each(["4", "4.0", "4MHz", "4 MHz", "4mhz", "4M", "4,0", "4000kHz"])("a clock of %j", (text) => {
    expect(clockOption(text)).toBe(4);
  });

  test.each(["1000", "1,000", "1e3", " 1000 "])("a number of %j", (text) => {
    expect(parseWhole(text, "--epochs", 1, 1_000_000)).toBe(1000);
  });

  test("a choice in capitals", () => {
    expect(parseChoice("WORD", "--encoder", ["word", "phrase"])).toBe("word");
  });

  test.each([
    ["spectrum", ["ZX", "zx-spectrum", "ZX Spectrum 48K", "Spectrum", "speccy", "sinclair spectrum"]],
    ["msx", ["MSX", "msx1", "MSX2"]],
    ["cpm", ["CP/M", "cp/m 2.2", "CPM", "cpm3"]],
  ])("%s by other names", (name, others) => {
    for (const other of others) expect(parseTarget(other, undefined).machine.name, other).toBe(name);
  });

  test.each(["12x8", "12,8", "12, 8", "12 8", "12X8", "12×8"])("widths of %j", async (hidden) => {
    const words = [
      "train",
      "pairs.txt",
      "-o",
      "w.json",
      "--hidden",
      hidden,
      "--epochs",
      "1",
      "--backend",
      "cpu",
    ];
    const { code, stderr } = await command([...words, "--threads", "1"], { cwd: at("") });
    expect(code).toBe(0);
    expect(stderr).toMatch(/-> 12( \+ \d+)? -> 8 ->/);
  });

  test.each(["ECHO", "echo", "echo.com", "ECHO.COM"])("the program %s", (name) => {
    expect(readProgram(at(name))).toEqual(program("echo"));
  });

  test("an example in capitals, and a folder with a model", () => {
    expect(modelFile("TINYCHAT")).toBe(modelFile("tinychat"));
    expect(modelFile(at("bot"))).toBe(at("bot/model.json"));
  });

  test.each(["utf16.txt", "latin1.txt"])("data convert %s makes pairs of it", async (name) => {
    const { code, stdout } = await command(["data", "convert", name], { cwd: at("") });
    expect([code, stdout]).toEqual([0, expect.stringContaining("where is the cafe|IN TOWN")]);
  });
});
