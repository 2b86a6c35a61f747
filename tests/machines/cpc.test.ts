/** The files that an Amstrad CPC loads, read back by code that didn't write them: cpmtools, and a reader of tapes. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EngineRun } from "../../src/build/engine-run.js";
import { buildProgram } from "../../src/build/program.js";
import { parseTranscript } from "../../src/build/transcript.js";
import { readModel } from "../../src/cli/model-file.js";
import { programSource } from "../../src/cli/sources.js";
import { CPC } from "../../src/machines/cpc.js";
import { repositoryPath } from "../support/cli.js";
import { copyOut, faults, hasCpmtools } from "../support/cpmtools.js";
import { isWhole } from "../support/length.js";

const [DISK, TAPE] = CPC.files;
const IMAGE = { origin: 0x170, start: 0x1234, bytes: Uint8Array.from({ length: 30_001 }, (_, i) => i * 7) };

const word = (bytes: Uint8Array, at: number) => bytes[at] | (bytes[at + 1] << 8);
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes.filter((byte) => byte !== 0));

describe.skipIf(!hasCpmtools)("read back by cpmtools", () => {
  test("a disk has the program in a file that AMSDOS knows as binary, with where it goes and starts", () => {
    const disk = { image: DISK.make(IMAGE, "tinychats"), format: "cpcdata", isDsk: true };
    const file = copyOut(disk, "tinychat.bin")!;
    expect(faults(disk)).toBeUndefined();
    const header = file.subarray(0, 128);
    expect(text(header.subarray(1, 12))).toBe("TINYCHATBIN");
    expect([header[18], word(header, 21), word(header, 24), word(header, 26)]).toEqual([
      2, 0x170, 30_001, 0x1234,
    ]);
    expect(word(header, 64)).toBe(30_001);
    expect(word(header, 67)).toBe(header.subarray(0, 67).reduce((sum, byte) => sum + byte, 0));
    expect(file.subarray(128, 128 + 30_001)).toEqual(IMAGE.bytes);
  });
});

/** Records of a tape: what they begin with, and their bytes without checksums, which are checked. */
function records(tape: Uint8Array): { kind: number; bytes: Uint8Array }[] {
  expect(text(tape.subarray(0, 7))).toBe("ZXTape!");
  const found: { kind: number; bytes: Uint8Array }[] = [];
  for (let at = 10; at < tape.length; ) {
    expect(tape[at]).toBe(0x11);
    const [pilot, sync1, sync2, zero, one, pulses] = [1, 3, 5, 7, 9, 11].map((place) =>
      word(tape, at + place),
    );
    // a leader of 2048 ones, then a zero; a one is twice as long as a zero
    expect([pilot, sync1, sync2, pulses]).toEqual([one, zero, zero, 4096]);
    expect(one).toBe(2 * zero);
    const length = word(tape, at + 16) | (tape[at + 18] << 16);
    const record = tape.subarray(at + 19, at + 19 + length);
    expect(record.length).toBe(length);
    const segments = (length - 5) / 258;
    const bytes: number[] = [];
    for (let segment = 0; segment < segments; segment++) {
      const data = record.subarray(1 + segment * 258, 1 + segment * 258 + 258);
      // a CRC over data and inverted checksum comes out as this constant
      expect(crc(data)).toBe(0x1d0f);
      bytes.push(...data.subarray(0, 256));
    }
    expect([...record.subarray(-4)]).toEqual([255, 255, 255, 255]);
    found.push({ kind: record[0], bytes: Uint8Array.from(bytes) });
    at += 19 + length;
  }
  return found;
}

/** CRC-16 of CCITT by its shift register, a bit at a time. */
function crc(data: Uint8Array): number {
  let register = 0xffff;
  for (const byte of data)
    for (let bit = 7; bit >= 0; bit--) {
      const feedback = ((register >> 15) ^ (byte >> bit)) & 1;
      register = (register << 1) & 0xffff;
      if (feedback === 1) register ^= 0x1021;
    }
  return register;
}

test("a tape has the program in blocks of 2 KB, each with a header that counts them", () => {
  const all = records(TAPE.make(IMAGE, "tinychat"));
  expect(all.map(({ kind }) => kind)).toEqual(
    Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 0x2c : 0x16)),
  );
  const program: number[] = [];
  for (let block = 0; block < 15; block++) {
    const header = all[2 * block].bytes;
    expect(text(header.subarray(0, 16))).toBe("TINYCHAT");
    const length = word(header, 19);
    expect([header[16], header[17], header[18], header[23]]).toEqual([
      block + 1,
      block === 14 ? 255 : 0,
      2,
      block === 0 ? 255 : 0,
    ]);
    expect([word(header, 21), word(header, 24), word(header, 26)]).toEqual([
      0x170 + program.length,
      30_001,
      0x1234,
    ]);
    program.push(...all[2 * block + 1].bytes.subarray(0, length));
  }
  expect(Uint8Array.from(program)).toEqual(IMAGE.bytes);
});

test("a program that reaches into AMSDOS's memory is refused", () => {
  expect(() => DISK.make({ ...IMAGE, bytes: new Uint8Array(0xa600) }, "x")).toThrow(
    "reaches into AMSDOS's memory",
  );
});

test.runIf(isWhole).each(["tinychat", "guess"])("%s: golden replies, on our processor", (example) => {
  const network = readModel(repositoryPath(`data/${example}/model.json`));
  const run = new EngineRun(buildProgram(network, { machine: CPC, sources: programSource }));
  const file = repositoryPath(`data/${example}/golden.txt`);
  const golden = parseTranscript(readFileSync(file, "utf8"), file);
  for (const { question, reply } of golden) expect(run.ask(question).reply).toBe(reply);
});
