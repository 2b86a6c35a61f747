/** What reaches a terminal of what a program writes. */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { type Display, RawDisplay, TerminalDisplay } from "../../src/terminal/display.js";

function shown(text: string, display: Display = new TerminalDisplay()): string {
  return [...text].map((character) => display.show(character.charCodeAt(0))).join("");
}

describe("sequences that a terminal of CP/M's time understood go through", () => {
  test.each([
    "plain text, \ttabs and bells\x07\r\n",
    "\x1b[2J\x1b[H\x1b[12;40Hmiddle",
    "\x1b[1;4;7mattributes\x1b[m",
    "\x1b[A\x1b[3B\x1b[C\x1b[10D",
    "\x1b[K\x1b[1K\x1b[2J\x1b[L\x1b[2M\x1b[P\x1b[4@",
    "\x1b7\x1b8\x1bD\x1bM\x1bE\x1bH\x1b=\x1b>",
    "\x1b(0lqk\x1b(B\x0eq\x0f\x1b#6wide",
    "\x1b[5;20r\x1b[?7h\x1b[?25l\x1b[4h\x1b[20l\x1b[?6;7h",
    "\x1b[6n\x1b[c\x1b[3g",
  ])("%j", (text) => {
    expect(shown(text)).toBe(text);
  });
});

describe("sequences that it didn't know are left out, and their text is shown, as it would have done", () => {
  test.each([
    ["a title", "\x1b]0;pwned\x07done", "0;pwned\x07done"],
    ["the clipboard", "\x1b]52;c;ZXZpbA==\x1b\\done", "52;c;ZXZpbA==done"],
    ["a device control string", "\x1bPq#0\x1b\\", "q#0"],
    ["an application command", "\x1b_G\x1b\\", "G"],
    ["a window's title asked for", "\x1b[21t", ""],
    ["another screen, the mouse, pasting", "\x1b[?1049h\x1b[?1000h\x1b[?2004h", ""],
    ["of modes, one that it knew among others", "\x1b[?7;1000h", ""],
    ["keys set anew", '\x1b[0;59;"rm";13p', 'm";13p'],
    ["a character repeated", "x\x1b[999999999b", "x"],
    ["the answerback", "\x05", ""],
    ["an operating system command within another sequence", "\x1b[\x1b]0;x\x07", "0;x\x07"],
    ["a sequence without end", `\x1b[${"1".repeat(100)}m`, ""],
    ["one that is given up", "\x1b[12\x18text", "text"],
    ["nulls and rubouts", "a\0b\x7f", "ab"],
    ["a control character within a sequence is obeyed first", "\x1b[3\r1m", "\r\x1b[31m"],
  ])("%s", (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

test("of random bytes only known sequences come through", () => {
  const random = new Random(10);
  const bytes = [0x1b, 0x1b, 0x5b, 0x5d, 0x3b, 0x3f, 0x30, 0x68, 0x6d, 0x07];
  const known = /\x1b(?:[78DEHMc=>]|[()][0AB12]|#[3-68]|\[[?\d;]*[A-Za-z@])/g;
  const display = new TerminalDisplay();
  for (let i = 0; i < 2000; i++) {
    const text = Array.from({ length: 20 }, () =>
      String.fromCharCode(random.float() < 0.7 ? random.pick(bytes) : random.int(0, 127)),
    ).join("");
    const rest = shown(text, display).replace(known, "");
    expect(rest).not.toMatch(/[\0-\x06\x10-\x1f\x7f]/);
  }
});

test("raw lets everything through", () => {
  const text = "\x1b]0;title\x07\x1b[?1049h\x05";
  expect(shown(text, new RawDisplay())).toBe(text);
});

test("sequences don't count as text in a line", () => {
  const display = new TerminalDisplay();
  shown("\x1b[31m\x1b(B", display);
  expect(display.atLineStart).toBe(true);
  shown("x", display);
  expect(display.atLineStart).toBe(false);
});
