import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { loadPairs } from "../../src/cli/pairs.js";

const folder = mkdtempSync(join(tmpdir(), "zmlm-pairs-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("loadPairs", () => {
  const plain = write("a.txt", "hello|HI\n");
  const packed = write("b.txt.gz", gzipSync("# more\nbye|BYE\n"));

  it("reads plain and gzipped files in their order", () => {
    expect(loadPairs([packed, plain]).map(({ answer, file, line }) => [answer, file, line])).toEqual([
      ["BYE", packed, 2],
      ["HI", plain, 1],
    ]);
  });

  it("knows gzip by its first bytes too", () => {
    expect(loadPairs([write("c.txt", gzipSync("a|b"))])).toHaveLength(1);
  });

  it("names the file that is at fault", () => {
    const whole = gzipSync("hello|HI\n".repeat(50));
    const flipped = whole.slice();
    flipped[flipped.length - 6] ^= 1; // in the CRC
    for (const [name, bytes] of [
      ["cut.txt.gz", whole.subarray(0, 20)],
      ["crc.txt.gz", flipped],
      ["plain.txt.gz", Buffer.from("hello|HI\n")],
    ] as const) {
      const path = write(name, bytes);
      expect(() => loadPairs([path])).toThrow(`${path}: this gzip file is damaged`);
    }
    const large = write("large.txt.gz", gzipSync(Buffer.alloc(2 ** 28 + 1)));
    expect(() => loadPairs([large])).toThrow(`${large}: this unpacks to more than 256 MB`);
    const binary = write("binary.txt", new Uint8Array([1, 0, 2, 255]));
    expect(() => loadPairs([plain, binary])).toThrow(`${binary}: this is not a text file`);
    expect(() => loadPairs([join(folder, "none.txt")])).toThrow("none.txt: no such file");
    expect(() => loadPairs([folder])).toThrow("this is a folder");
    expect(() => loadPairs([write("bad.txt", "a|b\noops\n")])).toThrow('bad.txt:2: no "|"');
  });
});
