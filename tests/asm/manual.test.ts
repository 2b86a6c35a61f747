/** The manual's examples give the bytes that it says. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BLOCK_SPELLINGS, BLOCK_WORDS, DIRECTIVE_SPELLINGS, DIRECTIVES } from "../../src/asm/keywords.js";
import { assembleText } from "./support.js";

const MANUAL = readFileSync(new URL("../../src/asm/README.md", import.meta.url), "utf8");
const FILES = { "part.asm": " db 1,2,3\n", "part.lib": " db 4\n", "part.bin": "0123" };

interface Example {
  readonly heading: string;
  readonly source: string;
}

const EXAMPLES: readonly Example[] = MANUAL.split(/^## /m).flatMap((section) =>
  [...section.matchAll(/^```asm\n(.*?)^```$/gms)].map((match) => ({
    heading: section.split("\n")[0],
    source: match[1],
  })),
);

/** Line number -> the bytes that all its runs give. */
function bytesByLine(source: string): Map<number, string> {
  const { lines, bytes, origin } = assembleText(source, FILES);
  const texts = new Map<number, string>();
  for (const { line, start, length } of lines.filter(({ line: { file } }) => file === "main.asm")) {
    const text = Array.from(bytes.subarray(start - origin).subarray(0, length), (byte) =>
      byte.toString(16).toUpperCase().padStart(2, "0"),
    );
    texts.set(line.number, [texts.get(line.number), ...text].filter((part) => part).join(" "));
  }
  return texts;
}

describe("manual", () => {
  it("has an example for each directive, in each spelling", () => {
    const words = new Set(
      EXAMPLES.flatMap(({ source }) => source.replace(/;.*/g, "").match(/[.=\w]+/g) ?? []),
    );
    const spellings = [...DIRECTIVES, "=", ...BLOCK_WORDS];
    expect(spellings.filter((word) => !words.has(word))).toEqual([]);
    const all = [...DIRECTIVE_SPELLINGS.keys(), ...BLOCK_SPELLINGS.keys()];
    expect(all.filter((word) => !MANUAL.includes(`\`${word}`))).toEqual([]);
  });

  it.each(EXAMPLES)("$heading", ({ source }) => {
    const texts = bytesByLine(source);
    const said = source.split("\n").flatMap((line, index) => {
      const bytes = /; -> ([0-9A-F ]+)$/.exec(line)?.[1];
      return bytes === undefined ? [] : [[index + 1, bytes] as const];
    });
    expect(said.length).toBeGreaterThan(0);
    for (const [line, bytes] of said) expect(texts.get(line), source.split("\n")[line - 1]).toBe(bytes);
  });
});
