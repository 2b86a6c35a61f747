/** zmlm run with pipes for a terminal, and its exit codes. */

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { CLI, temporaryFolder, zmlm } from "../../support/cli.js";
import { command } from "../../support/command.js";
import { code, program } from "../../support/programs.js";

const at = temporaryFolder();
const PROGRAMS: Record<string, Uint8Array> = {
  "ECHO.COM": program("echo"),
  "LOOP.COM": code(" jr $"),
  "HALT.COM": code(" halt"),
  "VOID.COM": code(" jp 0E500h"),
  "PRINT.COM": code("next: ld e,'x'\n ld c,2\n call bdos\n jr next"),
  // makes a file, and writes records until it gets a code for it, which it shows
  "FILL.COM": code(
    " ld c,22\n ld de,fcb\n call bdos\nnext: ld c,21\n ld de,fcb\n call bdos\n or a\n jr z,next\n" +
      " add a,'0'\n ld e,a\n ld c,2\n call bdos\n ret\nfcb: db 0,'FILL       '\n ds 24",
  ),
  // the whole memory, again and again, in a single call each
  "FLOOD.COM": code("next: ld c,9\n ld de,0\n call bdos\n jr next"),
  "POLL.COM": code(
    "next: ld c,6\n ld e,0FFh\n call bdos\n or a\n jr z,next\n ld e,a\n ld c,6\n call bdos\n jr next",
  ),
  "TAIL.COM": code(
    " ld hl,80h\n ld b,(hl)\nnext: inc hl\n ld e,(hl)\n push hl\n push bc\n ld c,2\n call bdos\n pop bc\n pop hl\n djnz next\n ret",
  ),
  // smashes page zero, and then leaves through it
  "SMASH.COM": code(" ld hl,0\n ld de,1\n ld bc,0FFh\n ld (hl),0FFh\n ldir\n jp 0"),
};

beforeAll(() => {
  for (const [name, bytes] of Object.entries(PROGRAMS)) writeFileSync(at(name), bytes);
  mkdirSync(at("folder"));
});

const run = (name: string, options: string[] = [], input: string | Uint8Array = "") =>
  zmlm(["run", ...options, at(name)], { input });

const tail = (...words: string[]) => zmlm(["run", at("TAIL.COM"), ...words]);

describe("lines from a pipe", () => {
  test.each([
    [
      "answered one by one",
      "hello\nare you a robot\n",
      "> hello\n[hello]\n> are you a robot\n[are you a robot]\n> \n",
    ],
    ["none", "", "> \n"],
    ["with CR LF", "one\r\ntwo\r\n", "> one\n[one]\n> two\n[two]\n> \n"],
    ["the last without an end", "one\ntwo", "> one\n[one]\n> two\n[two]\n> \n"],
    ["empty lines", "\n\nx\n", "> \n> \n> x\n[x]\n> \n"],
    ["folded to 7 bits", "über “x” 日…\n", '> uber "x" ?...\n[uber "x" ?...]\n> \n'],
    ["left by the program", "hello\n!\nnever read\n", "> hello\n[hello]\n> !\n"],
    ["Ctrl-C at a line's start", "hello\n\u0003\n", "> hello\n[hello]\n> ^C\n"],
  ])("%s", (_, input, stdout) => {
    expect(run("ECHO.COM", [], input)).toEqual({ code: 0, stdout, stderr: "" });
  });

  test("a character that falls on two chunks", async () => {
    const child = spawn(process.execPath, [CLI, "run", at("ECHO.COM")]);
    const [first, second] = [Buffer.from("caf\xc3", "latin1"), Buffer.from("\xa9\r", "latin1")];
    let stdout = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      if (stdout === "> ") child.stdin.write(first);
      if (stdout === "> caf") child.stdin.write(second);
      if (stdout.includes("cafe")) child.stdin.end("\n");
    });
    const exitCode = await new Promise((resolve) => child.on("close", resolve));
    expect([exitCode, stdout]).toEqual([0, "> cafe\n[cafe]\n> \n"]);
  });

  test("more than a pipe holds", () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);
    const { stdout } = run("ECHO.COM", [], `${lines.join("\n")}\n`);
    expect(stdout).toBe(`${lines.map((line) => `> ${line}\n[${line}]\n`).join("")}> \n`);
  });

  test("a program that polls gets them, and ends when no more can come", () => {
    expect(run("POLL.COM", [], "ab\n")).toEqual({ code: 0, stdout: "ab\n", stderr: "" });
  });
});

test("words become the command tail", () => {
  expect(tail("hello", "Ünd", "日").stdout).toBe(" HELLO UND ?\n");
  expect(tail("--", "--clock").stdout).toBe(" --CLOCK\n");
});

describe("behind the program's name everything is the program's", () => {
  test.each([
    ["an option of zmlm", ["-V", "hello.c"], " -V HELLO.C\n"],
    ["help", ["--help"], " --HELP\n"],
    ["an unknown option", ["-I", "x.c"], " -I X.C\n"],
    ["-- in the middle", ["a", "--", "b"], " A -- B\n"],
  ])("%s", (_, words, stdout) => {
    expect(tail(...words)).toEqual({ code: 0, stdout, stderr: "" });
  });

  test("an option of run is, too, with a note", () => {
    const { code, stdout, stderr } = tail("--max-disk=100", "x");
    expect({ code, stdout }).toEqual({ code: 0, stdout: " --MAX-DISK=100 X\n" });
    expect(stderr).toBe(
      "note: --max-disk=100 goes to the program because it follows the program's name; write zmlm's options before the name\n",
    );
  });

  test("the help says so, and zmlm's version is zmlm's", () => {
    expect(zmlm(["run", "--help"]).stdout).toMatch(/all words after its name go to the program/);
    expect(zmlm(["-V"]).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("--bdos", () => {
  /** Shows the BDOS's entry as a program finds it, as two characters. */
  const TOP = code(
    " ld hl,(6)\n push hl\n ld e,l\n ld c,2\n call bdos\n pop hl\n ld a,h\n and 7Fh\n ld e,a\n ld c,2\n call bdos\n ret",
  );

  test.each(["D446h", "0xD446", "$d446", "D446", "54342"])("%s", (address) => {
    writeFileSync(at("TOP.COM"), TOP);
    expect(run("TOP.COM", ["--bdos", address])).toEqual({ code: 0, stdout: "FT\n", stderr: "" });
  });

  test("a program may use memory up to it", () => {
    const copiesUp = code(
      " ld hl,100h\n ld de,0E300h\n ld bc,1326h\n ldir\n ld e,'x'\n ld c,2\n call bdos\n ret",
    );
    writeFileSync(at("UP.COM"), copiesUp);
    const { code: exitCode, stderr } = run("UP.COM");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/ran into the system area.*\nit wrote over the BDOS at E406h; try --bdos FC06h\n/);
    expect(run("UP.COM", ["--bdos", "FC06h"])).toEqual({ code: 0, stdout: "x\n", stderr: "" });
  });

  test.each(["100h", "FF00h", "-1", "D4G6h", "1.5", "", "60K"])("refuses %j in one line", async (address) => {
    const { code, stdout, stderr } = await command(["run", "--bdos", address, at("TAIL.COM")]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/--bdos.*give an address from 0206h to FC06h/);
  });
});

describe("what SUBMIT leaves is told", () => {
  /** Makes A:$$$.SUB of two records, as SUBMIT does: the last command first. */
  const SUBMIT = code(`
        ld c,22
        ld de,fcb
        call bdos
        ld c,26
        ld de,last
        call bdos
        ld c,21
        ld de,fcb
        call bdos
        ld c,26
        ld de,first
        call bdos
        ld c,21
        ld de,fcb
        call bdos
        ret
fcb:    db 0,'$$$     SUB'
        ds 24
last:   db 8,'LOAD',27,'DEMO',0
        ds 117
first:  db 8,'ASM DEMO',0
        ds 118`);
  const TOLD =
    /SUB\.COM: A:\$\$\$\.SUB has 2 commands for CP\/M, which zmlm does not run; run them one by one: ASM DEMO; LOAD DEM\n/;

  test("by the run that leaves it, and by no other", () => {
    mkdirSync(at("batch"));
    writeFileSync(at("SUB.COM"), SUBMIT);
    const { code, stdout, stderr } = run("SUB.COM", ["--disk", at("batch")]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(TOLD);
    expect(run("SUB.COM").stderr).toMatch(TOLD);
    expect(run("TAIL.COM", ["--disk", at("batch")]).stderr).toBe("");
  });
});

describe("a program that fills its disk", () => {
  test.each([
    ["in memory", []],
    ["a folder", ["--disk", at("folder")]],
  ])("%s: is told so at the limit, and goes on", (_, disk) => {
    expect(run("FILL.COM", ["--max-disk", "100", ...disk])).toEqual({ code: 0, stdout: "2\n", stderr: "" });
    // 50 blocks of 2 KB, 16 of them the directory
    if (disk.length > 0) expect(statSync(at("folder/FILL")).size).toBe(34 * 2048);
  });
});

describe("a program that can't go on, or mustn't", () => {
  test.each([
    ["halts", "HALT.COM", [], /HALT\.COM: the program halted at 0100h/],
    ["jumps into the void", "VOID.COM", [], /VOID\.COM: the program ran into the system area at E500h/],
    [
      "loops",
      "LOOP.COM",
      ["--max-tstates", "1000000"],
      /LOOP\.COM: the program was still running after 1000008 T/,
    ],
    [
      "smashes page zero",
      "SMASH.COM",
      ["--max-tstates", "1000000"],
      /SMASH\.COM: the program ran into the system area/,
    ],
    [
      "floods",
      "FLOOD.COM",
      ["--max-output", "1000000"],
      /FLOOD\.COM: the program wrote more than \d+ characters/,
    ],
    [
      "prints without end",
      "PRINT.COM",
      ["--max-output", "100000"],
      /PRINT\.COM: the program wrote more than \d+ characters/,
    ],
  ])("%s: a message on stderr, exit code 1", (_, name, args, message) => {
    const { code, stderr } = run(name, args);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n").length).toBe(1);
    expect(code).toBe(1);
  });

  test.each([
    ["no such file", ["none.com"], /none\.com: no such file/],
    ["a folder", ["folder"], /folder: this is a folder/],
    ["a clock that isn't one", ["--clock", "fast", "ECHO.COM"], /--clock/],
    ["a clock of nothing", ["--clock", "0", "ECHO.COM"], /--clock/],
    ["a disk of nothing", ["--max-disk", "10", "ECHO.COM"], /--max-disk.*give kilobytes from 64 to 8192/],
    ["a trace over the program", ["--trace", "ECHO.COM", "ECHO.COM"], /ECHO\.COM: this is the input/],
    ["two traces in one", ["--trace", "t", "--trace-cpu", "t", "ECHO.COM"], /t: two outputs have this name/],
    ["a tail that is too long", ["TAIL.COM", "x".repeat(127)], /TAIL\.COM: the command tail has 128/],
  ])("bad usage: %s", async (_, args, message) => {
    const { code, stderr, stdout } = await command(["run", ...args], { cwd: at(".") });
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

test("what a program prints goes to the file of --printer, byte for byte", () => {
  const bytes = code(
    ' ld hl,text\nnext: ld e,(hl)\n inc hl\n push hl\n ld c,5\n call bdos\n pop hl\n ld a,(hl)\n inc a\n jr nz,next\n ret\ntext: db "Page",13,10,0E9h,12,0FFh',
  );
  writeFileSync(at("PRT.COM"), bytes);
  expect(run("PRT.COM", ["--printer", at("page.txt")])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(readFileSync(at("page.txt"), "latin1")).toBe("Page\r\n\xe9\f");
  expect(run("ECHO.COM", ["--printer", at("line.txt")], "a\x10b\x10c\n").code).toBe(0);
  expect(readFileSync(at("line.txt"), "latin1")).toBe("b");
});

test("a reader that leaves early ends the run quietly", async () => {
  const child = spawn(process.execPath, [CLI, "run", at("PRINT.COM")]);
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const exitCode = await new Promise((resolve) => child.on("close", resolve));
  expect([exitCode, stderr]).toEqual([0, ""]);
});
