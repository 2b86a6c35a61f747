/** What the assembler says of each kind of mistake, and where. */

import { describe, expect, it } from "vitest";
import { AssemblyError } from "../../src/asm/index.js";
import { InputError } from "../../src/base/input-error.js";
import { assembleText, mistakes, mistakeTexts, type TestFiles } from "./support.js";

describe("instructions", () => {
  it.each([
    [" lda 5", "1:2 unknown instruction lda; did you mean ld?"],
    ["start: djzn start", "1:8 unknown instruction djzn; did you mean djnz?"],
    ["start defbb 5", "1:7 unknown instruction defbb; did you mean defb?"],
    [" frobnicate 5", "1:2 unknown instruction frobnicate"],
    ["wait macro\n endm\n wiat", "3:2 unknown instruction wiat; did you mean wait?"],
    [" 5 ld a", '1:2 a label or an instruction should stand here, not "5"'],
    ["x: 5", '1:4 an instruction should stand here, not "5"'],
    [" ld hl,de", '1:2 there is no instruction "ld hl,de"; there is ld hl,nn; ld hl,(nn)'],
    [
      " push a",
      '1:2 there is no instruction "push a"; there is push bc; push de; push hl; push af; push ix; push iy',
    ],
    [
      " ld ixl,iyh",
      '1:2 there is no instruction "ld ixl,iyh"; there is ld ixl,b; ld ixl,c; ld ixl,d; ld ixl,e; ld ixl,a; ld ixl,ixh; …',
    ],
    [" djnz", '1:2 there is no instruction "djnz"; there is djnz e'],
    [" nop 1", "1:2 nop takes no operands"],
    [" ld a,", "1:7 an operand is missing here"],
    [" ld ,a", "1:4 an operand is missing here"],
    [" ld a,()", "1:7 there is nothing between these parentheses"],
    [" ld a,(hl", '1:7 "(" isn\'t closed'],
    [" ld a,hl)", '1:9 ")" closes nothing'],
    [" ld a,(5]", '1:9 "]" closes nothing'],
    [" ld a,(hl+1)", "1:7 only ix and iy take a displacement, hl doesn't"],
    [" ld a,(ix*2)", '1:10 "+" or "-" is missing after ix'],
    [" ld a,5 6", '1:9 "6" is unexpected here'],
    [" jp nz", '1:2 there is no instruction "jp nz"; there is jp nz,nn'],
    [" ex af,hl", '1:2 there is no instruction "ex af,hl"; there is ex af,af\''],
    [" ld a,b'", "1:8 this string has no end; close it with '"],
  ])("%s", (source, expected) => {
    expect(mistakeTexts(source)).toEqual([expected]);
  });
});

describe("ranges", () => {
  it.each([
    [" ld a,256", "1:7 256 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it"],
    [" ld a,-257", "1:7 -257 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it"],
    [" ld hl,65536", "1:8 65536 doesn't fit 16 bits (-65536 to 65535)"],
    [" ld (hl),-257", "1:10 -257 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it"],
    [" out (256),a", "1:7 256 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it"],
    [" ld a,(ix+200)", "1:10 displacement 200 is outside -128 to 127"],
    [" ld a,(iy-129)", "1:10 displacement -129 is outside -128 to 127"],
    [" bit 8,a", "1:6 bit number 8 is none of 0 1 2 3 4 5 6 7"],
    [" rst 9", "1:6 restart address 9 is none of 0 8 16 24 32 40 48 56"],
    [" im 3", "1:5 interrupt mode 3 is none of 0 1 2"],
    [" out (c),1", "1:10 value 1 is none of 0"],
    [" jr far\n ds 128\nfar:", "1:5 jr can't jump that far, by 1 byte; use jp"],
    [" org 200\n jr 200-127", "2:5 jr can't jump that far, by 1 byte; use jp"],
    [" djnz far\n ds 130\nfar:", "1:7 djnz can't jump that far, by 3 bytes; dec b and jp nz reach further"],
    [" db 256", "1:5 256 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it"],
    [" dw -65537", "1:5 -65537 doesn't fit 16 bits (-65536 to 65535)"],
    [" ds -1", "1:5 ds -1 is outside 0 to 65536"],
    [" ds 1,256", "1:7 256 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it"],
    [" align 0", "1:8 align 0 is outside 1 to 65536"],
    [" org 65536", "1:6 org 65536 is outside 0 to 65535"],
    [" rept -1\n endm", "1:2 rept -1 is outside 0 to 65536"],
    [" org 65535\n db 1,2", "2:7 the program goes beyond address 0FFFFh"],
    [" org 65535\n ld hl,0\n ld hl,0", "2:2 the program goes beyond address 0FFFFh"],
    [" db 1\n org 0\n db 2", "3:5 0 holds a byte of main.asm:1 already"],
  ])("%s", (source, expected) => {
    expect(mistakeTexts(source)).toEqual([expected]);
  });
});

describe("symbols", () => {
  it.each([
    ["CHATLOOP: jp CHATLOP", "1:14 unknown symbol CHATLOP; did you mean CHATLOOP?"],
    ["Loop: jp loop", "1:10 unknown symbol loop; did you mean Loop?"],
    [" jp nowhere", "1:5 unknown symbol nowhere"],
    ["one:\n.loop: nop\n jr .lop", "3:5 unknown symbol one.lop; did you mean one.loop?"],
    ["a1: nop\na1: nop", "2:1 symbol a1 is already defined at main.asm:1"],
    ["a1 equ 1\na1 = 2", "2:1 symbol a1 is already defined at main.asm:1"],
    [" ld a,A0h", "1:7 unknown symbol A0h; as a number, it's 0A0h"],
    [
      " ld hl,#label",
      "1:8 \"#label\" isn't a number; a # is for hexadecimal digits alone, before a name it isn't needed",
    ],
    ["a1 equ a1+1", "1:8 symbol a1 has no value; its definition is wrong or needs itself"],
    ["hl: nop", "1:1 hl is a register or a condition; choose another name"],
    ["nz equ 5", "1:1 nz is a register or a condition; choose another name"],
    ["mod: nop", "1:1 mod is an operator; choose another name"],
    [" equ 5", "1:2 equ needs a name before it"],
    ["x equ", "1:3 equ takes 1 argument; write name equ value"],
  ])("%s", (source, expected) => {
    expect(mistakeTexts(source)).toEqual([expected]);
  });

  it("an unknown symbol is told once, and not what follows from it", () => {
    expect(mistakeTexts("x equ nope\n db x,x\n db nope\ny: jp y")).toEqual(["1:7 unknown symbol nope"]);
  });
});

describe("directives, blocks and macros", () => {
  it.each([
    [" org", "1:2 org takes 1 argument; write org address"],
    [" db", "1:2 db takes 1 or more arguments; write db byte or string, …"],
    [" ds 1,2,3", "1:2 ds takes 1 to 2 arguments; write ds count[, byte]"],
    [" db 1,,2", "1:4 a value is missing between the commas"],
    [" dephase", "1:2 dephase without phase"],
    [" dephase 1", "1:2 dephase takes nothing; write dephase"],
    [" phase 1\n nop", "2:1 phase without dephase"],
    [" phase 1\n phase 2\n dephase", "2:2 phase within phase; write dephase first"],
    [" phase 1\n org 2\n dephase", "2:2 org can't stand within phase; write dephase first"],
    [" assert 1 = 2", "1:9 assert: this doesn't hold"],
    [' assert 1 = 2,"one isn\'t two"', "1:9 assert: one isn't two"],
    [' error "no printer"', "1:2 no printer"],
    [" error 5", "1:8 error needs its message in quotes"],
    [" include 5", "1:10 include needs the name of a file in quotes"],
    [" include", "1:2 include needs the name of a file in quotes"],
    [' include "a.asm","b.asm"', '1:18 include takes one file; write include "file"'],
    [' include "none.asm"', '1:10 no file "none.asm" to include'],
    [' incbin "none.bin"', '1:9 no file "none.bin" to incbin'],
    [' incbin "a.asm",9', "1:17 incbin 9 is outside 0 to 4"],
    [' incbin "a.asm",1,4', "1:19 incbin 4 is outside 0 to 3"],
    [' include "binary"', '1:10 "binary" isn\'t text; incbin takes bytes as they are'],
    [" if 1", "1:2 this if has no endif"],
    [" if\n endif", "1:2 if takes one expression"],
    [" endif", "1:2 endif without if"],
    [" else", "1:2 else without if"],
    [" if 1\n else\n else\n endif", "3:2 else after else"],
    [" if 1\n endm\n endif", "2:2 endm comes before the endif of the if inside"],
    [" if 0\n else 5\n endif", '2:7 "5" is unexpected after else'],
    [" ifdef\n endif", "1:2 ifdef needs the name of one symbol"],
    [" endm", "1:2 endm without macro or rept"],
    [" rept 2", "1:2 this rept has no endm"],
    [" local x", "1:2 local stands only in macro or rept"],
    [" macro\n endm", "1:2 this macro has no name; write NAME macro A,B"],
    [" macro ld\n endm", "1:8 ld is an instruction or a directive already; choose another name"],
    ["m1 macro a1,a1\n endm", "1:13 a1 is named twice"],
    ["m1 macro a1 a2\n endm", '1:13 "," is missing before "a2"'],
    ["m1 macro 5\n endm", '1:10 "5" isn\'t a name'],
    ["m1 macro\n endm\nm1 macro\n endm", "3:4 macro m1 is already defined at main.asm:1"],
    ["m1 macro x\n endm\n m1 1,2", "3:2 macro m1 takes 1 argument, not 2"],
    ["m1 macro x,y\n endm\n m1 1", "3:2 macro m1 takes 2 arguments, not 1"],
    ["m1 macro x\nx##: nop\n endm\n m1 q", '2:2 "q" and ":" don\'t join'],
  ])("%s", (source, expected) => {
    const files = { "a.asm": " nop", binary: Uint8Array.of(0, 1) };
    expect(mistakeTexts(source, files)).toEqual([expected]);
  });

  it("a missing file takes what it would have defined along", () => {
    const source = ' include "defs.inc"\n ld a,COUNT\n call put\n keep hl\n ld a,300\n';
    expect(mistakeTexts(source)).toEqual([
      '1:10 no file "defs.inc" to include',
      "5:7 300 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it",
    ]);
  });

  it("what repeats without end is stopped", () => {
    expect(mistakes("m1 macro\n m1\n endm\n m1")[0].message).toBe(
      "more than 100 includes, macros and blocks within each other",
    );
    for (const line of [" org 0\n", ""])
      expect(mistakes(` rept 60000\n rept 60000\n${line} endm\n endm`).map(({ message }) => message)).toEqual(
        ["more than 500000 lines; does a rept or a macro repeat without end?"],
      );
  });
});

describe("the text", () => {
  function message(source: string, files: TestFiles = {}): string {
    try {
      assembleText(source, files);
    } catch (error) {
      expect(error).toBeInstanceOf(AssemblyError);
      expect(error).toBeInstanceOf(InputError);
      return (error as Error).message;
    }
    throw new Error("it assembled");
  }

  it("shows place, line and caret; tabs stay under tabs", () => {
    expect(message("start:\n\tld\ta,strat\t; here\n")).toBe(
      "main.asm:2:7: error: unknown symbol strat; did you mean start?\n" +
        "  \tld\ta,strat\t; here\n" +
        "  \t  \t  ^^^^^",
    );
  });

  it("shows how it got there", () => {
    const files = {
      "lib.asm": "put macro x\n ld a,x\n endm\n rept 1\n put 300\n endm\n",
    };
    expect(message('; main\n include "lib.asm"', files)).toBe(
      [
        "lib.asm:2:7: error: 300 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it",
        "   ld a,x",
        "        ^",
        "  in macro put, called from lib.asm:5",
        "  in round 1 of rept from lib.asm:4",
        "  included from main.asm:2",
      ].join("\n"),
    );
  });

  it("tells an include that comes back to itself", () => {
    const files = { "a.asm": ' include "b.asm"', "b.asm": ' include "a.asm"' };
    expect(message(' include "a.asm"', files)).toBe(
      [
        'b.asm:1:10: error: "a.asm" includes itself',
        '   include "a.asm"',
        "           ^^^^^^^",
        "  included from a.asm:1",
        "  included from main.asm:1",
      ].join("\n"),
    );
  });

  it("tells it too if the name is spelled otherwise", () => {
    const files = {
      "lib/a.asm": ' include "./b.asm"',
      "lib/b.asm": ' include "../lib/a.asm"',
    };
    expect(message(' include "lib/a.asm"', files)).toContain(
      'lib/b.asm:1:10: error: "lib/a.asm" includes itself',
    );
  });

  it("tells several mistakes a run, the first twenty in full", () => {
    const text = message(" ld a,300\n".repeat(25));
    expect(text.match(/error:/g)).toHaveLength(20);
    expect(text.endsWith("… and 5 more errors")).toBe(true);
  });

  it("a mistake takes neither label nor length of its line along", () => {
    expect(mistakeTexts("x: ld a,300\ny: lda 5\nz1: db 1,300\n jp x\n jp y\n assert $ = 10")).toEqual([
      "1:9 300 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it",
      "2:4 unknown instruction lda; did you mean ld?",
      "3:10 300 doesn't fit a byte (-256 to 255); take low(…) or high(…) of it",
    ]);
  });
});
