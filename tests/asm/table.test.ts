/** The instruction table itself, and the way through it and back. */

import { describe, expect, it } from "vitest";
import { disassemble } from "../../src/asm/disassemble.js";
import { FORMS } from "../../src/asm/form.js";
import { assemble } from "../../src/asm/index.js";
import { Random } from "../../src/base/random.js";
import { ASSEMBLED_FORMS, samplesOf } from "./samples.js";

/** Bytes of a line that stands at 0100h. */
function bytesOf(text: string): number[] {
  return [...assemble(` org 100h\n ${text}\n`, { file: "t.asm" }).bytes];
}

function roundTrip(bytes: Uint8Array, origin: number): Uint8Array {
  return assemble(disassemble(bytes, { origin }), { file: "again.asm" }).bytes;
}

describe("table", () => {
  it("has every opcode: 252 plain, 256 CB, DD CB and FD CB each, and the prefixed ones that Z80s run", () => {
    const opcodes = new Map<string, Set<number>>();
    for (const { bytes } of FORMS) {
      const fixed = bytes.filter((byte) => typeof byte === "number" || byte.part === "choice");
      const last = fixed.at(-1)!;
      const prefix = fixed.slice(0, -1).join(" ");
      const codes = typeof last === "number" ? [last] : last.bytes!;
      const known = opcodes.get(prefix) ?? new Set();
      for (const code of codes) known.add(code);
      opcodes.set(prefix, known);
    }
    const counts = Object.fromEntries([...opcodes].map(([prefix, codes]) => [prefix, codes.size]));
    expect(counts).toEqual({
      "": 252,
      203: 256,
      237: 78,
      221: 85,
      253: 85,
      "221 203": 256,
      "253 203": 256,
    });
  });

  it("gives no two instructions the same bytes", () => {
    const seen = new Map<string, string>();
    for (const { standing, mnemonic, operands, bytes } of FORMS) {
      if (standing !== "documented" && standing !== "undocumented") continue;
      const key = JSON.stringify(bytes);
      expect(seen.get(key), `${mnemonic} ${operands.map(({ text }) => text)}`).toBeUndefined();
      seen.set(key, mnemonic);
    }
  });
});

describe("disassembled and assembled again", () => {
  it("every form with its operands at their edges gives the same bytes", () => {
    for (const form of ASSEMBLED_FORMS)
      for (const { text } of samplesOf(form)) {
        const bytes = bytesOf(text);
        expect(bytes.length, text).toBe(form.bytes.length);
        expect([...roundTrip(Uint8Array.from(bytes), 0x100)], text).toEqual(bytes);
      }
  });

  it("every opcode behind every prefix gives the same bytes, mirrors and ignored prefixes too", () => {
    const prefixes = [
      [],
      [0xcb],
      [0xed],
      [0xdd],
      [0xfd],
      [0xdd, 0xcb, 0x85],
      [0xfd, 0xcb, 0x7f],
      [0xdd, 0xfd],
    ];
    const bytes = prefixes.flatMap((prefix) =>
      Array.from({ length: 256 }, (_, opcode) => [...prefix, opcode, 0x80, 0x7f, 0x00]).flat(),
    );
    expect(roundTrip(Uint8Array.from(bytes), 0x100)).toEqual(Uint8Array.from(bytes));
  });

  it("64 KB of anything gives the same bytes", () => {
    const random = new Random(3);
    const bytes = Uint8Array.from({ length: 0x10000 }, () => random.int(0, 255));
    expect(roundTrip(bytes, 0)).toEqual(bytes);
  });
});
