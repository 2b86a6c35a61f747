import { describe, expect, it } from "vitest";
import { parseSymbolFile } from "../../src/asm/index.js";
import { InputError } from "../../src/base/input-error.js";
import { assembleText } from "./support.js";

const SOURCE = `; a program
BDOS    equ 5
        org 100h
start:  ld b,3
.loop:  djnz .loop
        twice nop
        include "text.asm"
        if 0
        halt
        else
        ret
        endif
twice   macro what
        what
        what
        endm
`;

const assembly = assembleText(SOURCE, { "text.asm": "text:   db 'twelve bytes'\n        ds 40\n" });

describe("listing", () => {
  it("shows address, bytes, T-states, line and source, includes and macros unfolded, with their arguments", () => {
    expect(assembly.listing()).toBe(`addr    bytes                         T   line  source

; main.asm
                                             1  ; a program
= 0005                                       2  BDOS    equ 5
0100                                         3          org 100h
0100    06 03                         7      4  start:  ld b,3
0102    10 FE                      13/8      5  .loop:  djnz .loop
0104                                         6          twice nop
0104    00                            4    +14          nop
0105    00                            4    +15          nop
0106                                         7          include "text.asm"

; text.asm
0106    74 77 65 6C 76 65 20 62             +1  text:   db 'twelve bytes'
010E    79 74 65 73
0112    00 00 00 00 00 00 00 00             +2          ds 40
011A    00 00 00 00 00 00 00 00
0122    00 00 00 00 00 00 00 00
012A    00 00 00 00 00 00 00 00
        … 8 more bytes

; main.asm
013A                                         8          if 0
013A                                        10          else
013A    C9                           10     11          ret
013B                                        12          endif
013B                                        13  twice   macro what

; symbols
BDOS: equ 0005h
start: equ 0100h
start.loop: equ 0102h
text: equ 0106h
`);
  });
});

describe("symbol file", () => {
  it("gives the symbols back", () => {
    expect(parseSymbolFile(assembly.symbolFile())).toEqual(new Map([...assembly.symbols]));
    const odd = assembleText("a1 equ -5\nb1 equ 0FFFFFFFFh\nc1 equ 0ABCDh\n");
    expect(odd.symbolFile()).toBe("a1: equ -0005h\nc1: equ 0ABCDh\nb1: equ 0FFFFFFFFh\n");
    expect(parseSymbolFile(odd.symbolFile())).toEqual(
      new Map([
        ["a1", -5],
        ["c1", 0xabcd],
        ["b1", 0xffffffff],
      ]),
    );
  });

  it("is itself a source", () => {
    expect(assembleText(assembly.symbolFile()).symbols).toEqual(
      new Map([...parseSymbolFile(assembly.symbolFile())]),
    );
  });

  it("reads pasmo's and z80asm's too", () => {
    expect(parseSymbolFile("BDOS\t\tEQU 0005H\nstart:\tequ $0100 ; here\n\n")).toEqual(
      new Map([
        ["BDOS", 5],
        ["start", 0x100],
      ]),
    );
  });

  it.each(["start 100h", "start: equ", "start: equ x", "start: equ 5 6", "'"])("refuses %s", (line) => {
    expect(() => parseSymbolFile(`ok: equ 1\n${line}\n`, "a.sym")).toThrow(InputError);
    expect(() => parseSymbolFile(`ok: equ 1\n${line}\n`, "a.sym")).toThrow(/^a\.sym:2: /);
  });
});
