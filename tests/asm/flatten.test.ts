import { describe, expect, it } from "vitest";
import { assemble, flattenIncludes } from "../../src/asm/index.js";
import { PEERS } from "../support/peers.js";

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "console.asm": `; console.asm: prints
BDOS    equ 5
print:  ld a,(hl)               ; In: HL = text, ends with 0
        or a
        ret z
.put:   push hl
        ld e,a
        ld c,2
        call BDOS
        pop hl
        inc hl
        jr print
        include "more.asm"
        end
        this is not read (
`,
  "more.asm": `wait:   ld b,100
.loop:  djnz .loop
        ret
`,
  "logo.bin": Uint8Array.from({ length: 40 }, (_, index) => 255 - index),
};

const MAIN = `; main.asm
SIZE    equ 40
        org 0100h
start:  ld hl,text
.loop:  call print
        call wait
        ld a,(logo+SIZE-1)
        if SIZE > 100
        include "huge.asm"
        nop
        else
        jr nz,.loop
        jr nz,print.put
        endif
        jp 0
        include "console.asm"
text:   db 'HELLO',13,10,0
logo:   incbin "logo.bin"
half    incbin "logo.bin",SIZE/2,SIZE/4
        ds 5
        dw start,text,half
`;

const OPTIONS = {
  file: "main.asm",
  resolve: (name: string) => {
    const content = FILES[name];
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  },
};

const EXPECTED = assemble(MAIN, OPTIONS).bytes;

describe("one source of many", () => {
  const flat = flattenIncludes(MAIN, OPTIONS);

  it("assembles to the same bytes, alone", () => {
    expect(assemble(flat, { file: "flat.asm" }).bytes).toEqual(EXPECTED);
  });

  it("keeps comments, and says what stood where", () => {
    expect(flat).toContain("; console.asm: prints\nBDOS:    equ 5\n");
    expect(flat).toContain('; include "console.asm"\n');
    expect(flat).toContain('; include "huge.asm"\n');
    expect(flat).toContain("print.put:   push hl\n");
    expect(flat).toContain("wait.loop:  djnz wait.loop\n");
    expect(flat).toContain('logo:\n; incbin "logo.bin"\n        db 0FFh,0FEh,');
    expect(flat).not.toContain("this is not read");
  });

  it("takes the caller's symbols along", () => {
    const source = " db N\n";
    const options = { file: "n.asm", define: { N: 7 } };
    expect(assemble(flattenIncludes(source, options), { file: "flat.asm" }).bytes).toEqual(Uint8Array.of(7));
  });

  it("leaves macros as they are", () => {
    const source = "m1 macro x\n.l: djnz .l\n db x\n endm\ntop:\n.l: m1 1\n m1 2\n jr .l\n";
    const text = flattenIncludes(source, { file: "m.asm" });
    expect(text).toContain("\n.l: djnz .l\n");
    expect(text).toContain("\ntop.l: m1 1\n");
    expect(assemble(text, { file: "flat.asm" }).bytes).toEqual(assemble(source, { file: "m.asm" }).bytes);
  });

  describe.each(PEERS)("$title", (peer) => {
    it.skipIf(peer.isMissing)("gives the same bytes for it", () => {
      expect(peer.assemble(flat)).toEqual(EXPECTED);
    });
  });
});
