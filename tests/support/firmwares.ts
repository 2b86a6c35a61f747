/** The firmware of each machine, stood in: what it does, and what it wants of registers and memory. */

import type { Firmware, FirmwareRun } from "./firmware-run.js";

const CARRY = 1;
const ZERO = 0x40;
/** What a call leaves in registers that it may destroy. */
const JUNK = 0x5a5a;

function assert(is: boolean, what: string, { registers }: FirmwareRun): void {
  if (!is) throw new Error(`${what}: PC ${registers.pc.toString(16)}, SP ${registers.sp.toString(16)}`);
}

/** Destroys AF, BC, DE and HL, as a call does. */
function destroy({ registers }: FirmwareRun): void {
  Object.assign(registers, { af: JUNK & 0xff00, bc: JUNK, de: JUNK, hl: JUNK });
}

type Entry = (run: FirmwareRun) => "left" | undefined;

function returning(act: (run: FirmwareRun) => void): Entry {
  return (run) => {
    act(run);
    run.return();
    return undefined;
  };
}

/** The next typed key; a program that wants one more than there are is stuck. */
function typed(run: FirmwareRun): number {
  const key = run.key();
  if (key === undefined) throw new Error(`it waits for a key; printed: ${run.printed}`);
  return key;
}

/** CP/M, with its BDOS at an address; the program's memory ends there. */
export function cpm(bdos: number): Firmware {
  return {
    start(run) {
      run.memory.fill(0, 0, 0x100);
      run.memory.set([0xc3, bdos & 255, bdos >> 8], 5);
      Object.assign(run.registers, { pc: 0x100, sp: bdos + 0x80, iff1: 1, iff2: 1 });
      run.push(0);
    },
    entries: new Map<number, Entry>([
      [
        5,
        (run) => {
          const { registers, memory } = run;
          if (registers.c === 2) run.print(registers.e);
          else if (registers.c === 10) {
            let length = 0;
            for (let key = typed(run); key !== 13; key = typed(run))
              memory[registers.de + 2 + length++] = key;
            memory[registers.de + 1] = length;
          } else throw new Error(`function ${registers.c}`);
          // the BDOS of CP/M 2.2 keeps no register, IX and IY of some BIOSes neither
          destroy(run);
          Object.assign(registers, { ix: JUNK, iy: JUNK });
          run.return();
          return undefined;
        },
      ],
      [0, () => "left"],
    ]),
    check(run) {
      assert(
        run.registers.sp > run.program.origin && run.registers.sp <= bdos,
        "the stack is elsewhere",
        run,
      );
    },
    interrupt() {},
    owned: [
      [0, 0x100],
      [bdos, 0x10000],
    ],
    mayDiffer: [[bdos, bdos + 0x80]],
  };
}

const SYSTEM = 0x5c3a;
const LAST_KEY = 0x5c08;
const FLAGS = 0x5c3b;
const FLAGS2 = 0x5c6a;
const FRAMES = 0x5c78;
const NEW_KEY = 0x20;
/** Where BASIC goes on after USR, its stack, and HL', which its calculator needs. */
const AFTER_USR = 0x2d2b;
const BASIC_STACK = 0x5dd0;
const LITERAL = 0x2758;

/** The Spectrum's ROM: its interrupt reads the keys and writes through IY. */
export const spectrum: Firmware = {
  start(run) {
    const { memory, registers } = run;
    memory.fill(0, 0x5b00, 0x5e00);
    memory.set([0x00, 0x3c], 0x5c36);
    Object.assign(registers, { pc: run.program.start, sp: BASIC_STACK, iy: SYSTEM, im: 1, iff1: 1, iff2: 1 });
    registers.hlPrime = LITERAL;
    run.push(AFTER_USR);
  },
  entries: new Map<number, Entry>([
    [
      AFTER_USR,
      (run) => {
        const { registers } = run;
        assert(registers.iff1 === 1, "interrupts are off in BASIC", run);
        assert(registers.sp === BASIC_STACK, "BASIC's stack isn't as it was", run);
        assert(registers.hlPrime === LITERAL, "HL' isn't as it was", run);
        return "left";
      },
    ],
  ]),
  check(run) {
    assert(run.registers.iy === SYSTEM, "IY isn't 5C3Ah", run);
    assert(run.registers.im === 1, "the interrupt mode isn't 1", run);
    assert(
      run.registers.sp > run.program.origin || run.registers.sp === BASIC_STACK,
      "the stack is elsewhere",
      run,
    );
  },
  interrupt(run) {
    const { memory } = run;
    memory[FRAMES]++;
    if ((memory[FLAGS] & NEW_KEY) !== 0) return;
    const key = run.key();
    if (key === undefined) return;
    memory[LAST_KEY] = key;
    memory[FLAGS] |= NEW_KEY;
  },
  owned: [
    [0, 0x4000],
    [0x5b00, 0x5e00],
  ],
  mayDiffer: [
    [LAST_KEY, LAST_KEY + 1],
    [FLAGS, FLAGS + 1],
    [FLAGS2, FLAGS2 + 1],
    [FRAMES, FRAMES + 3],
    // below BASIC's stack
    [BASIC_STACK - 64, BASIC_STACK],
  ],
};

const MSX_VARIABLES = 0xf380;
const AFTER_CARTRIDGE = 0x7d00;

/** The MSX's BIOS, which has called the cartridge; the program is in RAM, and so is its loader. */
export const msx: Firmware = {
  start(run) {
    const { memory, registers } = run;
    const [from, to] = [run.at("loader"), run.at("LOADER")];
    memory.copyWithin(to, from, from + run.at("LOADER_BYTES"));
    const biosStack = to - from + run.at("bios_stack");
    Object.assign(registers, { sp: 0xf300, im: 1, iff1: 0, iff2: 0 });
    run.push(AFTER_CARTRIDGE);
    memory.set([registers.sp & 255, registers.sp >> 8], biosStack);
    registers.pc = run.program.start;
  },
  entries: new Map<number, Entry>([
    [
      0x24,
      returning((run) => {
        destroy(run);
        Object.assign(run.registers, { iff1: 0, iff2: 0 });
      }),
    ],
    [0x6c, returning(destroy)],
    [0x62, returning(destroy)],
    [
      0x9f,
      returning((run) => {
        assert(run.registers.iff1 === 1, "CHGET waits for keys without interrupts", run);
        run.registers.a = typed(run);
      }),
    ],
    [0xa2, returning((run) => run.print(run.registers.a))],
    [
      0xb7,
      returning((run) => {
        run.registers.af = 0;
      }),
    ],
    [
      AFTER_CARTRIDGE,
      (run) => {
        assert(run.registers.iff1 === 1, "interrupts are off in the BIOS", run);
        assert(run.registers.sp === 0xf300, "the BIOS's stack isn't as it was", run);
        return "left";
      },
    ],
  ]),
  check(run) {
    const { sp, im } = run.registers;
    assert(im === 1, "the interrupt mode isn't 1", run);
    assert(
      (sp > 0x4000 && sp <= run.at("STACK")) || (sp >= 0xf000 && sp <= 0xf300),
      "the stack is elsewhere",
      run,
    );
  },
  interrupt() {},
  owned: [
    [0, 0x4000],
    [MSX_VARIABLES, 0x10000],
  ],
  mayDiffer: [
    [0xf3ae, 0xf3af],
    [0xf3e9, 0xf3ec],
  ],
};

const CPC_STACK = 0xc000;
const CPC_STACK_BYTES = 256;
/** What BC' holds before the program sets a mode, and then. */
const GATE_ARRAY = 0x7f89;
const GATE_ARRAY_MODE = 0x7f8d;

/** The CPC's firmware: BC' is what the gate array is set to, the carry of AF' is clear. */
export function cpc(): Firmware {
  let gateArray = GATE_ARRAY;
  return {
    start(run) {
      Object.assign(run.registers, { pc: run.program.start, sp: CPC_STACK, im: 1, iff1: 1, iff2: 1 });
      run.push(0);
      Object.assign(run.registers, { bcPrime: GATE_ARRAY, afPrime: 0 });
      gateArray = GATE_ARRAY;
    },
    entries: new Map<number, Entry>([
      [
        0xbb06,
        returning((run) => {
          run.registers.af = (typed(run) << 8) | CARRY;
        }),
      ],
      [
        0xbb1e,
        returning((run) => {
          Object.assign(run.registers, { af: ZERO, c: 0, hl: JUNK });
        }),
      ],
      [0xbb5a, returning((run) => run.print(run.registers.a))],
      [0xbb81, returning(() => {})],
      [0xbb84, returning(() => {})],
      [
        0xbc0e,
        returning((run) => {
          destroy(run);
          gateArray = GATE_ARRAY_MODE;
          run.registers.bcPrime = gateArray;
        }),
      ],
      [0xbc32, returning(destroy)],
      [0xbc38, returning(destroy)],
      [0xbd19, returning(() => {})],
      [0, () => "left"],
    ]),
    check(run) {
      const { registers } = run;
      assert(registers.iff1 === 1, "interrupts are off in the firmware", run);
      assert(registers.im === 1, "the interrupt mode isn't 1", run);
      assert(registers.bcPrime === gateArray, "BC' isn't what the gate array is set to", run);
      assert((registers.afPrime & CARRY) === 0, "AF' has a carry", run);
      const least = CPC_STACK - CPC_STACK_BYTES / 2;
      assert(registers.sp > least && registers.sp <= CPC_STACK, "the stack is elsewhere", run);
    },
    interrupt({ registers }) {
      Object.assign(registers, { dePrime: JUNK, hlPrime: JUNK });
    },
    owned: [
      [0, 0x170],
      [0xa67b, 0x10000],
    ],
    mayDiffer: [[CPC_STACK - CPC_STACK_BYTES, CPC_STACK]],
  };
}
