/** Files that several assemblies share: parsed once, and again where they have changed. */

import { expect, test } from "vitest";
import { assemble, ParsedFiles } from "../../src/asm/index.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const MAIN = ' include "part.asm"\n db N\nput 5\n';

function assembled(main: string, part: string, parsed: ParsedFiles, N: number): number[] {
  const options = { file: "main.asm", resolve: () => bytes(part), define: { N }, parsed };
  return [...assemble(main, options).bytes];
}

test("what changes from one assembly to the next is seen: symbols, files, macros, dialect", () => {
  const parsed = new ParsedFiles();
  const put = (body: string) => `put: macro a\n db ${body}\n endm\n`;
  for (const [main, part, N, expected] of [
    [MAIN, put("a"), 1, [1, 5]],
    [MAIN, put("a"), 2, [2, 5]],
    [MAIN, put("a,a"), 2, [2, 5, 5]],
    // no macro any more, but a label with nothing behind it that it could be
    [MAIN, " db 7\n", 2, /main\.asm:3:1: error: unknown instruction put/],
    [MAIN, put("a"), 2, [2, 5]],
    // M80 has no escapes
    [MAIN, `${put("a")} db "\\n"\n`, 2, [10, 2, 5]],
    [` .z80\n${MAIN}`, `${put("a")} db "\\n"\n`, 2, [0x5c, 0x6e, 2, 5]],
    [MAIN, `${put("a")} db "\\n"\n`, 2, [10, 2, 5]],
  ] as const)
    if (expected instanceof RegExp) expect(() => assembled(main, part, parsed, N)).toThrow(expected);
    else expect(assembled(main, part, parsed, N)).toEqual(expected);
});

test("a file with the same text is parsed once", () => {
  const parsed = new ParsedFiles();
  const [first, second] = [0, 1].map(() =>
    assemble(MAIN, {
      file: "main.asm",
      resolve: () => bytes("put: macro a\n endm\n"),
      define: { N: 1 },
      parsed,
    }),
  );
  expect(second.lines.map(({ line }) => line)).toEqual(first.lines.map(({ line }) => line));
  expect(second.lines[0].line).toBe(first.lines[0].line);
});
