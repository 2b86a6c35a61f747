import { describe, expect, it } from "vitest";
import { assembleText, bytesText, mistakeTexts } from "./support.js";

describe("macro", () => {
  it("replaces parameters by arguments, expressions and operands alike", () => {
    const source = "put macro reg,value\n ld reg,value+1\n endm\n put b,2*3\n put (hl),'A'\n put (ix+1),5";
    expect(bytesText(source)).toBe("06 07 36 42 DD 36 01 06");
  });

  it.each([
    ["name macro a,b", "one macro p,q\n db p,q\n endm\n one 1,2"],
    ["name: macro a,b", "one: macro p,q\n db p,q\n endm\n one 1,2"],
    ["macro name,a,b", " macro one,p,q\n db p,q\n endm\n one 1,2"],
    ["macro name a,b", " macro one p,q\n db p,q\n endm\n one 1,2"],
  ])("is defined as %s", (_, source) => {
    expect(bytesText(source)).toBe("01 02");
  });

  it("has labels of its own in each call, by dot or by local", () => {
    const dot = "wait macro n\n ld b,n\n.l: djnz .l\n endm\n wait 1\n wait 2";
    const local = "wait macro n\n local again\n ld b,n\nagain: djnz again\n endm\n wait 1\n wait 2";
    for (const source of [dot, local]) expect(bytesText(source)).toBe("06 01 10 FE 06 02 10 FE");
  });

  it("sees the caller's local labels through its arguments", () => {
    const source = "top:\n.x: nop\njump macro to\n.x: jr to\n jr .x\n endm\n jump .x\n jr .x";
    expect(bytesText(source)).toBe("00 18 FD 18 FC 18 F9");
  });

  it("calls others, and itself until an if says no", () => {
    const nested = "inner macro x\n db x\n endm\nouter macro x\n inner x\n inner x+1\n endm\n outer 5";
    expect(bytesText(nested)).toBe("05 06");
    const recursive = "down macro n\n db n\n if n\n down n-1\n endif\n endm\n down 3";
    expect(bytesText(recursive)).toBe("03 02 01 00");
  });

  it("joins names with ##", () => {
    const source =
      "make macro name,n\nname##_##n: db n\n endm\n make item,1\n make item,2\n dw item_1,item_2";
    expect(bytesText(source)).toBe("01 02 00 00 01 00");
  });

  it("takes an argument between < and > whole, commas and all", () => {
    const source = "row macro first,rest\n db first\n db rest\n endm\n";
    expect(bytesText(`${source} row <1,2>,3`)).toBe("01 02 03");
    expect(bytesText(`${source} row 1,<2,"a,b">`)).toBe("01 02 61 2C 62");
    expect(bytesText(`${source} row 1 < 2,<3 > 2>`)).toBe("FF FF");
    expect(bytesText("pair macro insn\n insn\n endm\n pair <ld a,5>\n pair <>")).toBe("3E 05");
    expect(bytesText(`${source}both macro x\n row x\n endm\n both <1,<2,3> >`)).toBe("01 02 03");
  });

  it("tells a < that nothing closes", () => {
    expect(mistakeTexts("one macro x\n db x\n endm\n one <1")).toEqual(['2:5 a value is missing before "<"']);
  });

  it("may be defined within another, whose parameters it knows, and anew in each call", () => {
    const source =
      "outer macro x\ninner macro y\n db x,y\n endm\n inner 5\n endm\n outer 1\n outer 2\n inner 6";
    expect(bytesText(source)).toBe("01 05 02 05 02 06");
    const named =
      "make macro name,n\nname macro x\n db n,x\n endm\n endm\n make one,1\n make two,2\n one 8\n two 9";
    const after = named.replaceAll("name macro x", " macro name,x");
    for (const source of [named, after]) expect(bytesText(source)).toBe("01 08 02 09");
    const shadow = "outer macro x\ninner macro x\n db x\n endm\n inner 5\n endm\n outer 1";
    expect(bytesText(shadow)).toBe("05");
  });

  it("may stand below its use", () => {
    expect(bytesText(" two\n db 3\ntwo macro\n db 1,2\n endm")).toBe("01 02 03");
  });

  it("leaves its names out of the symbols that a file shows", () => {
    const assembly = assembleText("m macro\n.l: jr .l\n endm\nmain: m\n");
    expect(assembly.symbolFile()).toBe("main: equ 0000h\n");
  });
});

describe("rept", () => {
  it("repeats, within others too, with labels of its own", () => {
    expect(bytesText("n = 0\n rept 3\nn = n+1\n db n\n endm")).toBe("01 02 03");
    expect(bytesText(" rept 2\n db 1\n rept 2\n db 2\n endm\n endm")).toBe("01 02 02 01 02 02");
    expect(bytesText(" rept 2\n.x: djnz .x\n endm")).toBe("10 FE 10 FE");
    expect(bytesText(" rept 0\n db 1\n endm\n db 9")).toBe("09");
  });

  it("knows the parameters of the macro around it", () => {
    expect(bytesText("fill macro n,v\n rept n\n db v\n endm\n endm\n fill 3,7")).toBe("07 07 07");
  });

  it("holds macros' calls and is held by if", () => {
    expect(bytesText("m macro x\n db x\n endm\n if 1\n rept 2\n m 4\n endm\n endif")).toBe("04 04");
  });
});
