import { describe, expect, it } from "vitest";
import { linesOf, MAX_LINE } from "../../src/base/lines.js";
import { Random } from "../../src/base/random.js";

describe("linesOf", () => {
  it("splits at any line end, wherever the pieces are cut", () => {
    const random = new Random(3);
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: random.int(0, 12) }, () =>
        random.pick(["a", "\n", "\r", "\r\n", "bc"]),
      ).join("");
      const pieces: string[] = [];
      for (let at = 0; at < text.length; ) {
        const end = at + random.int(0, 3);
        pieces.push(text.slice(at, end));
        at = end;
      }
      expect([...linesOf(pieces)], JSON.stringify(pieces)).toEqual(text.split(/\r\n|\r|\n/));
      expect([...linesOf(text)]).toEqual(text.split(/\r\n|\r|\n/));
    }
  });

  it("cuts what is longer than any line, and goes on after it", () => {
    const lines = [...linesOf(["x".repeat(MAX_LINE), "y".repeat(MAX_LINE), "\nz"])];
    expect(lines.map((line) => line.length)).toEqual([MAX_LINE + 1, 1]);
    expect(lines[1]).toBe("z");
  });
});
