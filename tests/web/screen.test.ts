/** The page's terminal and its keyboard, without a page. */

import { expect, test } from "vitest";
import { COLUMNS, Screen } from "../../src/web/machine/screen.js";
import { keysBetween } from "../../src/web/talk/keys.js";

function shown(text: string) {
  let bells = 0;
  const screen = new Screen({ bell: () => bells++ });
  screen.write(text);
  return {
    lines: screen.finished.value.map((line) => line.text),
    current: screen.current.value,
    column: screen.column.value,
    bells,
  };
}

test("lines end with carriage return and line feed, in any pieces", () => {
  expect(shown("A>CHAT\r\n> ")).toEqual({ lines: ["A>CHAT"], current: "> ", column: 2, bells: 0 });
  const screen = new Screen({ bell: () => {} });
  for (const character of "> hi\r\nHI\r\n") screen.write(character);
  expect(screen.finished.value.map(({ text }) => text)).toEqual(["> hi", "HI"]);
});

test("carriage return and backspace move the cursor, and text overwrites", () => {
  expect(shown("abc\rx")).toMatchObject({ current: "xbc", column: 1 });
  expect(shown("abc\b \b")).toMatchObject({ current: "ab ", column: 2 });
  expect(shown("\b\bx")).toMatchObject({ current: "x", column: 1 });
  expect(shown("ab\ncd")).toMatchObject({ lines: ["ab"], current: "  cd" });
});

test("a bell rings; what a terminal doesn't print is left out", () => {
  expect(shown("a\x07b\x00\x1b\x7f<é")).toMatchObject({ current: "ab<", bells: 1 });
});

test("a row has eighty columns", () => {
  expect(shown("x".repeat(COLUMNS + 1))).toMatchObject({ lines: ["x".repeat(80)], current: "x", column: 1 });
});

test("a change of the field as keys", () => {
  expect(keysBetween("", "hello")).toBe("hello");
  expect(keysBetween("hello", "hell")).toBe("\b");
  expect(keysBetween("teh", "the cat")).toBe("\b\bhe cat");
  expect(keysBetween("hi", "hi\n")).toBe("\r");
  expect(keysBetween("", "a\nb\n")).toBe("a\rb\r");
});
