/** zmlm asm, as a person runs it. */

import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";

const inFolder = temporaryFolder();

function write(name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(inFolder(name)), { recursive: true });
  writeFileSync(inFolder(name), content);
}

function asm(...args: string[]) {
  return command(["asm", ...args], { cwd: inFolder(".") });
}

function bytes(name: string): number[] {
  return [...readFileSync(inFolder(name))];
}

describe("zmlm asm", () => {
  it("assembles beside the source, and says what", async () => {
    write("src/a.asm", " org 100h\n ld a,5\n ret\n");
    const { code, stderr, stdout } = await asm("src/a.asm");
    expect([code, stdout, stderr]).toEqual([0, "", "src/a.com: 3 bytes, 0100h to 0102h\n"]);
    expect(bytes("src/a.com")).toEqual([0x3e, 5, 0xc9]);
  });

  it("writes listing and symbols, defines symbols, looks into folders of -I", async () => {
    write("b.asm", ' org 100h\n include "io.asm"\nmain: db N,FLAG\n');
    write("lib/io.asm", ' include "deep.asm"\n');
    write("lib/deep.asm", " db 1\n");
    const { code } = await asm(
      "b.asm",
      "-o",
      "b.bin",
      "-I",
      "none",
      "-I",
      "lib",
      "-D",
      "N=10h",
      "-DFLAG",
      "--listing",
      "b.lst",
      "--symbols",
      "b.sym",
    );
    expect(code).toBe(0);
    expect(bytes("b.bin")).toEqual([1, 16, 1]);
    expect(readFileSync(inFolder("b.lst"), "utf8")).toContain("0101    10 01");
    expect(readFileSync(inFolder("b.sym"), "utf8")).toContain("main: equ 0101h\n");
  });

  it("takes sources as CP/M and Windows leave them, and warns of what it skips", async () => {
    write(
      "old.asm",
      Uint8Array.from(
        Buffer.from(' title "caf\xe9"\r\n org 100h\r\n include INC\\PART.LIB\r\n\x1a\x00', "latin1"),
      ),
    );
    write("inc/Part.lib", " db 7\r\n");
    const { code, stderr } = await asm("old.asm");
    expect([code, stderr]).toEqual([
      0,
      "old.asm:1: warning: skipped, since they change no byte: title\nold.com: 1 byte, 0100h to 0100h\n",
    ]);
    expect(bytes("old.com")).toEqual([7]);
  });

  it("writes to standard output, devices and the file that a link leads to", async () => {
    write("g.asm", " org 100h\n ret\n");
    const listing = await asm("g.asm", "--listing", "-", "--symbols", "/dev/null");
    expect([listing.code, listing.stderr]).toEqual([0, "g.com: 1 byte, 0100h to 0100h\n"]);
    expect(listing.stdout).toContain("0100    C9                           10      2   ret");
    const program = await asm("g.asm", "-o", "-");
    expect([program.stdout.length, program.stderr]).toEqual([1, "standard output: 1 byte, 0100h to 0100h\n"]);
    write("real.com", "old");
    symlinkSync("real.com", inFolder("link.com"));
    symlinkSync("/dev/null", inFolder("null.com"));
    for (const output of ["link.com", "null.com"]) {
      expect((await asm("g.asm", "-o", output)).code).toBe(0);
      expect(lstatSync(inFolder(output)).isSymbolicLink()).toBe(true);
    }
    expect(bytes("real.com")).toEqual([0xc9]);
  });

  it("reads standard input", async () => {
    const { code } = await command(["asm", "-", "-o", "in.com"], {
      cwd: inFolder("."),
      input: " org 100h\n ret\n",
    });
    expect(code).toBe(0);
    expect(bytes("in.com")).toEqual([0xc9]);
  });

  it("tells a program that doesn't start at 0100h", async () => {
    write("c.asm", " ret\n");
    expect((await asm("c.asm")).stderr).toContain(
      "warning: CP/M loads a program at 0100h; begin with org 0100h",
    );
    expect((await asm("c.asm", "-o", "c.bin")).stderr).not.toContain("warning");
  });

  it("tells mistakes with place and caret, code 2, and writes nothing", async () => {
    write("bad.asm", " org 100h\nstart: jp strat\n ld a,300\n");
    const { code, stderr } = await asm("bad.asm", "--listing", "bad.lst");
    expect(code).toBe(2);
    expect(stderr).toBe(
      [
        "bad.asm:2:11: error: unknown symbol strat; did you mean start?",
        "  start: jp strat",
        "            ^^^^^",
        "bad.asm:3:7: error: 300 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it",
        "   ld a,300",
        "        ^^^",
        "",
      ].join("\n"),
    );
    expect(existsSync(inFolder("bad.com"))).toBe(false);
    expect(existsSync(inFolder("bad.lst"))).toBe(false);
  });

  it("turns a program back into source that gives the same program", async () => {
    write("d.asm", " org 100h\nx: ld a,(ix+5)\n jr nz,x\n db 0EDh,0\n db 'TEXT'\n");
    await asm("d.asm");
    const { code, stdout } = await asm("--disassemble", "d.com");
    expect(code).toBe(0);
    expect(stdout).toContain("        ld a,(ix+5)             ; 0100  DD 7E 05     19\n");
    expect((await asm("--disassemble", "d.com", "-o", "e.asm")).code).toBe(0);
    expect(readFileSync(inFolder("e.asm"), "utf8")).toBe(stdout);
    await asm("e.asm");
    expect(bytes("e.com")).toEqual(bytes("d.com"));
  });

  it("disassembles from another address", async () => {
    write("f.bin", Uint8Array.of(0x18, 0xfe));
    expect((await asm("--disassemble", "f.bin", "--origin", "8000h")).stdout).toContain(
      "org 8000h\n\nL8000:\n        jr L8000",
    );
  });

  it.each([
    [["nix.asm"], "error: nix.asm: no such file or folder"],
    [["."], "error: .: this is a folder; name a file"],
    [["a.bin"], "error: a.bin: this is not a text file; give UTF-8 text"],
    [["x.com"], "error: x.com: this is the input, which would be overwritten; name another output"],
    [["ok.asm", "-o", "no/where.com"], "error: no/where.com: no such file or folder"],
    [["ok.asm", "-D", "5=5"], "error: -D 5=5 defines nothing; write -D NAME=value"],
    [["ok.asm", "-D", "N=x"], 'error: "x" is not a number from 0 to 65535; write 256, 100h or 0x100'],
    [["ok.asm", "-D", "M=1"], "error: can't define M: M is a register or a condition; choose another name"],
    [
      ["ok.asm", "--listing", "l", "--symbols", "l"],
      "error: l: two outputs have this name; give each a name of its own",
    ],
    [["-"], "error: standard input has no file name; name the program with -o"],
    [
      ["--disassemble", "big.bin"],
      "error: 65536 bytes from 0100h on don't fit 64 KB of memory; give another origin",
    ],
    [
      ["--disassemble", "a.bin", "--origin", "70000"],
      'error: "70000" is not a number from 0 to 65535; write 256, 100h or 0x100',
    ],
  ])("refuses %j in one line", async (args, expected) => {
    write("ok.asm", " ret\n");
    write("x.com", " ret\n");
    write("a.bin", Uint8Array.of(0, 1, 2));
    write("big.bin", new Uint8Array(65536));
    const { code, stderr, stdout } = await asm(...args);
    expect([code, stderr, stdout]).toEqual([2, `${expected}\n`, ""]);
  });
});
