/** Lines of a program that reads whole ones, edited in a real pseudo-terminal. */

import { writeFileSync } from "node:fs";
import { afterEach, beforeAll, expect, test } from "vitest";
import { CLI, temporaryFolder } from "../../support/cli.js";
import { isWhole } from "../../support/length.js";
import { program } from "../../support/programs.js";
import { hasTmux, TestTerminal } from "../../support/tmux.js";

const at = temporaryFolder();

beforeAll(() => {
  // answers each line with itself in brackets
  writeFileSync(at("ECHO.COM"), program("echo"));
});

let terminal: TestTerminal | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

async function start(options = ""): Promise<TestTerminal> {
  terminal = new TestTerminal(`"${process.execPath}" "${CLI}" run ${options} "${at("ECHO.COM")}"`);
  await terminal.shows(/^>/);
  await terminal.isRaw();
  return terminal;
}

const ended = (code: number) => `<${code}>\nicanon`;

test.runIf(hasTmux)("cursor keys, Home, End, Delete, Ctrl-U, Ctrl-W and history", async () => {
  const tty = await start();
  tty.type("ello word");
  tty.press("Left");
  tty.type("l");
  tty.press("Home");
  tty.type("xh");
  tty.press("Home", "DC", "End");
  tty.type("s");
  tty.press("BSpace", "Enter");
  await tty.shows("> hello world\n[hello world]\n>");
  tty.type("one two three");
  tty.press("C-w");
  tty.type("four");
  tty.press("Enter");
  await tty.shows("> one two four\n[one two four]\n>");
  tty.press("Up", "Up");
  await tty.shows(/> hello world$/);
  tty.press("Down");
  await tty.shows(/> one two four$/);
  tty.press("C-u");
  tty.type("new");
  tty.press("Enter");
  await tty.shows("> new\n[new]\n>");
  // no garbage of keys that mean nothing
  tty.press("F5", "PageUp");
  tty.type("z");
  tty.press("Enter");
  await tty.shows("> z\n[z]\n>");
  tty.press("C-d");
  await tty.shows(ended(0));
});

test.runIf(hasTmux && isWhole)("Ctrl-C in the middle of a line leaves; Ctrl-D doesn't", async () => {
  const tty = await start();
  tty.type("a line");
  tty.press("C-d");
  tty.type("!");
  await tty.shows("> a line!");
  tty.press("Home", "C-c");
  await tty.shows(`> a line!^C\n${ended(0)}`);
});

test.runIf(hasTmux && isWhole)("a paste that is too long is cut, and says so", async () => {
  const tty = await start();
  const long = "0123456789".repeat(30);
  tty.type(long);
  await tty.shows("012345");
  tty.press("Enter");
  const screen = await tty.shows(/^\[0123/m);
  const shown = screen.replaceAll("\n", "");
  const capacity = /\[the line was cut at (\d+) characters\]/.exec(shown)?.[1];
  expect(Number(capacity)).toBeGreaterThan(50);
  expect(shown).toContain(`[${long.slice(0, Number(capacity))}]`);
});

test.runIf(hasTmux && isWhole)(
  "a paste of several lines is several questions, each behind its prompt",
  async () => {
    const tty = await start();
    tty.type("one\ntwo\nthr");
    await tty.shows("> one\n[one]\n> two\n[two]\n> thr");
    tty.type("ee");
    tty.press("Enter");
    await tty.shows("> three\n[three]\n>");
  },
);

test.runIf(hasTmux && isWhole)("letters are folded as training folds them, and seen so", async () => {
  const tty = await start();
  tty.type("über “x” 日");
  await tty.shows('> uber "x" ?');
  tty.press("Enter");
  await tty.shows('[uber "x" ?]\n>');
});

test.runIf(hasTmux && isWhole)("a line longer than the screen is wide wraps, and is edited", async () => {
  const tty = await start();
  tty.resize(30, 20);
  tty.type("the quick brown fox jumps over the lazy dog");
  tty.press("Home");
  tty.type("x");
  await tty.shows("> xthe quick brown fox jumps o\nver the lazy dog");
  tty.press("Enter");
  await tty.shows("[xthe quick brown fox jumps ov\ner the lazy dog]\n>");
});

test.runIf(hasTmux && isWhole)("stopped by Ctrl-Z and continued, the line is there again", async () => {
  const tty = await start();
  tty.type("hal");
  await tty.shows("> hal");
  tty.press("C-z");
  await tty.isRaw(false);
  tty.signal("CONT");
  await tty.isRaw();
  tty.type("lo");
  tty.press("Enter");
  await tty.shows("[hallo]");
});

test.runIf(hasTmux)("--authentic gives CP/M's line input", async () => {
  const tty = await start("--authentic");
  tty.type("forget this");
  tty.press("C-u");
  tty.type("helo");
  tty.press("BSpace");
  tty.type("lo");
  tty.press("Enter");
  await tty.shows("> forget this#\n  hello\n[hello]\n>");
  tty.press("C-c");
  await tty.shows(`> ^C\n${ended(0)}`);
});
