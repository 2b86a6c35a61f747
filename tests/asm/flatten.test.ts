import { describe, expect, it } from "vitest";
import { assemble } from "../../src/asm/index.js";
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

const ASSEMBLY = assemble(MAIN, OPTIONS);

/** What a source becomes, checked to give the same bytes. */
function flatten(source: string): string {
  const assembly = assemble(source, { file: "main.asm" });
  const flat = assembly.flatSource();
  expect(assemble(flat, { file: "flat.asm" }).bytes).toEqual(assembly.bytes);
  return flat;
}

describe("one source of many", () => {
  const EXPECTED = ASSEMBLY.bytes;
  const flat = ASSEMBLY.flatSource();

  it("assembles to the same bytes, alone", () => {
    expect(assemble(flat, { file: "flat.asm" }).bytes).toEqual(EXPECTED);
  });

  it("keeps comments, and says what stood where", () => {
    expect(flat).toContain("; console.asm: prints\nBDOS:    equ 5\n");
    expect(flat).toContain('; include "console.asm"\n');
    expect(flat).toContain("print.put:   push hl\n");
    expect(flat).toContain("wait.loop:  djnz wait.loop\n");
    expect(flat).toContain('logo:\n; incbin "logo.bin"\n        db 0FFh,0FEh,');
    expect(flat).not.toContain("this is not read");
  });

  it("drops conditions and what they leave out", () => {
    expect(flat).not.toMatch(/huge|nop|\b(if|else|endif)\b/);
    expect(flat).toContain("jr nz,start.loop\n        jr nz,print.put\n        jp 0\n");
  });

  it("takes the caller's symbols along", () => {
    const { bytes, flatSource } = assemble(" db N\n", { file: "n.asm", define: { N: 7 } });
    expect(bytes).toEqual(Uint8Array.of(7));
    expect(assemble(flatSource(), { file: "flat.asm" }).bytes).toEqual(bytes);
  });

  describe.each(PEERS)("$title", (peer) => {
    it.skipIf(peer.isMissing)("gives the same bytes for it", () => {
      expect(peer.assemble(flat)).toEqual(EXPECTED);
    });
  });
});

const MACROS = `; put: writes a byte.
; In: A = byte
put     macro port,value                ; macro's own comment
        local again
again:  ld a,value                      ; the value
        out (port),a
.wait:  in a,(port)
        rra
        jr nc,.wait
        jr z,again
        endm
both    macro first,rest,name
name##_table:   db first,rest
.end:
        put 1,<first + 1>
        endm
        org 100h
main:
.loop:  put 7,'A'                       ; the first
        both 2,<"it's",3>,small
        rept 2
.here:  djnz .here
        endm
count   = 1
        db count
count   = count+1
        db count
        assert count > 1
        if count = 2                    ; as it is
        jr main.loop
        endif
        dw small_table,small_table.end
`;

describe("macros", () => {
  const flat = flatten(MACROS);

  it("are written out, with the call and its comment before", () => {
    expect(flat).toContain("; put: writes a byte.\n; In: A = byte\n; put     macro port,value");
    expect(flat).toContain("main.loop:\n        ; put 7,'A'                       ; the first\n");
    expect(flat).toContain("again_2:  ld a,'A'                      ; the value\n        out (7),a\n");
    expect(flat).toContain("again_2.wait:  in a,(7)\n        rra\n        jr nc,again_2.wait\n");
  });

  it("take their arguments along, strings and expressions", () => {
    expect(flat).toContain("small_table:   db 2,'it''s',3\nsmall_table.end:\n        ; put 1,<2 + 1>\n");
    expect(flat).toContain("again_5:  ld a,2+1                      ; the value\n");
  });

  it("leave no directive of ours", () => {
    expect(flat).not.toMatch(/^[^;]*\b(macro|endm|local|rept|assert|if|endif|put|both)\b/m);
    expect(flat).toContain("; as it is\n");
  });

  it("make constants of variables", () => {
    expect(flat).toContain(
      "count_1: equ 1\n        db count_1\ncount_2: equ count_1+1\n        db count_2\n",
    );
  });

  it("avoid names that the source has", () => {
    const source = "n_2: nop\nm macro\n local n\nn: djnz n\n endm\n m\nn_2_: db x\nx = 3\nx_1: nop\n";
    expect(flatten(source)).toContain("n_2__: djnz n_2__\nn_2_: db x_1_\nx_1_: equ 3\nx_1: nop\n");
  });

  it("put space between words only, and quotes around what can't stand bare", () => {
    const source = 'm macro x,y\n db x, 1##y\n endm\n m <5 mod 3,"a\\n\\"">,<2+3>\n m <>,4\n';
    const trimmed = source.replace(" m <>,4\n", "");
    expect(flatten(trimmed)).toContain(' db 5 mod 3,"a\\x0A\\"", 12+3\n');
    expect(() => flatten(source)).toThrow("value");
  });

  describe.each(PEERS)("$title", (peer) => {
    it.skipIf(peer.isMissing)("gives the same bytes for it", () => {
      const plain = flatten(MACROS.replace("it's", "its"));
      expect(peer.assemble(plain)).toEqual(assemble(plain, { file: "plain.asm" }).bytes);
    });
  });
});
