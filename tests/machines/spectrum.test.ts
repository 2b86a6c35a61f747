/** The files that a ZX Spectrum loads, read back by code that didn't write them. */

import { expect, test } from "vitest";
import { SPECTRUM, SPECTRUM_128 } from "../../src/machines/spectrum.js";

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

/** The same with two banks of 10,000 bytes, of 11s and of 22s, which the routine at 6000h loads. */
const BANKED = {
  ...IMAGE,
  banks: {
    paging: SPECTRUM_128.paging!,
    contents: [0x11, 0x22].map((value) => new Uint8Array(10_000).fill(value)),
    loader: 0x6000,
  },
};

test("on a tape for a 128K the banks follow, and BASIC calls what loads them", () => {
  const parts = blocks(TAPE.make(BANKED, "x"));
  expect(parts.slice(6).map((part) => [part[0], part.length, part[1], part.at(-1)])).toEqual([
    [255, 10_001, 0x11, 0x11],
    [255, 10_001, 0x22, 0x22],
  ]);
  const basic = Buffer.from(parts[1]).toString("latin1");
  // OUT VAL "32765",VAL "16" comes first, since the home bank must be in
  expect(basic).toContain('\xdf\xb0"32765",\xb0"16":');
  // LOAD "" CODE:RANDOMIZE USR VAL "24576":RUN
  expect(basic).toContain('\xef""\xaf:\xf9\xc0\xb0"24576":\xf7\r');
  expect(Buffer.from(blocks(TAPE.make(IMAGE, "x"))[1]).toString("latin1")).not.toContain("\xdf");
});

test("a snapshot of a 128K has the machine, PC, the port, and all banks by their pages", () => {
  const snapshot = SPECTRUM_128.files[1].make(BANKED, "x");
  const word = (at: number) => snapshot[at] | (snapshot[at + 1] << 8);
  // of version 3: PC 0 in the first header, 54 bytes in the second
  expect([word(6), word(30), word(32), snapshot[34], snapshot[35]]).toEqual([0, 54, 0x5e00, 4, 0x10]);
  expect([word(23), snapshot[27], snapshot[28], snapshot[29] & 3]).toEqual([0x5c3a, 1, 1, 1]);
  const banks = new Map<number, Uint8Array>();
  for (let at = 86; at < snapshot.length; at += 3 + 16_384) {
    expect(word(at)).toBe(0xffff);
    banks.set(snapshot[at + 2] - 3, snapshot.subarray(at + 3, at + 3 + 16_384));
  }
  expect([...banks.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const memory = Buffer.concat([banks.get(5)!, banks.get(2)!, banks.get(0)!]);
  expect(memory.subarray(0x1e00, 0x1e00 + 30_000).equals(IMAGE.bytes)).toBe(true);
  for (const [bank, value] of [
    [4, 0x11],
    [6, 0x22],
    [1, 0],
  ])
    expect([banks.get(bank)![0], banks.get(bank)![9999], banks.get(bank)![10_000]]).toEqual([
      value,
      value,
      0,
    ]);
  expect([...memory.subarray(word(8) - 0x4000, word(8) - 0x4000 + 2)]).toEqual([0, 0]);
});
