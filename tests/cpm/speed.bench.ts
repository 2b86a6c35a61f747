/** The machine's speed against the bare CPU package on the same loop: at least 0.85 of it is wanted. */

import { bench, describe } from "vitest";
import { CpmMachine, Cpu } from "../../src/cpm/index.js";
import { code } from "../support/programs.js";
import { ScriptedConsole } from "./scripted-console.js";

const TSTATES = 20_000_000;
const TPA = 0x100;

/** A loop of loads, shifts, 16-bit sums and jumps, as a network's inner loop has them. */
const LOOP = code(`
start:  ld hl, 2000h
        ld b, 0
next:   ld a, (hl)
        inc hl
        rrca
        jr nc, even
        add hl, de
        nop
even:   ex de, hl
        sbc hl, de
        ex de, hl
        srl h
        ld e, (hl)
        ld d, (hl)
        djnz next
        jp start`);

describe(`${TSTATES / 1e6} million T-states`, () => {
  // with the same memory access as the machine's, so that the engine optimizes both alike
  const memory = new Uint8Array(0x10000);
  const { bare, clock } = new Cpu(memory, { read: () => 0xff, write: () => {} });

  bench("the bare package", () => {
    memory.set(LOOP, TPA);
    bare.regs.pc = TPA;
    clock.tStateCount = 0;
    while (clock.tStateCount < TSTATES) bare.step();
  });

  const machine = new CpmMachine({ console: new ScriptedConsole() });

  bench("the machine", () => {
    machine.load(LOOP, "");
    machine.run(TSTATES);
  });
});
