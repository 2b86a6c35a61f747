/** Fuse's cases for the Z80, one or more for each opcode: registers, memory and T-states after a run. */

import { expect, test } from "vitest";
import { Cpu } from "../../src/z80/cpu.js";
import { fuseCases, type RegisterValues } from "./fuse-cases.js";

const CASES = 1356;

test("every case agrees in registers, memory and T-states", () => {
  const memory = new Uint8Array(0x10000);
  const expected = new Uint8Array(0x10000);
  // as in the cases, IN gives the high byte of the port's address
  const cpu = new Cpu(memory, { read: (address) => address >> 8, write: () => {} });
  const cases = fuseCases();
  expect(cases.length).toBe(CASES);

  for (const { name, before, after } of cases) {
    memory.fill(0);
    for (const [address, value] of before.memory) memory[address] = value;
    expected.set(memory);
    for (const [address, value] of after.memory) expected[address] = value;
    cpu.reset();
    // the package keeps the top bit of R apart
    Object.assign(cpu.registers, before.registers, { r7: before.registers.r & 0x80 });
    cpu.clock.tStateCount = 0;

    while (cpu.clock.tStateCount < before.tStates) cpu.step();

    expect(registersOf(cpu, after.registers), name).toEqual(after.registers);
    expect(cpu.clock.tStateCount, name).toBe(after.tStates);
    expect(Buffer.compare(memory, expected), `${name}: memory`).toBe(0);
  }
});

function registersOf(cpu: Cpu, like: RegisterValues): RegisterValues {
  const { registers } = cpu;
  const names = Object.keys(like) as (keyof RegisterValues)[];
  const values = names.map((name) => [name, registers[name]]);
  return { ...Object.fromEntries(values), r: (registers.r7 & 0x80) | (registers.r & 0x7f) };
}
