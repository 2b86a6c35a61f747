/** Sources that grow without end are stopped soon, and long ones aren't. */

import { describe, expect, it } from "vitest";
import { assembleText, bytesText, mistakes } from "./support.js";

/** What would grow without end never ends: a test that does not is one that hangs. Alone, none takes a tenth of it. */
const HANGS = { timeout: 30_000 };

function messages(source: string): string[] {
  return mistakes(source).map(({ message }) => message);
}

/** Macros of which each calls the one before with its argument doubled. */
function doubling(depth: number, body: string, call: (name: string) => string): string {
  const macros = Array.from(
    { length: depth },
    (_, index) => `m${index + 1} macro x\n ${call(`m${index}`)}\n endm`,
  );
  return `m0 macro x\n ${body}\n endm\n${macros.join("\n")}\n m${depth} zz\n`;
}

describe("what grows without end", HANGS, () => {
  it("is told at its first line: arguments", () => {
    expect(messages(doubling(60, "db x", (name) => `${name} <x,x>`))).toEqual([
      "more than 10000 words in this line; do the macro's arguments double?",
    ]);
    expect(bytesText(`zz equ 1\n${doubling(5, "db x", (name) => `${name} <x,x>`)}`).split(" ")).toHaveLength(
      32,
    );
  });

  it("words", () => {
    expect(messages(doubling(60, "db x", (name) => `${name} x##x`))).toEqual([
      "a word of more than 4000 characters; do the macro's arguments double?",
    ]);
    expect(messages(doubling(60, "db 'x'", (name) => `${name} '&x&&x'`))).toEqual([
      "a word of more than 4000 characters; do the macro's arguments double?",
    ]);
    expect(messages(" define a1 a1,a1\n db a1")).toEqual([
      "more than 10000 words in this line; do the macro's arguments double?",
    ]);
  });

  it("words of many lines", () => {
    const list = Array.from({ length: 2000 }, () => "1").join();
    expect(messages(`m macro x\n ifidn <x>,<x>\n endif\n endm\n rept 3000\n m <${list}>\n endm`)[0]).toBe(
      "macros make more than 2000000 words; do their arguments grow without end?",
    );
  });

  it("bytes", () => {
    expect(messages(" rept 60000\n ds 65535\n endm").at(-1)).toBe(
      "more than 1000000 bytes, most of them beyond address 0FFFFh",
    );
  });
});

describe("lines and blocks without end take no longer than others", HANGS, () => {
  it.each([
    ["statements", "nop:".repeat(200_000)],
    ["quotes escaped", ` db "${'\\"'.repeat(300_000)}"`],
    ["parameters in a string", `m macro x\n db '${"&x".repeat(100_000)}'\n endm\n m <${"1,".repeat(4000)}1>`],
    [
      "conditions in a macro",
      `m macro x,y\n${" if 0\n".repeat(50_000)}${" endif\n".repeat(50_000)} endm\n m 1`,
    ],
    ["alternatives", `m macro x,y\n if 0\n${" elseif 0\n".repeat(200_000)} endif\n endm\n m 1`],
    ["brackets", `m macro x\n endm\n m ${"<".repeat(200_000)}`],
    [
      "constants that wait for one",
      `${Array.from({ length: 50_000 }, (_, index) => `a${index} equ z1`).join("\n")}\nz1 equ y1\ny1 equ 1`,
    ],
  ])("%s", (_, source) => {
    expect(() => mistakes(source)).not.toThrow();
  });
});

describe("constants in a row, each of which names the next", () => {
  function chain(length: number, order: (names: number[]) => number[] = (names) => names): string {
    const names = order(Array.from({ length }, (_, index) => index));
    return `${names.map((index) => `c${index} equ c${index + 1}+1`).join("\n")}\n dw c0\nc${length}: nop\n`;
  }

  it("get their values, however many", () => {
    for (const order of [undefined, (names: number[]) => names.reverse(), shuffled]) {
      const { symbols } = assembleText(chain(3000, order));
      expect(symbols.get("c0")).toBe(3002);
    }
  });

  it("settle where addresses do", () => {
    const source = ` if last > 100\n ds 5\n endif\n${chain(500)} ds 100\nlast:\n`;
    expect(assembleText(source).symbols.get("c0")).toBe(5 + 2 + 500);
  });

  it("keep what variables and defined were at their line", () => {
    expect(
      bytesText("v = 1\na1 equ v+later\nv = 5\nb1 equ defined(later)+later\nlater equ 2\n db a1,b1"),
    ).toBe("03 02");
    expect(bytesText("one:\n.x equ two.y\ntwo:\n.y equ .z\n.z equ 4\n db one.x")).toBe("04");
  });

  it("are told if they need themselves", () => {
    const needs = (name: string) => `symbol ${name} has no value; its definition is wrong or needs itself`;
    expect(messages("a1 equ b1\nb1 equ a1")).toEqual([needs("b1"), needs("a1")]);
    expect(messages("a1 equ b1\nb1 equ c1\nc1 equ nope")).toEqual(["unknown symbol nope"]);
  });
});

function shuffled(names: number[]): number[] {
  return names.sort((left, right) => ((left * 7919) % 3001) - ((right * 7919) % 3001));
}
