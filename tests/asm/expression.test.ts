import { describe, expect, it } from "vitest";
import { assembleText, mistakeTexts } from "./support.js";

/** Value of an expression in a program that defines a few symbols. */
function value(expression: string): number | undefined {
  const source = ` org 8000h\nhere:\nfive equ 5\nminus equ -3\nresult equ ${expression}\n`;
  return assembleText(source).symbols.get("result");
}

describe("numbers", () => {
  it.each([
    ["255", 255],
    ["0FFh", 255],
    ["0ffH", 255],
    ["$FF", 255],
    ["#ff", 255],
    ["0xFF", 255],
    ["0XfF", 255],
    ["%1010", 10],
    ["1010b", 10],
    ["0b1010", 10],
    ["0B10h", 0xb10],
    ["17o", 15],
    ["17q", 15],
    ["99d", 99],
    ["'A'", 65],
    ['"A"', 65],
    ["''''", 39],
    ['"\\n"', 10],
    ['"\\x7F"', 127],
    ["$", 0x8000],
    ["4294967295", 0xffffffff],
    ["0000_1111b", 15],
    ["&1F", 31],
    ["&HfF", 255],
    ["'AB'", 0x4142],
    ['"\\x80"', 128],
  ])("%s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe("operators", () => {
  it.each([
    ["1+2*3", 7],
    ["(1+2)*3", 9],
    ["[1+2]*3", 9],
    ["10-3-2", 5],
    ["-7/2", -3],
    ["-7 % 3", -1],
    ["7 mod 4", 3],
    ["100/10/5", 2],
    ["1 << 4 + 1", 32],
    ["1 shl 31", 0x80000000],
    ["-1 >> 1", -1],
    ["0FF00h shr 8", 0xff],
    ["6 & 3 | 8", 10],
    ["1 | 6 ^ 2", 5],
    ["6 and 3 or 8 xor 1", 11],
    ["~0", -1],
    ["not 0FFh and 0FFFFh", 0xff00],
    ["0FFFFFFFFh & 0F0F0F0F0h", 0xf0f0f0f0],
    ["!5", 0],
    ["!0", -1],
    ["5 = five", -1],
    ["5 == five && 1 < 2", -1],
    ["five <> 5", 0],
    ["five ne 5 || five ge 5", -1],
    ["minus < 0", -1],
    ["minus gt 0", 0],
    ["2 <= 2", -1],
    ["five > 3 ? 10 : 20", 10],
    ["five < 3 ? 10 : five < 6 ? 30 : 20", 30],
    ["high 1234h", 0x12],
    ["low 1234h", 0x34],
    ["high(here)+1", 0x81],
    ["low -1", 255],
    ["high -2", 255],
    ["-minus", 3],
    ["--5", 5],
    ["65536*65535", 0xffff0000],
    ["$-here", 0],
    ["defined five", -1],
    ["defined(nothing)", 0],
    ["5%%10", 1],
  ])("%s", (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it("don't look at what can't matter", () => {
    expect(value("defined(nothing) && nothing > 3")).toBe(0);
    expect(value("five = 5 || 1/0")).toBe(-1);
    expect(value("five ? 1 : 1/0")).toBe(1);
  });
});

describe("mistakes", () => {
  it.each([
    ["1/0", "division by zero"],
    ["5 mod 0", "division by zero"],
    ["1 << 32", "a shift by 32 is outside 0 to 31; + and - bind tighter"],
    ["65536*65536", "4294967296 doesn't fit 32 bits"],
    ["4294967296", "4294967296 doesn't fit 32 bits"],
    ["0FFFFFFFFFh", "0FFFFFFFFFh doesn't fit 32 bits"],
    ["1+", "a value is missing here"],
    ["*2", 'a value is missing before "*"'],
    ["(1+2", '")" is missing'],
    ["1 2", '"2" is unexpected here'],
    ["five ? 1", '":" is missing after "?"'],
    ["12G", '"12G" isn\'t a number'],
    ["0FF", '"0FF" isn\'t a number; write hexadecimal as 00FFh, 0x0FF or $0FF'],
    ["%12", '"%12" isn\'t a binary number'],
    ["'ABC'", "only a string of one or two characters is a number"],
    ["''", "an empty string has no value"],
    ["'é'", '"é" isn\'t a 7-bit character; give its byte as a number'],
    ["'abc", "this string has no end; close it with '"],
    ["hl+1", "hl is a register or a condition; it can't stand in an expression"],
    ["5 and", "a value is missing here"],
    ["and 5", 'a value is missing before "and"'],
    ["fife", "unknown symbol fife; did you mean five?"],
    ["{", 'unexpected character "{"'],
    [`${"(".repeat(200)}1`, "this expression is nested too deep"],
    [`${"-".repeat(200)}1`, "this expression is nested too deep"],
    [`1${"+1".repeat(2000)}`, "this expression is too long"],
  ])("%s", (text, message) => {
    expect(mistakeTexts(`five equ 5\nx equ ${text}\n`).map((line) => line.replace(/^2:\d+ /, ""))).toEqual([
      message,
    ]);
  });
});
