/** What the CPU package gets wrong, and we mend: prefixes that change nothing, unknown ED opcodes, R, IN F,(C). */

import { describe, expect, test } from "vitest";
import { Cpu, EXTENDED, INDEXED } from "../../src/z80/cpu.js";

const PREFIX_TSTATES = 4;
const ORIGIN = 0x8000;
const NOP = 0x00;

const BACKGROUND = Uint8Array.from({ length: 0x10000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

interface Outcome {
  readonly registers: Record<string, number>;
  readonly memory: Buffer;
  readonly tStates: number;
}

/** Runs code at 8000h until PC has passed its prefixes and one instruction after them. */
function runAfter(prefixes: readonly number[], instruction: readonly number[], port = 0): Outcome {
  const memory = BACKGROUND.slice();
  memory.set([...prefixes, ...instruction], ORIGIN);
  const cpu = new Cpu(memory, { read: () => port, write: () => {} });
  Object.assign(cpu.registers, {
    af: 0x5ad7,
    bc: 0x1234,
    de: 0x2345,
    hl: 0x3456,
    ix: 0x4567,
    iy: 0x5678,
    sp: 0x6789,
    pc: ORIGIN,
  });
  for (let i = 0; i <= prefixes.length; i++) cpu.step();
  // the code's own place differs by the prefixes: PC relative to it, memory without it
  memory.fill(0, ORIGIN, ORIGIN + 16);
  const registers = { ...cpu.registers } as Record<string, number>;
  return { registers, memory: Buffer.from(memory), tStates: cpu.clock.tStateCount };
}

/** Opcodes that don't use HL, and that read or change nothing relative to PC or put it on the stack. */
const PLAIN = Array.from({ length: 256 }, (_, opcode) => opcode).filter(
  (opcode) =>
    INDEXED[opcode] === 0 &&
    ![0xdd, 0xed, 0xfd, 0x76].includes(opcode) && // prefixes, halt
    ![0x10, 0x18, 0x20, 0x28, 0x30, 0x38].includes(opcode) && // djnz, jr
    (opcode & 0xc7) !== 0xc4 && // call cc
    (opcode & 0xc7) !== 0xc7 && // rst
    opcode !== 0xcd,
);

describe("DD and FD before an opcode that doesn't use HL", () => {
  test("there are such opcodes", () => {
    expect(PLAIN.length).toBeGreaterThan(120);
  });

  test.each([
    ["DD", [0xdd]],
    ["FD", [0xfd]],
    ["DD DD", [0xdd, 0xdd]],
    ["DD FD DD FD", [0xdd, 0xfd, 0xdd, 0xfd]],
  ])("%s is ignored, at 4 T-states and one count of R for each", (_, prefixes) => {
    for (const opcode of PLAIN) {
      const bare = runAfter([], [opcode, 0x11, 0x22]);
      const prefixed = runAfter(prefixes, [opcode, 0x11, 0x22]);
      const jumped = (opcode & 0xc7) === 0xc2 || [0xc3, 0xc9].includes(opcode) || (opcode & 0xc7) === 0xc0;
      const stayed = !jumped || bare.registers.pc === ORIGIN + (opcode & 2 ? 3 : 1);
      expect(prefixed.tStates, hex(opcode)).toBe(bare.tStates + PREFIX_TSTATES * prefixes.length);
      expect(prefixed.memory.equals(bare.memory), hex(opcode)).toBe(true);
      expect(prefixed.registers, hex(opcode)).toEqual({
        ...bare.registers,
        r: bare.registers.r + prefixes.length,
        pc: bare.registers.pc + (stayed ? prefixes.length : 0),
      });
    }
  });
});

describe("prefix chains", () => {
  test("the last of DD and FD counts", () => {
    expect(runAfter([0xdd], [0xfd, 0x23]).registers).toMatchObject({ ix: 0x4567, iy: 0x5679, hl: 0x3456 });
    expect(runAfter([0xfd], [0xdd, 0x23]).registers).toMatchObject({ ix: 0x4568, iy: 0x5678, hl: 0x3456 });
  });

  test("FD DD CB d op works on IX, DD FD CB d op on IY", () => {
    const setBit0 = [0xcb, 0x03, 0xc6];
    const ix = runAfter([0xfd], [0xdd, ...setBit0]);
    const iy = runAfter([0xdd], [0xfd, ...setBit0]);
    const untouched = runAfter([], [NOP]);
    expect(ix.memory[0x456a]).toBe(untouched.memory[0x456a] | 1);
    expect(iy.memory[0x567b]).toBe(untouched.memory[0x567b] | 1);
    expect([ix.tStates, iy.tStates]).toEqual([27, 27]);
  });

  test("DD and FD before ED are ignored", () => {
    const bare = runAfter([], [0xed, 0x52]); // sbc hl,de
    const prefixed = runAfter([0xdd, 0xfd], [0xed, 0x52]);
    expect(prefixed.registers).toMatchObject({ hl: bare.registers.hl, af: bare.registers.af, ix: 0x4567 });
    expect(prefixed.tStates).toBe(bare.tStates + 2 * PREFIX_TSTATES);
  });

  test("a memory full of prefixes is run one prefix at a time", () => {
    const cpu = new Cpu(new Uint8Array(0x10000).fill(0xdd), { read: () => 0, write: () => {} });
    for (let i = 0; i < 0x10001; i++) cpu.step();
    expect(cpu.registers.pc).toBe(1);
    expect(cpu.clock.tStateCount).toBe(0x10001 * PREFIX_TSTATES);
  });
});

test("unknown ED opcodes are NOPs of 8 T-states that count R twice", () => {
  const unknown = Array.from({ length: 256 }, (_, opcode) => opcode).filter(
    (opcode) => EXTENDED[opcode] === 0,
  );
  expect(unknown.length).toBe(256 - 78);
  const nop = runAfter([], [NOP]);
  for (const opcode of unknown) {
    const { registers, memory, tStates } = runAfter([], [0xed, opcode]);
    expect(tStates, hex(opcode)).toBe(8);
    expect(registers, hex(opcode)).toEqual({ ...nop.registers, pc: ORIGIN + 2, r: 2 });
    expect(memory.equals(nop.memory), hex(opcode)).toBe(true);
  }
});

test("R comes back from LD R,A and LD A,R whole: its top bit stays, the others count", () => {
  const memory = new Uint8Array(0x10000);
  const cpu = new Cpu(memory, { read: () => 0, write: () => {} });
  memory.set([0x3e, 0xfe, 0xed, 0x4f, NOP, 0xed, 0x5f]); // ld a,0FEh; ld r,a; nop; ld a,r
  for (let i = 0; i < 4; i++) cpu.step();
  expect(cpu.registers.a).toBe(0x81);
  expect(cpu.registers.f & 0x80).toBe(0x80);
});

test.each([
  ["clear", 0x00, 0xff],
  ["set", 0x01, 0x00],
])("IN F,(C) leaves a carry that is %s", (_, carry, port) => {
  const memory = new Uint8Array(0x10000);
  memory.set([0xed, 0x70]);
  const cpu = new Cpu(memory, { read: () => port, write: () => {} });
  cpu.registers.f = carry;
  cpu.step();
  expect(cpu.registers.f & 1).toBe(carry);
});

function hex(opcode: number): string {
  return opcode.toString(16).padStart(2, "0");
}
