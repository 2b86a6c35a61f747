/** Files without end, files in the way, pipes without a reader: one line, memory in bounds, nothing lost. */

import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { serializeModel } from "../../src/model/file.js";
import { CLI, temporaryFolder, zmlm } from "../support/cli.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";

const at = temporaryFolder();
const inFolder = { cwd: at(".") };
const isUnix = process.platform !== "win32";

const model = serializeModel(
  randomNetwork(new Random(1), { hidden: [8], outputs: 5, encoder: "word", density: 0.3, biasRange: 50 }),
);

beforeAll(() => {
  writeFileSync(at("model.json"), model);
  writeFileSync(at("good.txt"), "hello|HI\nbye|BYE\n");
  writeFileSync(at("golden.txt"), "> hello\nHI\n");
  writeFileSync(at("newlines.txt.gz"), gzipSync(Buffer.alloc(shortOrWhole(11e6, 250e6), "\n")));
  if (isWhole) writeFileSync(at("faults.txt.gz"), gzipSync(Buffer.alloc(250e6, "x\n")));
  writeFileSync(at("oneline.txt.gz"), gzipSync(Buffer.alloc(shortOrWhole(7e6, 250e6), "x")));
  writeFileSync(at("huge"), "");
  writeFileSync(at("cells.csv"), `question,answer\n${"x,".repeat(30e6)}`);
  writeFileSync(at("objects.json"), `[${"{},".repeat(13e6)}{}]`);
  if (isWhole) writeFileSync(at("rows.tsv"), "a\tb\n".repeat(15e6));
  writeFileSync(at("long.yml"), `conversations:\n${"- - a\n  - b\n".repeat(400_000)}`);
  // no byte of it takes room on the disk
  truncateSync(at("huge"), 3 * 2 ** 30);
  symlinkSync("loop", at("loop"));
  // tells the most memory that a command had
  writeFileSync(
    at("memory.cjs"),
    'process.on("exit", () => require("fs").writeFileSync("memory.txt", String(process.resourceUsage().maxRSS)));',
  );
});

/** Runs a command. @returns also its high water of memory in MB */
function measured(args: readonly string[]) {
  rmSync(at("memory.txt"), { force: true });
  const finished = zmlm(args, { ...inFolder, env: { NODE_OPTIONS: `--require ${at("memory.cjs")}` } });
  return { ...finished, megabytes: Number(readFileSync(at("memory.txt"), "utf8")) / 1024 };
}

/** Files whose reading takes seconds: for `npm run test:all`. */
const SLOW: [args: string, message: RegExp][] = [
  ["data stats newlines.txt.gz", /newlines\.txt\.gz: more than 10,000,000 lines/],
  ["data lint faults.txt.gz", /faults\.txt\.gz: more than 3,000,000 lines/],
  ["data convert rows.tsv", /rows\.tsv: more than 3,000,000 questions/],
];
const ENDLESS: [args: string, message: RegExp][] = [
  ["train newlines.txt.gz -o out.json", /newlines\.txt\.gz: more than 10,000,000 lines; give fewer/],
  ["data stats oneline.txt.gz", /oneline\.txt\.gz:1: more than 10,000 characters in this line/],
  ["train huge -o out.json", /huge: this is larger than 256 MB/],
  ["build huge", /huge: this is larger than 8 MB/],
  ["import huge -o out.json", /huge: this is larger than 64 MB/],
  ["run huge", /huge: this is larger than 1 MB/],
  ["asm huge", /huge: this is larger than 64 MB/],
  ["data game huge", /huge: this is larger than 4 MB/],
  ["data convert huge", /huge: this is larger than 64 MB/],
  ["data convert cells.csv", /cells\.csv:2: more than 10,000 cells in this line/],
  ["data convert objects.json", /objects\.json: this JSON is too large to be read at once/],
  ...(isWhole ? SLOW : []),
  ["data convert long.yml", /long\.yml: this is longer than 3 million characters/],
  ["train loop -o out.json", /loop: this link leads to itself/],
];
const DEVICES: typeof ENDLESS = [
  ["train /dev/zero -o out.json", /\/dev\/zero: this is larger than 256 MB/],
  ["eval model.json /dev/zero", /\/dev\/zero: this is larger than 256 MB/],
  ["build /dev/zero", /\/dev\/zero: this is larger than 8 MB/],
  ["import /dev/zero -o out.json", /\/dev\/zero: this is larger than 64 MB/],
  ["run /dev/zero", /\/dev\/zero: this is larger than 1 MB/],
  ["bench /dev/zero", /\/dev\/zero: this is larger than 1 MB/],
];

describe("inputs that never end", () => {
  test.each(isUnix ? [...ENDLESS, ...DEVICES] : ENDLESS)("%s", (args, message) => {
    const { code, stderr, megabytes } = measured(args.split(" "));
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
    expect(megabytes).toBeGreaterThan(10);
    expect(megabytes).toBeLessThan(1000);
  });
});

describe.runIf(isUnix)("a file that is written anew", () => {
  test.each([0o600, 0o664, 0o755])("keeps the mode %o of the one before", (mode) => {
    writeFileSync(at("kept.txt"), "old|OLD\n");
    chmodSync(at("kept.txt"), mode);
    expect(zmlm(["data", "balance", "good.txt", "-o", "kept.txt"], inFolder).code).toBe(0);
    expect(readFileSync(at("kept.txt"), "utf8")).toContain("hello|HI");
    expect(statSync(at("kept.txt")).mode & 0o7777).toBe(mode);
  });

  test("is left as it was where the system allows no file so large", () => {
    writeFileSync(at("small.npz"), "before");
    const command = `ulimit -f 1; exec "${process.execPath}" "${CLI}" export model.json -o small.npz`;
    const { status, stderr } = spawnSync("sh", ["-c", command], { ...inFolder, encoding: "utf8" });
    expect(stderr).toBe("error: small.npz: this file would be larger than the system allows\n");
    expect(status).toBe(2);
    expect(readFileSync(at("small.npz"), "utf8")).toBe("before");
  });
});

describe("half-written files", () => {
  const halves = () => readdirSync(at("work")).filter((name) => name.endsWith(".tmp"));

  test("of a killed run are deleted by the next run that writes there; those of others stay", async () => {
    mkdirSync(at("work"));
    // a preloaded script that kills the process within its write, as SIGKILL at the worst moment would
    writeFileSync(
      at("kill.cjs"),
      'const fs = require("fs"); fs.renameSync = () => process.kill(process.pid, "SIGKILL");' +
        'require("module").syncBuiltinESMExports();',
    );
    const args = [CLI, "export", "model.json", "-o", "work/out.npz"];
    const killed = spawnSync(process.execPath, ["--require", at("kill.cjs"), ...args], inFolder);
    expect(killed.signal).toBe("SIGKILL");
    const [left, ...more] = halves();
    expect(more).toEqual([]);
    // one of a process that lives: this one
    const alive = left.replace(/-\d+-/, `-${process.pid}-`);
    writeFileSync(at(`work/${alive}`), "");
    writeFileSync(at("work/.zmlm-notes.tmp"), "mine");
    expect(zmlm(args.slice(1), inFolder).code).toBe(0);
    expect(halves().sort()).toEqual([alive, ".zmlm-notes.tmp"].sort());
  });
});

describe.runIf(isUnix)("a named pipe", () => {
  beforeAll(() => {
    expect(spawnSync("mkfifo", [at("pipe")]).status).toBe(0);
  });

  test("without a reader is reported before the work", () => {
    const { code, stderr } = zmlm(["train", "good.txt", "-o", "pipe", "--epochs", "1"], inFolder);
    expect(stderr).toBe("error: pipe: nobody reads this pipe; start its reader first\n");
    expect(code).toBe(2);
  });

  test("with a reader gets it all", async () => {
    const reader = spawn("cat", ["pipe"], inFolder);
    let read = "";
    reader.stdout.on("data", (data) => (read += data));
    const closed = new Promise((resolve) => reader.on("close", resolve));
    const { code } = zmlm(["data", "augment", "good.txt", "--kinds", "typos", "-o", "pipe"], inFolder);
    await closed;
    expect(code).toBe(0);
    expect(read).toContain("hello|HI");
  });
});
