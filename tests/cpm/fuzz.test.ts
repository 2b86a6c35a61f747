/** Programs of random bytes and random system calls: whatever they do, a run comes back and nothing throws. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { CpmMachine, MemoryDrive } from "../../src/cpm/index.js";
import { shortOrWhole } from "../support/length.js";
import { ScriptedConsole } from "./scripted-console.js";

const PROGRAMS = Number(process.env.ZMLM_FUZZ ?? shortOrWhole(200, 800));
const LIMIT = 200_000;
const FUNCTIONS = 42;

/** Random bytes, or calls of random functions with arguments that often are FCBs and addresses at edges. */
function randomProgram(random: Random): Uint8Array {
  const bytes: number[] = [];
  const length = random.int(1, 300);
  while (bytes.length < length) {
    if (random.float() < 0.5) bytes.push(random.int(0, 255));
    else {
      const de = random.pick([0x5c, 0x80, 0x100, 0xffff, 0xfff0, 0x0000, random.int(0, 0xffff)]);
      bytes.push(0x0e, random.int(0, FUNCTIONS), 0x11, de & 0xff, de >> 8, 0xcd, 5, 0);
    }
  }
  return Uint8Array.from(bytes);
}

test(`${PROGRAMS} random programs`, () => {
  const random = new Random(20261123);
  const stops = new Map<string, number>();
  for (let i = 0; i < PROGRAMS; i++) {
    const keys = Array.from({ length: random.int(0, 40) }, () => String.fromCharCode(random.int(0, 255)));
    const drive = new MemoryDrive({ capacity: 64 * 2048 });
    drive.put({ user: 0, name: "A.TXT" }, new Uint8Array(random.int(0, 40_000)));
    const machine = new CpmMachine({
      console: new ScriptedConsole(keys.join("")),
      drives: [drive, random.pick([undefined, new MemoryDrive({ readOnly: true })])],
    });
    machine.load(randomProgram(random), random.pick(["", "A.TXT", "*.*", "B:X Y"]));
    const { kind } = machine.run(LIMIT);
    stops.set(kind, (stops.get(kind) ?? 0) + 1);
    const files = drive.files();
    expect(files.every(({ name }) => /^[^/\\:*?]{1,12}$/.test(name))).toBe(true);
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(48 * 2048);
    expect(machine.registers.pc).toBeLessThan(0x10000);
  }
  // all ways to end are among them
  expect([...stops.keys()].sort()).toEqual(["exit", "fault", "input", "limit"]);
});
