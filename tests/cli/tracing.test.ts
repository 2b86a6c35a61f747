/** zmlm run --trace and --trace-cpu. */

import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { assemble } from "../../src/asm/index.js";
import { CLI, temporaryFolder, zmlm } from "../support/cli.js";
import { code } from "../support/programs.js";

const at = temporaryFolder();
const { bytes, symbolFile } = assemble(
  `
        org 0100h
start:  ld c, 9
        ld de, hello
        call 5
        ld c, 10
        ld de, buffer
        call 5
        ld c, 15
        ld de, fcb
        call 5
        ld c, 33
        ld de, fcb
        call 5
        jp 0
hello:  db "Hello", 13, 10, "$"
buffer: db 10, 0
        ds 10
fcb:    db 2, "NAME    TYP"
        ds 24
`,
  { file: "trace.asm" },
);
writeFileSync(at("T.COM"), bytes);
writeFileSync(at("T.SYM"), symbolFile());

test("system calls with their arguments and results", () => {
  const args = ["run", at("T.COM"), "--trace", at("calls.txt"), "--disk", `b=${at(".")}`];
  expect(zmlm(args, { input: "abc\n" }).code).toBe(0);
  expect(readFileSync(at("calls.txt"), "utf8").split("\n")).toEqual([
    '          44 0105 BDOS 9 print string 0123h "Hello\\r\\n"',
    '          98 010D BDOS 10 read line 012Bh, 10 characters -> "abc"',
    "         152 0115 BDOS 15 open file B:NAME.TYP record 0 -> A=FFh",
    "         206 011D BDOS 33 read random B:NAME.TYP record 0 at random 0 -> A=01h",
    "         246 ---- BIOS wboot",
    "",
  ]);
});

test("instructions with registers and names", () => {
  const args = ["run", at("T.COM"), "--trace-cpu", at("cpu.txt"), "--symbols", at("T.SYM")];
  zmlm(args, { input: "abc\n" });
  const lines = readFileSync(at("cpu.txt"), "utf8").split("\n");
  expect(lines.slice(0, 2)).toEqual([
    "           0 0100 start                0E 09       ld c,9               af=0000 bc=0000 de=0000 hl=0000 ix=0000 iy=0000 sp=E3FE",
    "           7 0102                      11 23 01    ld de,0123h          af=0000 bc=0009 de=0000 hl=0000 ix=0000 iy=0000 sp=E3FE",
  ]);
  expect(lines.at(-1)).toBe("");
});

test.runIf(existsSync("/dev/full"))("a disk without room for the trace is told in one line", () => {
  const loop = code(" jr $");
  writeFileSync(at("LOOP.COM"), loop);
  for (const args of [["T.COM"], ["LOOP.COM", "--max-tstates", "100000"]]) {
    const { code, stderr } = zmlm(["run", ...args, "--trace-cpu", "/dev/full"], {
      cwd: at("."),
      input: "a\n",
    });
    expect([code, stderr.trim().split("\n").at(-1)]).toEqual([
      2,
      "error: /dev/full: no space left on this disk",
    ]);
  }
});

test("a run that a signal ends leaves its trace whole", async () => {
  writeFileSync(at("POLL.COM"), code("next: ld c,11\n call bdos\n jr next"));
  const child = spawn(process.execPath, [CLI, "run", at("POLL.COM"), "--trace", at("poll.txt")]);
  await vi.waitFor(() => expect(statSync(at("poll.txt")).size).toBeGreaterThan(0), { timeout: 60_000 });
  child.kill("SIGINT");
  const signal = await new Promise((resolve) => child.on("close", (_, name) => resolve(name)));
  expect(signal).toBe("SIGINT");
  expect(readFileSync(at("poll.txt"), "utf8")).toMatch(/BDOS 11 console status -> A=00h\n$/);
});

test("a trace that can't be written, or symbols that are none, are bad usage", () => {
  const cases = [
    [["--trace", at("none/calls.txt")], /none\/calls\.txt: no such file or folder/],
    [["--symbols", at("T.COM")], /T\.COM/],
  ] as const;
  for (const [args, message] of cases) {
    const { code, stderr } = zmlm(["run", at("T.COM"), ...args]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  }
});
