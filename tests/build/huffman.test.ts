import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { CODE_LENGTHS, huffmanCode, huffmanEncode } from "../../src/build/huffman.js";

/** The decoder of columns/decode.asm, byte arithmetic and all. */
function decode(coded: Uint8Array, count: number, code: ReturnType<typeof huffmanCode>): Uint8Array {
  let bit = 0;
  return Uint8Array.from({ length: count }, () => {
    let [v, below] = [0, 0];
    for (const codes of code.counts) {
      v = 2 * v + ((coded[bit >> 3] >> (7 - (bit & 7))) & 1);
      bit++;
      expect(v).toBeLessThan(256);
      if (v < codes) return code.symbols[below + v];
      below += codes;
      v -= codes;
    }
    throw new Error("no such code");
  });
}

/** As many of each symbol as the numbers say. */
function repeated(counts: readonly number[]): Uint8Array {
  return Uint8Array.from(counts.flatMap((count, symbol) => new Array<number>(count).fill(symbol)));
}

const fibonacci = [1, 1];
while (fibonacci.length < 21) fibonacci.push(fibonacci.at(-1)! + fibonacci.at(-2)!);
const random = new Random(7);

const cases: [name: string, bytes: Uint8Array][] = [
  ["one symbol", repeated([0, 0, 5])],
  ["two symbols", repeated([3, 1])],
  ["all symbols alike", repeated(new Array<number>(256).fill(3))],
  ["the deepest tree of 28,656 bytes", repeated(fibonacci)],
  ["random bytes", Uint8Array.from({ length: 5000 }, () => random.int(0, 255))],
  ["a few symbols often", Uint8Array.from({ length: 5000 }, () => random.int(0, 15) * random.int(0, 15))],
];

describe("Huffman code", () => {
  test.each(cases)("of %s comes back", (_, bytes) => {
    const code = huffmanCode(bytes);
    expect(code.counts.length).toBe(CODE_LENGTHS);
    expect(Math.max(...code.counts)).toBeLessThan(256);
    expect(decode(huffmanEncode(bytes, code), bytes.length, code)).toEqual(bytes);
  });

  test("is as short as a code can be", () => {
    const code = huffmanCode(repeated([8, 4, 2, 1, 1]));
    expect(code.lengths.slice(0, 5)).toEqual([1, 2, 3, 4, 4]);
  });
});
