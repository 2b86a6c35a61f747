/**
 * Prints the seconds that assembling a program takes, those of processor time, and the megabytes of heap in use
 * at the end.
 * Usage: node --expose-gc assembler-speed.mjs lines
 */

import { assemble } from "../../dist/asm/index.js";

const LINES_A_PART = 11;

/** Labels, comments, jumps back and forth, equates, conditions, a macro now and then: 12 or 13 bytes a part. */
function part(index, parts) {
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

function longProgram(lines) {
  const parts = Math.floor(lines / LINES_A_PART);
  const head = "        org 0\nsave    macro pair\n        push pair\n        endm\n";
  return head + Array.from({ length: parts }, (_, index) => part(index, parts)).join("");
}

const source = longProgram(Number(process.argv[2]));
assemble(longProgram(1000), { file: "warm-up.asm" });
globalThis.gc();
const before = process.memoryUsage().heapUsed;
const [start, startCpu] = [performance.now(), process.cpuUsage()];
const assembly = assemble(source, { file: "long.asm" });
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(startCpu);
globalThis.gc();
const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
console.log(
  JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, megabytes, lines: assembly.lines.length }),
);
