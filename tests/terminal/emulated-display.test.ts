import { describe, expect, test } from "vitest";
import { PipeDisplay, TerminalDisplay } from "../../src/terminal/display.js";
import { EmulatedDisplay } from "../../src/terminal/emulated-display.js";
import { keysOfTerminal } from "../../src/terminal/keys.js";
import { TERMINAL_TYPES } from "../../src/terminal/terminal-types.js";

function shown(type: string, text: string, ansi = true): string {
  const inner = ansi ? new TerminalDisplay() : new PipeDisplay();
  const display = new EmulatedDisplay(TERMINAL_TYPES[type], inner, ansi);
  return [...text].map((character) => display.show(character.charCodeAt(0))).join("");
}

describe("what is shown", () => {
  test.each([
    ["adm3a", "\x1a", "\x1b[2J\x1b[H"],
    ["adm3a", "\x1b= 0x", "\x1b[1;17Hx"],
    ["adm3a", "\x1b=7\x6f", "\x1b[24;80H"],
    ["adm3a", "\x1e\x0b\x0c\b", "\x1b[H\x1b[A\x1b[C\b"],
    ["adm3a", "ab\nc\r\nd", "ab\x1bDc\r\nd"],
    ["adm3a", "a\x1bQb", "ab"],
    ["kaypro", "\x17\x18\x1bE\x1bR", "\x1b[J\x1b[K\x1b[L\x1b[M"],
    ["kaypro", "\x1bB0on\x1bC0off\x1bB4\x1bC6\x1bB9", "\x1b[7mon\x1b[27moff\x1b[?25h\x1b8"],
    ["kaypro", "\x1b=!!", "\x1b[2;2H"],
    ["vt52", '\x1bH\x1bJ\x1bK\x1bY!"x', "\x1b[H\x1b[J\x1b[K\x1b[2;3Hx"],
    ["vt52", "\x1bA\x1bB\x1bC\x1bD\x1bI", "\x1b[A\x1b[B\x1b[C\x1b[D\x1bM"],
    ["vt52", "\x1bpon\x1bq", "\x1b[7mon\x1b[27m"],
    ["vt52", "\x1bx5\x1by5\x1bx1a", "\x1b[?25l\x1b[?25ha"],
    ["vt52", "\x1b@in\x1bO\x1bN\x1bl", "\x1b[4hin\x1b[4l\x1b[P\x1b[2K"],
  ])("%s: %j is %j", (type, text, expected) => {
    expect(shown(type, text)).toBe(expected);
  });

  test("a place off the screen stays at its edge", () => {
    expect(shown("adm3a", "\x1b=\x01\x02")).toBe("\x1b[1;1H");
  });

  test("a pipe gets the text alone", () => {
    expect(shown("kaypro", "\x1aone\x1b=!!\x1bB0two\r\n\x1bC0", false)).toBe("onetwo\n");
  });
});

test.each([
  ["adm3a", "\x0b\x0a\x0c\x08"],
  ["vt52", "\x1bA\x1bB\x1bC\x1bD"],
])("cursor keys of %s", (type, keys) => {
  expect(keysOfTerminal("\x1b[A\x1b[B\x1b[C\x1b[D", TERMINAL_TYPES[type].keys)).toBe(keys);
});
