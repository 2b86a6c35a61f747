/** Whatever people hand us: one clear line, exit code 2, nothing lost. */

import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { serializeModel } from "../../src/model/file.js";
import { exportNpz } from "../../src/model/npz.js";
import { temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { randomNetwork } from "../support/networks.js";
import { editedArchive } from "../support/npz.js";

const at = temporaryFolder();
const shape = { hidden: [16], outputs: 5, encoder: "word", density: 0.3, biasRange: 100 } as const;
const model = serializeModel(randomNetwork(new Random(1), shape));
const archive = exportNpz(randomNetwork(new Random(1), shape));

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

const FILES: Record<string, string | Uint8Array> = {
  "empty.txt": "",
  "comments.txt": "# nothing but this\n\n",
  "nobar.txt": "hello|HI\nhello there HI\n",
  "noanswer.txt": "hello|HI\nwhat|\n",
  "noquestion.txt": "|HI\n",
  "long.txt": `hello|${"X".repeat(51)}\n`,
  "unprintable.txt": "hello|日本\n",
  "control.txt": "hello|A\u0007B\n",
  "binary.txt": Uint8Array.from({ length: 400 }, (_, i) => (i * 37) & 255),
  "broken.txt.gz": Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4),
  "good.txt": "hello|HI\nbye|BYE\n",
  "model.json": model,
  "truncated.json": model.slice(0, model.length >> 1),
  "edited.json": model.replace(/"biases":\[(-?\d+)/, (_, bias) => `"biases":[${Number(bias) === 7 ? 8 : 7}`),
  "future.json": model.replace(/"version": \d+/, '"version": 99'),
  "buckets.json": serializeModel(randomNetwork(new Random(1), { ...shape, buckets: 384 })),
  "odd.json": model.replace('"buckets": 128', '"buckets": 100'),
  "pairs.json": '{"hello":"HI"}',
  "missing.npz": bytes(latin1(archive).replaceAll("fc1_bias.npy", "fc1_what.npy")),
  "shape.npz": editedArchive(archive, "fc1_weight.npy", "(16, 256)", "(256, 16)"),
  "short.npz": archive.subarray(0, 2000),
  "wide.json": serializeModel(randomNetwork(new Random(2), { ...shape, hidden: [256, 256, 256, 256] })),
  "dense.json": serializeModel(
    randomNetwork(new Random(3), { ...shape, hidden: [256, 192, 128], density: 1 }),
  ),
  "good.asm": " org 100h\n ret\n",
  "huge.com": new Uint8Array(60_000),
  "empty.com": "",
  "stuck.com": Uint8Array.of(0x76),
  // Waits for a key without a command tail (LD A,(80h) / OR A / JR Z), halts with one.
  "shy.com": Uint8Array.of(0x3a, 0x80, 0, 0xb7, 0x28, 1, 0x76, 0x0e, 1, 0xcd, 5, 0, 0xc9),
  "golden.txt": "> hello\nHI\n",
  "nogolden.txt": "hello\nHI\n",
};

beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(at(name), content);
  mkdirSync(at("folder"));
  symlinkSync("model.json", at("link.json"));
});

const CASES: [what: string, args: string[], message: RegExp][] = [
  ["train: no such file", ["train", "none.txt", "-o", "out.json"], /none\.txt: no such file/],
  ["train: a folder", ["train", "folder", "-o", "out.json"], /folder: this is a folder/],
  ["train: an empty file", ["train", "empty.txt", "-o", "out.json"], /empty\.txt:/],
  ["train: nothing but comments", ["train", "comments.txt", "-o", "out.json"], /comments\.txt:/],
  ["train: a line without |", ["train", "nobar.txt", "-o", "out.json"], /nobar\.txt:2: /],
  ["train: no answer", ["train", "noanswer.txt", "-o", "out.json"], /noanswer\.txt:2: /],
  ["train: no question", ["train", "noquestion.txt", "-o", "out.json"], /noquestion\.txt:1: /],
  ["train: a long reply", ["train", "long.txt", "-o", "out.json"], /long\.txt:1: .*51 characters/],
  ["train: a reply beyond ASCII", ["train", "unprintable.txt", "-o", "out.json"], /unprintable\.txt:1: /],
  ["train: a control character", ["train", "control.txt", "-o", "out.json"], /control\.txt:1: /],
  ["train: a binary", ["train", "binary.txt", "-o", "out.json"], /binary\.txt: this is not a text file/],
  ["train: a broken .gz", ["train", "broken.txt.gz", "-o", "out.json"], /broken\.txt\.gz: /],
  [
    "train: a width over 256",
    ["train", "good.txt", "-o", "out.json", "--hidden", "300"],
    /--hidden "300" is out of range/,
  ],
  [
    "train: a width of 0",
    ["train", "good.txt", "-o", "out.json", "--hidden", "16,0"],
    /--hidden "0" is out of range/,
  ],
  [
    "train: an unknown encoder",
    ["train", "good.txt", "-o", "out.json", "--encoder", "letter"],
    /unknown encoder "letter"/,
  ],
  [
    "train: a number of buckets that isn't possible",
    ["train", "good.txt", "-o", "out.json", "--buckets", "100"],
    /--buckets "100" is not possible; give 128, 256, 384 or 512/,
  ],
  [
    "train: other buckets than the model's",
    ["train", "good.txt", "-o", "buckets.json", "--resume", "--buckets", "512"],
    /buckets\.json: it has 384 question buckets; leave --buckets out/,
  ],
  [
    "train: an unknown backend",
    ["train", "good.txt", "-o", "out.json", "--backend", "gpu"],
    /unknown backend "gpu"/,
  ],
  [
    "train: no number of epochs",
    ["train", "good.txt", "-o", "out.json", "--epochs", "many"],
    /--epochs "many" is out of range/,
  ],
  ["train: no time", ["train", "good.txt", "-o", "out.json", "--time-limit", "soon"], /"soon" is not a time/],
  [
    "train: no share",
    ["train", "good.txt", "-o", "out.json", "--holdout", "1.5"],
    /--holdout "1\.5" is out of range/,
  ],
  [
    "train: selecting by what isn't held out",
    ["train", "good.txt", "-o", "out.json", "--select", "holdout"],
    /--select holdout needs held-out questions; add e\.g\. --holdout 0\.1/,
  ],
  [
    "train: selecting by something else",
    ["train", "good.txt", "-o", "out.json", "--select", "luck"],
    /unknown select "luck"; use train, holdout/,
  ],
  ["train: nowhere to write", ["train", "good.txt", "-o", "none/out.json"], /none\/out\.json: no such/],
  ["train: a file as folder", ["train", "good.txt", "-o", "good.txt/out.json"], /good\.txt\/out\.json: /],
  ["train: a folder as output", ["train", "good.txt", "-o", "folder"], /folder: this is a folder/],
  ["build: a truncated model", ["build", "truncated.json"], /truncated\.json: this is not a whole JSON file/],
  ["build: an edited model", ["build", "edited.json"], /edited\.json: .*checksum/],
  ["build: a future model", ["build", "future.json"], /future\.json: model file version 99 is newer/],
  [
    "build: a number of buckets that isn't possible",
    ["build", "odd.json"],
    /odd\.json: damaged at "buckets"/,
  ],
  ["build: another JSON", ["build", "pairs.json"], /pairs\.json: this is not a zmlm model file/],
  ["build: a binary", ["build", "huge.com"], /huge\.com: this is a program, not a model; zmlm run huge\.com/],
  ["build: an unknown layout", ["build", "model.json", "--layout", "diagonal"], /unknown layout "diagonal"/],
  ["build: a TPA where a BDOS should be", ["build", "model.json", "--tpa", "FC07h"], /FC07h.*FC06h at most/],
  ["build: too large for the TPA", ["build", "wide.json"], /256 -> 256.*TPA ends at E406h/],
  [
    "train: a join where answers are the outputs",
    ["train", "good.txt", "-o", "out.json", "--head", "replies", "--join", "2"],
    /--head replies has whole answers as outputs; leave --join and --reply-buckets out/,
  ],
  [
    "train: a layer that nothing joins",
    ["train", "good.txt", "-o", "out.json", "--join", "3"],
    /--join "3" is not possible; give 1 or 2/,
  ],
  [
    "train: few reply buckets in layer 1",
    ["train", "good.txt", "-o", "out.json", "--join", "1", "--reply-buckets", "64"],
    /--reply-buckets 64 is only possible with --join 2/,
  ],
  [
    "build: a layout too large for memory",
    ["build", "dense.json", "--layout", "columns"],
    /256 -> 256 -> 192 -> 128 -> 5 doesn't fit: layout columns .*TPA ends at E406h.*; train with --density 0\.\d+, or take --layout \w+$/m,
  ],
  ["train: the pairs as output", ["train", "good.txt", "-o", "good.txt"], /good\.txt: this is the input/],
  [
    "build: the model as output",
    ["build", "model.json", "-o", "model.json"],
    /model\.json: this is the input/,
  ],
  [
    "build: the model as listing",
    ["build", "model.json", "--listing", "./model.json"],
    /model\.json: this is the input/,
  ],
  [
    "build: the model as source",
    ["build", "model.json", "--emit-asm", "folder/../model.json"],
    /model\.json: this is the input/,
  ],
  [
    "build: the model as symbols",
    ["build", "model.json", "--symbols", "link.json"],
    /link\.json: this is the input/,
  ],
  [
    "build: the source of a layout that has none",
    ["build", "model.json", "--layout", "ready", "--emit-asm", "out.asm"],
    /layout ready has no source of its own/,
  ],
  ["build: nowhere to write symbols", ["build", "model.json", "--symbols", "none/s"], /none\/s: no such/],
  [
    "import: the archive as output",
    ["import", "shape.npz", "-o", "shape.npz"],
    /shape\.npz: this is the input/,
  ],
  [
    "export: the model as output",
    ["export", "model.json", "-o", "model.json"],
    /model\.json: this is the input/,
  ],
  ["asm: the source as output", ["asm", "good.txt", "-o", "good.txt"], /good\.txt: this is the input/],
  [
    "asm: the source as listing",
    ["asm", "good.asm", "--listing", "good.asm"],
    /good\.asm: this is the input/,
  ],
  ["asm: nowhere to write symbols", ["asm", "good.asm", "--symbols", "none/s"], /none\/s: no such/],
  [
    "asm: the program as its source",
    ["asm", "--disassemble", "stuck.com", "-o", "stuck.com"],
    /stuck\.com: this is the input/,
  ],
  ["build: nowhere to write", ["build", "model.json", "-o", "none/CHAT.COM"], /none\/CHAT\.COM: no such/],
  [
    "import: a missing array",
    ["import", "missing.npz", "-o", "out.json"],
    /missing\.npz: array fc1_bias is missing/,
  ],
  [
    "import: a wrong shape",
    ["import", "shape.npz", "-o", "out.json"],
    /shape\.npz: array fc1_weight: its shape is/,
  ],
  [
    "import: a truncated archive",
    ["import", "short.npz", "-o", "out.json"],
    /short\.npz: this is not a whole/,
  ],
  ["import: no archive", ["import", "model.json", "-o", "out.json"], /model\.json: this is not a whole/],
  [
    "export: more buckets than an archive means",
    ["export", "buckets.json", "-o", "out.npz"],
    /buckets\.json: it counts questions in 384 buckets, and a \.npz archive means 128/,
  ],
  [
    "export: no model",
    ["export", "good.txt", "-o", "out.npz"],
    /good\.txt: this is a pair file, not a model; zmlm make good\.txt/,
  ],
  [
    "run: larger than memory",
    ["run", "huge.com"],
    /huge\.com: the program has 60000 bytes, but the TPA holds/,
  ],
  ["run: no such file", ["run", "none.com"], /none\.com: no such file/],
  ["bench: larger than memory", ["bench", "huge.com"], /huge\.com: the program has 60000 bytes/],
  [
    "run: a model",
    ["run", "model.json"],
    /model\.json: this is a model, not a program; zmlm build makes one/,
  ],
  ["bench: an empty program", ["bench", "empty.com"], /empty\.com: the file is empty/],
  ["bench: a program that halts", ["bench", "stuck.com"], /stuck\.com: the program halted/],
  ["bench: an empty question", ["bench", "stuck.com", "hello", ""], /error: the question "" is empty/],
  [
    "bench: a question beyond ASCII",
    ["bench", "stuck.com", "日本"],
    /error: the question "日本" has characters/,
  ],
  [
    "bench: a long question",
    ["bench", "stuck.com", "x".repeat(127)],
    /error: the question "x+" has 127 characters/,
  ],
  [
    "bench: a program that halts when asked",
    ["bench", "shy.com", "hi"],
    /shy\.com: asked "hi", the program halted/,
  ],
  [
    "check: a program that leaves",
    ["check", "shy.com", "golden.txt"],
    /shy\.com: asked "hello", the program left the chat/,
  ],
  ["check: no transcript", ["check", "huge.com", "nogolden.txt"], /nogolden\.txt:1: /],
  ["check: no chat program", ["check", "stuck.com", "golden.txt"], /stuck\.com: the program halted/],
  ["eval: no such model", ["eval", "none.json", "good.txt"], /none\.json: no such file/],
  ["eval: no pairs", ["eval", "model.json", "empty.txt"], /empty\.txt:/],
  ["asm: no such source", ["asm", "none.asm"], /none\.asm: no such file/],
  ["no such command", ["talk"], /unknown command 'talk'/],
  ["no such option", ["build", "model.json", "--fast"], /unknown option '--fast'/],
];

describe("bad input", () => {
  test.each(CASES)("%s", async (_, args, message) => {
    const result = await command(args, { cwd: at(".") });
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(2);
    expect(result.stdout).toBe("");
    expect(result.stderr).not.toMatch(/^\s+at .*:\d+/m);
    const complaint = result.stderr.split("\n").filter((line) => line.startsWith("error:"));
    expect(complaint).toHaveLength(1);
    for (const name of ["out.json", "out.npz", "CHAT.COM", "good.com"])
      expect(existsSync(at(name)), name).toBe(false);
  });

  test("a failed command leaves what was there", async () => {
    const kept = readFileSync(at("model.json"), "utf8");
    expect((await command(["import", "shape.npz", "-o", "model.json"], { cwd: at(".") })).code).toBe(2);
    expect(readFileSync(at("model.json"), "utf8")).toBe(kept);
  });
});
