/** Values that fit modulo the width of their place: complements, negatives, sums past the end of memory. */

import { describe, expect, it } from "vitest";
import { PEERS } from "../support/peers.js";
import { bytesText, mistakeTexts } from "./support.js";

const SOURCES: readonly (readonly [line: string, bytes: string])[] = [
  ["and ~80h", "E6 7F"],
  ["ld a,~(1<<7)", "3E 7F"],
  ["ld (hl),-200", "36 38"],
  ["db ~0F0h,-129,-256", "0F 7F 00"],
  ["ds 2,~1", "FE FE"],
  ["ld de,-start", "11 FF 7E"],
  ["ld hl,0FF00h+100h", "21 00 00"],
  ["ld (start+8000h),hl", "22 01 01"],
  ["dw ~start,-65536,0FFFFh+0FFFFh", "FE 7E 00 00 FE FF"],
];

describe("values modulo the width", () => {
  it.each(SOURCES)("%s", (line, expected) => {
    expect(bytesText(`start: equ 8101h\n ${line}\n`)).toBe(expected);
  });

  describe.each(PEERS)("$title", (peer) => {
    it.skipIf(peer.isMissing).each(SOURCES)("gives the same for %s", (line, expected) => {
      const bytes = peer.assemble(` org 0\nstart: equ 8101h\n ${line}\n`);
      expect(Buffer.from(bytes!).toString("hex").toUpperCase()).toBe(expected.replaceAll(" ", ""));
    });
  });

  it("what is too large for its place in itself stays an error", () => {
    for (const value of ["65536", "70000+0", "0FFFFh*2", "-65537"])
      expect(mistakeTexts(` ld hl,${value}`), value).toHaveLength(1);
    for (const value of ["256", "0FFh+1", "-257", "~100h"])
      expect(mistakeTexts(` ld a,${value}`), value).toHaveLength(1);
  });
});
