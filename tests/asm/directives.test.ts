import { describe, expect, it } from "vitest";
import { assemble } from "../../src/asm/index.js";
import { assembleText, bytesText, mistakeTexts } from "./support.js";

describe("labels", () => {
  it("stand with or without colon, before an instruction or alone", () => {
    expect(bytesText(" org 100h\none: nop\ntwo nop\nthree\n four: dw one,two,three,four")).toBe(
      "00 00 00 01 01 01 02 01 02 01",
    );
  });

  it("are case-sensitive; mnemonics, registers and directives aren't", () => {
    expect(bytesText("X equ 1\nx equ 2\n LD A,X\n Ld a,x\n DB X")).toBe("3E 01 3E 02 01");
  });

  it("are local behind a dot, to the label above", () => {
    const source = "one:\n.x: djnz .x\ntwo:\n.x: djnz .x\n dw one.x, two.x";
    expect(bytesText(source)).toBe("10 FE 10 FE 00 00 02 00");
  });

  it("may be used before they are defined, through several steps", () => {
    expect(bytesText("a1 equ b1+1\nb1 equ c1+1\nc1 equ last\n db a1,b1,c1\nlast:")).toBe("05 04 03");
  });

  it("settle where the size of something depends on what follows", () => {
    const { symbols } = assembleText(" if last > 4\n ds 2\n endif\n ds 4\n ds size\nsize equ 3\nlast:");
    expect(symbols.get("last")).toBe(9);
  });

  it("that never settle are told", () => {
    expect(mistakeTexts(" if last = 0\n db 1\n endif\nlast:")).toEqual([
      "4:1 symbol last is another in each of 50 passes; its place or value depends on itself",
    ]);
    expect(mistakeTexts(" if five\n else\nfive equ 5\n endif")).toEqual([
      "1:1 symbol five is another in each of 50 passes; its place or value depends on itself",
    ]);
  });
});

describe("data", () => {
  it.each([
    [" db 1,\"ab\",'c',-1,255", "01 61 62 63 FF FF"],
    [" defb 1\n defm 'x'\n dm \"y\"", "01 78 79"],
    [" db \"it\"\"s\",'it''s'", "69 74 22 73 69 74 27 73"],
    [' db "a\\r\\n\\0"', "61 0D 0A 00"],
    [" db 'a\\n'", "61 5C 6E"],
    [" dw 1234h,-1,'A'\n defw 5", "34 12 FF FF 41 00 05 00"],
    [" ds 3\n defs 2,0FFh", "00 00 00 FF FF"],
    [" db 1\n align 4\n db 2\n align 4,0FFh", "01 00 00 00 02 FF FF FF"],
    [" align 4\n db 1", "01"],
  ])("%s", (source, expected) => {
    expect(bytesText(source)).toBe(expected);
  });
});

describe("addresses", () => {
  it("the image runs from the lowest byte to the highest, gaps are 0", () => {
    const assembly = assembleText(" org 105h\n db 1\n org 100h\n db 2");
    expect(assembly.origin).toBe(0x100);
    expect([...assembly.bytes]).toEqual([2, 0, 0, 0, 0, 1]);
  });

  it("an empty program has no bytes", () => {
    expect(assembleText("; nothing\n org 100h\n").bytes.length).toBe(0);
  });

  it("phase gives code the addresses where it will run", () => {
    const source =
      " org 100h\n db 1\n phase 8000h\nthere: jp there\nend1:\n dephase\nback: dw there,end1,back";
    expect(bytesText(source)).toBe("01 C3 00 80 00 80 03 80 04 01");
  });

  it("$ is the address of the statement", () => {
    expect(bytesText(" org 100h\n db 0\n dw $,$\n db 1,$-100h\n jr $")).toBe("00 01 01 01 01 01 05 18 FE");
  });
});

describe("values", () => {
  it("equ is for good, = and defl may change", () => {
    expect(bytesText("n = 1\n db n\nn = n+1\n db n\nn defl n*5\n db n\nk: equ n\n db k")).toBe("01 02 0A 0A");
  });

  it("come from the caller too", () => {
    const { bytes } = assemble(" ifdef DEBUG\n db DEBUG\n endif", { file: "m.asm", define: { DEBUG: 7 } });
    expect([...bytes]).toEqual([7]);
  });
});

describe("if", () => {
  const chain = (n: number) =>
    `n equ ${n}\n if n = 1\n db 1\n elseif n = 2\n db 2\n if 1\n db 22\n else\n db 23\n endif\n else\n db 3\n endif`;
  it.each([
    [chain(1), "01"],
    [chain(2), "02 16"],
    [chain(3), "03"],
    [" ifdef later\n db 1\n else\n db 2\n endif\nlater:", "02"],
    ["now:\n ifdef now\n db 1\n endif\n ifndef now\n db 2\n endif", "01"],
    [' if 0\n this is not looked at \'at all\n include "nothing"\n endif\n db 5', "05"],
    ["x: if 1\n dw x\n endif", "00 00"],
  ])("%s", (source, expected) => {
    expect(bytesText(source)).toBe(expected);
  });
});

describe("include and incbin", () => {
  it("find files beside the including one first, then by the name as written", () => {
    const files = {
      "lib/a.asm": ' db 1\n include "b.asm"\n include "c.asm"',
      "lib/b.asm": " db 2",
      "b.asm": " db 9",
      "c.asm": " db 3",
    };
    expect(bytesText(' include "lib/a.asm"\n db 4', files)).toBe("01 02 03 04");
  });

  it("know a file by one name however it is reached", () => {
    const files = {
      "lib/a.asm": ' include "./b.asm"\n include "../lib/b.asm"\n include "../c.asm"',
      "lib/b.asm": " db 2",
      "c.asm": " db 3",
      "../d.asm": " db 4",
    };
    expect(bytesText(' include "./lib/../lib/a.asm"\n include "../d.asm"', files)).toBe("02 02 03 04");
  });

  it("takes the same file twice", () => {
    expect(bytesText(' include "a.asm"\n include "a.asm"', { "a.asm": " db $" })).toBe("00 01");
  });

  it("end ends a file, not the program", () => {
    expect(bytesText(' include "a.asm"\n db 2\n end\n db 3', { "a.asm": " db 1\n end\n rubbish (" })).toBe(
      "01 02",
    );
  });

  it("incbin takes an offset and a length", () => {
    const files = { "data.bin": Uint8Array.of(1, 2, 3, 4, 5) };
    expect(bytesText(' incbin "data.bin"', files)).toBe("01 02 03 04 05");
    expect(bytesText(' incbin "data.bin",3', files)).toBe("04 05");
    expect(bytesText(' incbin "data.bin",1,2\n incbin "data.bin",n\nn equ 4', files)).toBe("02 03 05");
  });

  it("reads lines as other systems end them", () => {
    expect(bytesText(" db 1\r\n db 2\r\n\u001a\u001a\u001a")).toBe("01 02");
  });
});
