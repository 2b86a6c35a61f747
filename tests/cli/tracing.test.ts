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
  const args = ["run", "--trace", at("calls.txt"), "--disk", `b=${at(".")}`, at("T.COM")];
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
  const args = ["run", "--trace-cpu", at("cpu.txt"), "--symbols", at("T.SYM"), at("T.COM")];
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
  for (const args of [["T.COM"], ["--max-tstates", "100000", "LOOP.COM"]]) {
    const { code, stderr } = zmlm(["run", "--trace-cpu", "/dev/full", ...args], {
      cwd: at("."),
      input: "a\n",
    });
    expect([code, stderr.trim().split("\n").at(-1)]).toEqual([
      2,
      "error: /dev/full: no space left on this disk",
    ]);
  }
});

test("names, strings and symbols in a trace can't play with a terminal", () => {
  const evil = code(
    ` ld c,15\n ld de,fcb\n call bdos\n ld c,9\n ld de,text\n call bdos\n ret\nfcb: db 0,27,']0;x',7,'  T',127,'P'\n ds 24\ntext: db 27,']52;c;eA==',7,9Bh,'2J',127,'$'`,
  );
  writeFileSync(at("EVIL.COM"), evil);
  expect(zmlm(["run", "--trace", at("evil.txt"), at("EVIL.COM")]).code).toBe(0);
  const trace = readFileSync(at("evil.txt"), "utf8");
  expect(trace).toMatch(/open file {2}\]0;X .T P record 0/);
  expect(trace).toContain('"\\u001b]52;c;eA==\\u0007 2J "');
  expect(trace.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

test("calls that a program's own BIOS code makes within a call have lines of their own", () => {
  const hooked = code(`
bios:   equ 0F200h
        ld hl,mine
        ld (bios+13),hl
        ld c,1
        call bdos
        ret
mine:   ld c,11
        jp bdos`);
  writeFileSync(at("HOOK.COM"), hooked);
  zmlm(["run", "--trace", at("hook.txt"), at("HOOK.COM")], { input: "k\n" });
  const lines = readFileSync(at("hook.txt"), "utf8").split("\n");
  expect(lines.map((line) => line.trim().split(" ").slice(2).join(" "))).toEqual([
    "BDOS 1 console input",
    "BDOS 11 console status -> A=00h",
    "BDOS 1 console input -> A='k'",
    "BIOS wboot",
    "",
  ]);
});

test("a run that a signal ends leaves a whole trace", async () => {
  writeFileSync(at("POLL.COM"), code("next: ld c,11\n call bdos\n jr next"));
  const child = spawn(process.execPath, [CLI, "run", "--trace", at("poll.txt"), at("POLL.COM")]);
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
    const { code, stderr } = zmlm(["run", ...args, at("T.COM")]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  }
});
