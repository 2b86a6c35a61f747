/** What sources written for other assemblers use, and the bytes that those give. */

import { describe, expect, it } from "vitest";
import { AssemblyError, assemble } from "../../src/asm/index.js";
import { PEERS } from "../support/peers.js";
import { assembleText, bytesText, mistakeTexts } from "./support.js";

function warnings(source: string): string[] {
  return assembleText(source).warnings.map(({ line, message }) => `${line} ${message}`);
}

describe("words with a dot", () => {
  it.each([
    [
      " .org 100h\nx: .equ 5\ny .equ 6\n .db x,y\n .dw x\n .ds 2\n .byte 1\n .word 2\n .end\n rubbish (",
      "05 06 05 00 00 00 01 02 00",
    ],
    [' .ascii "a"\n .asciz "b"\n .text "c"\n .block 1\n .fill 2\n .fill 1,3', "61 62 00 63 00 FF FF 03"],
    [" .if 0\n .db 1\n .else\n .db 2\n .endif\nm .macro x\n .db x\n .endm\n m 3", "02 03"],
    ["n .set 1\nn .set 2\n .db n", "02"],
    ["#define EQU .EQU\nx EQU 5\n .db x", "05"],
    ["#define SIZE 3\n#ifdef SIZE\n .db SIZE\n#else\n .db 0\n#endif\n#if SIZE=3\n .db 4\n#endif", "03 04"],
  ])("%s", (source, expected) => {
    expect(bytesText(source)).toBe(expected);
  });

  it("are labels where the source jumps to them, or another operation follows", () => {
    expect(bytesText("a1:\n jr .end\n nop\n.end\n ret")).toBe("18 01 00 C9");
    expect(bytesText("a1:\n.byte db 1\n dw .byte\n.word: db 2")).toBe("01 00 00 02");
    expect(bytesText("a1: nop\n.end\n ret")).toBe("00");
  });
});

describe("words of one assembler", () => {
  it.each([
    [" dc 'ab','c'\n dc 3,5", "61 E2 E3 05 05 05"],
    [" asciz 'a'\n defz 'b'\n dz 'c'", "61 00 62 00 63 00"],
    [" byte 1\n word 2\n dd 3\n dword -1\n block 2", "01 02 00 03 00 00 00 FF FF FF FF 00 00"],
    ["v set 1\n db v\nv set v+1\n db v\nw aset 7\n db w\n set 1,a", "01 02 07 CB CF"],
    ["defc five = 5\n db five", "05"],
    [" cond 1\n db 1\n else\n db 2\n endc", "01"],
    [
      " ife 0\n db 1\n endif\n ifn 1\n db 2\n endif\n iff 0\n db 3\n endif\n ift 1\n db 4\n endif",
      "01 03 04",
    ],
    [" dup 2\n db 1\n edup\n rept 2\n db 2\n endr", "01 01 02 02"],
    [" org 100h\n disp 8000h\n dw $\n ent\n dw $", "00 80 02 01"],
    [" if1\n db 1\n endif\n if2\n db 2\n endif", "01"],
    ["a1:: nop\n dw a1", "00 00 00"],
    [" define TWO 1,2\n db TWO\n undef TWO\nTWO equ 9\n db TWO", "01 02 09"],
    ["* a comment (\n#!/usr/bin/zasm\n db 1 // another '", "01"],
    [" include part.asm\n include <part.asm>\n maclib part\n*get part\n*include part.asm", "05 05 06 05 05"],
    [' include "sub\\part.asm"\n incbin part.bin,1', "07 31"],
    [" ld a,1 : ld b,a\nx: nop : ret \\ inc a", "3E 01 47 00 C9 3C"],
    [" db 5 : db ':',1 ? 2 : 3", "05 3A 02"],
    ["two macro\n db 2 : db 3\n endm\nx: nop : two : nop", "00 02 03 00"],
    [
      " .word if,end\nif: nop\nend: nop\ndefc dd = 4\n db dd,%1111000011110000 >> 8",
      "04 00 05 00 00 00 04 F0",
    ],
  ])("%s", (source, expected) => {
    const files = { "part.asm": " db 5", "part.lib": " db 6", "sub/part.asm": " db 7", "part.bin": "01" };
    expect(bytesText(source, files)).toBe(expected);
  });

  it("are labels and macros too", () => {
    const source = "text db 1\nlist\n dw text,list\npage: dw page\nfill equ 3\n db fill\nbyte = 4\n db byte";
    expect(bytesText(source)).toBe("01 00 00 01 00 05 00 03 04");
    expect(bytesText("byte macro x\n db x,x\n endm\n byte 1\n.byte 2")).toBe("01 01 02");
    expect(bytesText("dup: ret\n call dup\ncond: jp cond")).toBe("C9 CD 00 00 C3 04 00");
    expect(bytesText("align macro x\n db x\n endm\n align 3\nerror db 4\n dw error")).toBe("03 04 01 00");
    expect(bytesText("print macro\n db 1\n endm\n print")).toBe("01");
  });

  it("are skipped where they change no byte, and told once", () => {
    const source =
      " title Don't panic: it's\n page 60\n .z80\nx: name ('X')\n aseg\n list\n nolist\n page\n db 1";
    expect(bytesText(source)).toBe("01");
    expect(warnings(source)).toEqual([
      "1 skipped, since they change no byte: title, page, z80, name, aseg, list, nolist",
    ]);
    expect(warnings(" db 1")).toEqual([]);
  });
});

describe("names", () => {
  it("hold $ @ ?", () => {
    expect(
      bytesText("a$b equ 1\n@c equ 2\nd? equ 3\n?e equ 4\nf@g equ 5\n$END equ 6\n db a$b,@c,d?,?e,f@g,$END"),
    ).toBe("01 02 03 04 05 06");
    expect(bytesText("x equ 1\n db x ? 2 : 3, $FE, $-1")).toBe("02 FE FF");
    expect(mistakeTexts("x equ 1\n db x?2:3")[0]).toContain("");
    expect(mistakeTexts("x equ 1\n db x?2")).toEqual([
      "2:5 unknown symbol x?2; an operator ? has blanks around it",
    ]);
  });

  it("are the same in any case in Microsoft's sources", () => {
    const source = " .z80\nLoop: nop\n jp loop\nm macro x\n db X\n endm\n M 1";
    expect(bytesText(source)).toBe("00 C3 00 00 01");
    expect(assembleText(source).symbols.get("LOOP")).toBe(0);
    expect(bytesText(" .z80\n.x equ 1\na1: db .x\nb1: db .x\n.phase 5\n db $")).toBe("01 01 05");
  });

  it("are so in other sources if several differ in nothing else", () => {
    const source = "Loop: jp loop\nCR equ 13\n db cr";
    expect(bytesText(source)).toBe("C3 00 00 0D");
    expect(warnings(source)).toEqual([
      "1 names are the same in any case, since loop and others are written in several ways",
    ]);
    expect(mistakeTexts("Loop: jp loop\n db nope")).toHaveLength(2);
    expect(mistakeTexts("Loop: nop\nloop: jp LOOP\n jp LOOP")).toHaveLength(1);
  });
});

describe("strings and numbers", () => {
  it("of two characters are words, the first the high byte", () => {
    expect(bytesText(" dw 'AB'\n ld hl,'AB'\n ld a,'\\n'\n cp '\\\\'")).toBe("42 41 21 42 41 3E 0A FE 5C");
  });

  it("unknown escapes stand as they are; Microsoft's sources have none", () => {
    expect(bytesText(' db "C:\\dir\\q\\n\\b\\f\\v"')).toBe("43 3A 5C 64 69 72 5C 71 0A 08 0C 0B");
    expect(bytesText(' db "a\\"')).toBe("61 5C");
    expect(bytesText(' .z80\n db "\\n"')).toBe("5C 6E");
  });

  it("bytes of a file that isn't UTF-8 are bytes", () => {
    const source = Uint8Array.from(Buffer.from(" db 'caf\xe9',\"\\x80\" ; \xa9\n", "latin1"));
    expect([...assemble(source, { file: "latin1.asm" }).bytes]).toEqual([0x63, 0x61, 0x66, 0xe9, 0x80]);
    const included = assemble(' include "a.asm"', { file: "m.asm", resolve: () => source });
    expect(included.bytes.at(-2)).toBe(0xe9);
    expect(() => assemble(Uint8Array.of(32, 0), { file: "m.asm" })).toThrow("not a text file");
    expect(assemble(Uint8Array.of(32, 59, 0xc9, 26, 0, 0), { file: "m.asm" }).bytes.length).toBe(0);
  });

  it("hexadecimal with &, as on the Amstrad; digits in groups", () => {
    expect(bytesText("x equ 6\n db &1F,&hff,x&0Fh,(x)&2,5 & 4,1111_0000b,1010$0101b")).toBe(
      "1F FF 06 02 04 F0 A5",
    );
  });
});

describe("M80", () => {
  it("binds words as the assembler itself does", () => {
    const source =
      " db not 1+2,1 shl 3+1,1 or 2 xor 3,7 and 3 eq 3,not 3 eq 3,5 mod 3*2,1+2 shl 2,high 1234h+1,3 gt 2 eq -1\n";
    // M80 3.44's bytes
    expect(bytesText(` .z80\n${source}`)).toBe("FC 09 00 07 00 04 09 13 FF");
    expect(bytesText(" db not 1+2,1 shl 3+1,1 or 2 xor 3")).toBe("00 10 01");
  });
});

describe("TASM", () => {
  it("binds operators from left to right, and says so", () => {
    const source = "#define X\n .org 0\n .db 1+2*3,1+(2*3),10-2-3\n .end";
    expect(bytesText(source)).toBe("09 07 05");
    expect(warnings(source)).toEqual(["1 operators bind from left to right, as TASM has it"]);
    expect(bytesText(" .org 0\n .db 1+2*3")).toBe("07");
  });
});

describe("macros", () => {
  it("join with & beside a parameter, in strings too", () => {
    expect(bytesText("m macro x\nlab&x: db '&x',\"a&x&b\"\n dw lab&x\n endm\n m 5")).toBe(
      "35 61 35 62 00 00",
    );
    expect(bytesText("m macro op,r\n ld&op\n ld &r,5\n endm\n m ir,a")).toBe("ED B0 3E 05");
  });

  it("leave & to the operator where it is one", () => {
    const source = "mask equ 0Fh\nm macro x\n db mask&x,x&6,x & 3,1 &x\n endm\n m 7";
    expect(bytesText(source)).toBe("07 06 03 01");
  });

  it("take irp, irpc, exitm, counted rept, parameters of their own", () => {
    expect(bytesText(" irp r,<bc,<de>>\n push r\n endm\n irp n,1,2\n db n\n endm")).toBe("C5 D5 01 02");
    expect(bytesText(" irpc c,a1\n db '&c'\n endm\n irpc c,12\n db c\nl&c: dw l&c\n endm")).toBe(
      "61 31 01 03 00 02 06 00",
    );
    expect(bytesText("m macro n\n db n\n if n\n exitm\n endif\n db 9\n endm\n m 1\n m 0")).toBe("01 00 09");
    expect(bytesText("n = 0\n rept 9\nn = n+1\n if n=3\n exitm\n endif\n db n\n endm")).toBe("01 02");
    expect(bytesText(" rept 3,n,1,2\n db n\n endm")).toBe("01 03 05");
    expect(bytesText("m macro x,?l\n?l: djnz ?l\n db x\n endm\n m 1\n m 2")).toBe("10 FE 01 10 FE 02");
  });

  it("may ask whether an argument is there, and only then be called without", () => {
    const source = "m macro x,y\n db x\n ifnb <y>\n db y\n endif\n endm\n m 1\n m 1,2";
    expect(bytesText(source)).toBe("01 01 02");
    expect(bytesText("m macro x\n if nul x\n db 0\n else\n db x\n endif\n endm\n m\n m 3")).toBe("00 03");
    expect(
      bytesText(
        " .z80\nm macro acc,y\n local lab\n&lab: db &acc\n if $ ge &lab\n db 2\n endif\n endm\n m 1,2",
      ),
    ).toBe("01 02");
    expect(bytesText(" .z80\nm macro x,y\n db x y\n endm\n m 1")).toBe("01");
    expect(mistakeTexts("m macro x,y\n db x,y\n endm\n m 1")).toEqual([
      "4:2 macro m takes 2 arguments, not 1",
    ]);
  });

  it("compare texts", () => {
    const source =
      "m macro x\n ifidn <x>,<hl>\n db 1\n endif\n ifdif <x>,<hl>\n db 2\n endif\n endm\n m hl\n m de";
    expect(bytesText(source)).toBe("01 02");
  });

  it("tell what is wrong with them", () => {
    expect(mistakeTexts(" irp x\n endm")).toEqual(["1:2 write irp name,<a,b,c>"]);
    expect(mistakeTexts(" irpc 1,2\n endm")).toEqual(["1:2 write irpc name,text"]);
    expect(mistakeTexts(" exitm")).toEqual(["1:2 exitm stands only in a macro or a repetition"]);
    expect(mistakeTexts(" irp x,<1>")).toEqual(["1:2 this irp has no endm"]);
    expect(mistakeTexts(" define F(x) x")).toEqual([
      "1:10 define with parameters isn't taken; write a macro",
    ]);
    expect(mistakeTexts(" .radix 16")).toEqual(["1:9 numbers are decimal here; write hexadecimal as 0FFh"]);
  });
});

describe("what isn't for this assembler", () => {
  function message(source: string): string {
    try {
      assembleText(source);
    } catch (error) {
      expect(error).toBeInstanceOf(AssemblyError);
      expect((error as AssemblyError).diagnostics).toHaveLength(1);
      return (error as Error).message.split("\n")[0];
    }
    throw new Error("it assembled");
  }

  it.each([
    [
      " org 100h\n lxi h,5\n mvi a,1\n mov b,a\n jmp 0\n lda 5\n db nope",
      "main.asm:2:2: error: this source is in 8080 mnemonics (lxi, mvi, mov, jmp, lda; 5 lines); zmlm asm reads Zilog's",
    ],
    [
      " extrn put\n call put\n call put2",
      "main.asm:1:2: error: extrn is for a linker: this source is one part of a program; assemble the parts as one, by include",
    ],
    [
      " .area _CODE\n ld a,#5\n ld hl,#x",
      "main.asm:1:2: error: .area is for a linker: this source is one part of a program; assemble the parts as one, by include",
    ],
    [
      " .z80\n call put##\n call nope",
      "main.asm:2:10: error: ## makes this a symbol of another file, for a linker; include that file",
    ],
    [
      " cseg\n nop\n dseg\n db 1\n cseg\n nop",
      "main.asm:5:2: error: the pieces of cseg are put together by a linker; write each segment in one piece",
    ],
    [
      " struct s\nx byte\n ends",
      "main.asm:1:2: error: struct is sjasmplus's; this source needs that assembler",
    ],
    [
      " prologue 1\n saveall\n prologue 2\n epilogue\n restoreall\n nop",
      "main.asm:1:2: error: 5 lines call what this source doesn't define (prologue, saveall, epilogue, restoreall): include the file with these macros, or use the assembler that has them",
    ],
  ])("%s", (source, expected) => {
    expect(message(source)).toBe(expected);
  });
});

describe("what pasmo and z80asm know of it gives their bytes", () => {
  const SOURCES: Readonly<Record<string, readonly string[]>> = {
    pasmo: [
      "?x equ 1\na$b equ 2\nc? equ 3\n db ?x,a$b,c?",
      " db &1F,&FFFF/256",
      " rept 3,n,1,2\n db n\n endm",
      " irp reg,bc,de\n push reg\n endm",
      "put macro n\n db n\n if n\n exitm\n endif\n db 9\n endm\n put 1\n put 0",
      "v defl 1\n db v\nv defl 2\n db v",
    ],
    z80asm: [" ld a,'\\n'\n rst 38h\n cp '\\\\'", "x: equ 5\n db ~x & 0ffh"],
  };

  describe.each(PEERS)("$title", (peer) => {
    it.skipIf(peer.isMissing).each(SOURCES[peer.name].map((source) => [source]))("%s", (source) => {
      const bytes = peer.assemble(` org 0\n${source}\n`);
      expect(bytes, "the peer refuses it").toBeDefined();
      expect(assembleText(` org 0\n${source}\n`).bytes).toEqual(bytes);
    });
  });
});

describe("the flat source of it gives the same bytes", () => {
  it.each([
    [
      " .org 100h\nx: .equ 5\ny .set 6\ny .set 7\n .db x,y\n .word y\n .fill 3\nlist dc 'ab'\n asciz 'c'\n dw list",
    ],
    ["#define TWO 2\n .org 100h\nx .equ 1+TWO*3\n .db x,1+2*3\n ld a,TWO+2*2\n .org 100h+10h*2\n .db 1"],
    [" .z80\nLab: db \"\\n\",'it''s'\nm macro x\n db '&x'\n dw lab&x\n endm\n M 1\nLAB1 equ lab"],
    ["defc five = 5\n db five : db 6\n irp x,<1,2>\n db x\n endm\n disp 8000h\n dw $\n ent\n rst 7"],
    ["m macro x,?l\n?l: djnz ?l\n exitm\n db x\n endm\n m 1\n m 2\na@b$c? equ 3\n db a@b$c?,&1F"],
    ["Loop: jp loop\nCR equ 13\n db cr"],
    [" .z80\nx equ not 1+2\n ld a,1 shl 3+1\n db not 1+2,x,7 and 3"],
    [" .z80\n.x equ 1\na1: db .x\nb1: db .x\n dw .y\n.y: nop"],
  ])("%s", (source) => {
    const assembly = assembleText(source);
    const flat = assembly.flatSource();
    expect(assembleText(flat).bytes, flat).toEqual(assembly.bytes);
    expect(flat).not.toMatch(/^[^;"']*(\.org|\.equ|\.set|#define|\bdefc|\birp|\bdc\b|asciz|fill|z80)/m);
  });
});
