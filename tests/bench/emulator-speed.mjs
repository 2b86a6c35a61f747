/**
 * Prints how many MHz the machine, or the bare CPU package, comes to on a loop such as a network's inner one.
 * Usage: node emulator-speed.mjs bare|machine
 */

import { Z80 } from "z80-emulator";

const [, , which] = process.argv;
const TPA = 0x100;
const TSTATES = 100_000_000;
const ROUNDS = 4;

// start: ld hl,2000h; ld b,0
// next:  ld a,(hl); inc hl; rrca; jr nc,even; add hl,de; nop
// even:  ex de,hl; sbc hl,de; ex de,hl; srl h; ld e,(hl); ld d,(hl); djnz next; jp start
const LOOP = Uint8Array.of(
  ...[0x21, 0x00, 0x20, 0x06, 0x00],
  ...[0x7e, 0x23, 0x0f, 0x30, 0x02, 0x19, 0x00],
  ...[0xeb, 0xed, 0x52, 0xeb, 0xcb, 0x3c, 0x5e, 0x56, 0x10, 0xef, 0xc3, 0x00, 0x01],
);

function bare() {
  const memory = new Uint8Array(0x10000);
  memory.set(LOOP, TPA);
  const hal = {
    tStateCount: 0,
    readMemory: (address) => memory[address],
    writeMemory: (address, value) => {
      memory[address] = value;
    },
    contendMemory: () => {},
    readPort: () => 0xff,
    writePort: () => {},
    contendPort: () => {},
  };
  const z80 = new Z80(hal);
  z80.regs.pc = TPA;
  return () => {
    hal.tStateCount = 0;
    while (hal.tStateCount < TSTATES) z80.step();
  };
}

async function machine() {
  const { CpmMachine } = await import("../../dist/cpm/index.js");
  const machine = new CpmMachine({ console: { read: () => undefined, ready: () => false, write: () => {} } });
  machine.load(LOOP, "");
  return () => machine.run(TSTATES);
}

const run = which === "bare" ? bare() : await machine();
let best = 0;
for (let round = 0; round < ROUNDS; round++) {
  // processor time, which other processes disturb less
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  best = Math.max(best, TSTATES / (user + system));
}
console.log(best);
