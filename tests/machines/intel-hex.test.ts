/** Intel HEX, read back by a reader of its own. */

import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { CPM } from "../../src/machines/cpm.js";

/** The format, as Intel's specification of 1988 has it: records of kinds 0 and 1, with checksums. */
function readBack(text: string): Map<number, number> {
  const memory = new Map<number, number>();
  const lines = text.split("\r\n");
  expect(lines.pop()).toBe("");
  expect(lines.pop()).toBe(":00000001FF");
  for (const line of lines) {
    expect(line).toMatch(/^:([0-9A-F]{2})+$/);
    const bytes = Buffer.from(line.slice(1), "hex");
    expect(bytes.reduce((sum, byte) => sum + byte, 0) & 0xff).toBe(0);
    expect([bytes.length, bytes[3]]).toEqual([bytes[0]! + 5, 0]);
    bytes.subarray(4, -1).forEach((byte, i) => {
      memory.set(bytes.readUInt16BE(1) + i, byte);
    });
  }
  return memory;
}

const make = (bytes: Uint8Array) => {
  const format = CPM.files.find(({ extension }) => extension === ".hex")!;
  return new TextDecoder().decode(format.make({ origin: 0x100, bytes, start: 0x100 }));
};

test("a record is as in the books", () => {
  const bytes = Uint8Array.of(0x21, 0x46, 0x01, 0x36, 0x01, 0x21, 0x47, 0x01);
  expect(make(bytes)).toBe(":080100002146013601214701EF\r\n:00000001FF\r\n");
});

test.each([1, 15, 16, 17, 255, 40_001])("%i bytes are the same when they are read back", (length) => {
  const random = new Random(length);
  const bytes = Uint8Array.from({ length }, () => random.int(0, 255));
  const memory = readBack(make(bytes));
  expect(memory.size).toBe(length);
  expect(bytes.every((byte, i) => memory.get(0x100 + i) === byte)).toBe(true);
});
