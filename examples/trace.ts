/** A CP/M program with a key typed into it, and the system calls that it makes. */

import { assemble } from "zmlm/asm";
import { CpmMachine, describeCall } from "zmlm/cpm";

const SOURCE = `
BDOS:   equ 5
CONIN:  equ 1
CONOUT: equ 2
        org 100h
        ld c,CONIN      ; waits for a key, and shows it
        call BDOS
        inc a
        ld e,a
        ld c,CONOUT
        jp BDOS
`;

const keys: number[] = [];
let screen = "";
const machine: CpmMachine = new CpmMachine({
  console: {
    read: () => keys.shift(),
    ready: () => keys.length > 0,
    write: (byte) => {
      screen += String.fromCharCode(byte);
    },
  },
  trace: { call: (call) => console.log(describeCall(call, machine.memory, machine.registers)) },
});
machine.load(assemble(SOURCE, { file: "next.asm" }).bytes, "");

// → BDOS 1 console input
console.log(machine.run().kind); // → input
keys.push(0x41);
// → BDOS 2 console output E='B'
// → BIOS wboot
console.log(machine.run().kind, screen); // → exit AB
