/** The files that a ZX Spectrum loads, read back by code that didn't write them. */

import { expect, test } from "vitest";
import { SPECTRUM } from "../../src/machines/spectrum.js";

const IMAGE = { origin: 0x5e00, start: 0x5e00, bytes: Uint8Array.from({ length: 30_000 }, (_, i) => i * 7) };
const [TAPE, SNAPSHOT] = SPECTRUM.files;

/** Blocks of a tape: flag and data, without length and checksum. */
function blocks(tape: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  const view = new DataView(tape.buffer);
  for (let at = 0; at < tape.length; ) {
    const length = view.getUint16(at, true);
    const block = tape.subarray(at + 2, at + 2 + length);
    expect(block.length).toBe(length);
    expect(block.reduce((sum, byte) => sum ^ byte)).toBe(0);
    found.push(block.subarray(0, -1));
    at += 2 + length;
  }
  return found;
}

test("a tape has BASIC that starts by itself, a screen, and the program", () => {
  const parts = blocks(TAPE.make(IMAGE, "a long name that is cut"));
  const headers = [0, 2, 4].map((index) => {
    const view = new DataView(parts[index].slice().buffer);
    const name = String.fromCharCode(...parts[index].subarray(2, 12));
    return [parts[index][0], view.getUint8(1), name, view.getUint16(12, true), view.getUint16(14, true)];
  });
  expect(headers).toEqual([
    [0, 0, "a long nam", parts[1].length - 1, 20],
    [0, 3, "a long nam", 6912, 0x4000],
    [0, 3, "a long nam", 30_000, 0x5e00],
  ]);
  expect([1, 3, 5].map((index) => parts[index][0])).toEqual([255, 255, 255]);
  expect(parts[5].subarray(1)).toEqual(IMAGE.bytes);
  // line 10: RANDOMIZE USR VAL "24064":STOP
  const text = [0xf9, 0xc0, 0xb0, ...Buffer.from('"24064":'), 0xe2, 13];
  expect([...parts[1].subarray(1, 5 + text.length)]).toEqual([0, 10, text.length, 0, ...text]);
});

test("the loading screen shows which weights aren't zero", () => {
  const bytes = new Uint8Array(30_000).fill(0b10101010);
  const screen = (program: Uint8Array) => blocks(TAPE.make({ ...IMAGE, bytes: program }, "x"))[3].subarray(1);
  expect(
    screen(bytes)
      .subarray(0, 6144)
      .every((byte) => byte === 0),
  ).toBe(true);
  expect(
    screen(bytes.fill(0b11011100))
      .subarray(0, 6144)
      .every((byte) => byte === 0b11111111),
  ).toBe(true);
});

test("a snapshot has the program in memory, and its start and 0 on the stack", () => {
  const snapshot = SNAPSHOT.make(IMAGE, "x");
  expect(snapshot.length).toBe(27 + 49_152);
  const memory = new Uint8Array(0x10000);
  memory.set(snapshot.subarray(27), 0x4000);
  expect(memory.subarray(0x5e00, 0x5e00 + IMAGE.bytes.length)).toEqual(IMAGE.bytes);
  const sp = snapshot[23] | (snapshot[24] << 8);
  expect([...memory.subarray(sp, sp + 4)]).toEqual([0x00, 0x5e, 0, 0]);
  expect([snapshot[15], snapshot[16]]).toEqual([0x3a, 0x5c]);
  expect([...memory.subarray(0x5c36, 0x5c38)]).toEqual([0x00, 0x3c]);
});
