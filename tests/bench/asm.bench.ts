/** The assembler's speed: 50,000 lines should take less than 2 s. */

import { bench, describe } from "vitest";
import { assemble } from "../../src/asm/index.js";

const LINES = 50_000;
const LINES_A_PART = 11;

/** Labels, comments, jumps back and forth, equates, conditions, a macro now and then: 12 bytes a part. */
function part(index: number, parts: number): string {
  return `; part ${index}: In: IX = record, HL = text
part${index}:  ld a,(ix+${index % 128})        ; its kind
        jp nz,part${(index * 7919) % parts}
.loop:  djnz .loop
SIZE${index}   equ (${index}+5)*2 & 0FFh
        and SIZE${index}

        ${index % 50 === 0 ? "save hl" : "inc hl"}
        if SIZE${index} > 100
        db 'x'
        endif
`;
}

function longProgram(lines: number): string {
  const parts = Math.floor(lines / LINES_A_PART);
  const head = "        org 0\nsave    macro pair\n        push pair\n        endm\n";
  return head + Array.from({ length: parts }, (_, index) => part(index, parts)).join("");
}

const source = longProgram(LINES);

describe("assemble", () => {
  bench(
    `${LINES.toLocaleString("en")} lines`,
    () => {
      assemble(source, { file: "long.asm" });
    },
    { iterations: 3, warmupIterations: 1, time: 0, warmupTime: 0 },
  );
});
