/** What the table says of time and of undocumented effects is what the emulator does. */

import { expect, it } from "vitest";
import { encode } from "../../src/asm/encode.js";
import { FORMS, type Form } from "../../src/asm/form.js";
import { Cpu } from "../../src/z80/cpu.js";

const ADDRESS = 0x4000;
const DATA = 0x8000;
/** A jump's target, and what an index register's displacement may reach, is not the next instruction. */
const VALUES = { byte: 0x12, word: 0x9abc, displacement: 5, relative: ADDRESS + 0x20, choice: 0 };

/** Registers under which a conditional form goes either way. */
const SETTINGS = [0x00, 0xff].flatMap((f) => [0x0001, 0x0100, 0x0202].map((bc) => ({ f, bc })));

/** Runs a form once. */
function run(form: Form, bytes: readonly number[], { f, bc }: { f: number; bc: number }) {
  const memory = new Uint8Array(0x10000);
  memory[DATA + VALUES.displacement] = 0x81;
  memory.set(bytes, ADDRESS);
  const cpu = new Cpu(memory, { read: () => 0, write: () => {} });
  const { registers } = cpu;
  Object.assign(registers, {
    pc: ADDRESS,
    sp: DATA,
    af: 0x5500 | f,
    bc,
    de: DATA,
    hl: DATA,
    ix: DATA,
    iy: DATA,
  });
  const before = cpu.clock.tStateCount;
  cpu.step();
  const isTaken = registers.pc !== ADDRESS + form.bytes.length;
  return { tStates: cpu.clock.tStateCount - before, isTaken, registers, memory };
}

function formName(form: Form): string {
  return `${form.mnemonic} ${form.operands.map(({ text }) => text).join()}`.trim();
}

it("every form takes its T-states, taken and not", () => {
  const wrong: string[] = [];
  for (const form of FORMS) {
    const values = form.values.map(({ kind, choices }) => choices?.[0] ?? VALUES[kind]);
    const bytes = encode(form, values, ADDRESS);
    const seen = new Set<number>();
    for (const setting of SETTINGS) {
      const { tStates, isTaken } = run(form, bytes, setting);
      seen.add(tStates);
      const expected = isTaken ? form.tStates : form.tStatesNotTaken;
      if (tStates !== expected) wrong.push(`${formName(form)}: ${tStates}, table ${expected}`);
    }
    for (const expected of [form.tStates, form.tStatesNotTaken])
      if (!seen.has(expected)) wrong.push(`${formName(form)}: never ${expected}`);
  }
  expect([...new Set(wrong)]).toEqual([]);
});

it("three-operand forms leave their result in memory and in their register", () => {
  const forms = FORMS.filter(
    ({ operands, standing, bytes }) =>
      bytes[1] === 0xcb && /^[a-ehl]$/.test(operands.at(-1)!.text) && standing === "undocumented",
  );
  expect(forms.length).toBe(2 * 7 * (8 + 2));
  for (const form of forms) {
    const values = form.values.map(({ kind }) => (kind === "choice" ? 0 : VALUES.displacement));
    const { registers, memory } = run(form, encode(form, values, ADDRESS), SETTINGS[0]);
    const register = form.operands.at(-1)!.text as "a" | "b" | "c" | "d" | "e" | "h" | "l";
    expect(registers[register], formName(form)).toBe(memory[DATA + VALUES.displacement]);
  }
});
