/** zmlm run in a real pseudo-terminal. */

import { writeFileSync } from "node:fs";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { CLI, temporaryFolder } from "../../support/cli.js";
import { code, program } from "../../support/programs.js";
import { hasTmux, TestTerminal } from "../../support/tmux.js";

const at = temporaryFolder();
const PROGRAMS: Record<string, Uint8Array> = {
  "ECHO.COM": program("echo"),
  "SNAKE.COM": program("snake"),
  "LOOP.COM": code(" jr $"),
  "PRINT.COM": code("next: ld e,'x'\n ld c,2\n call bdos\n jr next"),
  "POLL.COM": code(`
next:   ld c, 6
        ld e, 0FFh
        call bdos
        or a
        jr z, next
        add a, '@'
        ld e, a
        ld c, 6
        call bdos
        jr next`),
};

beforeAll(() => {
  for (const [name, bytes] of Object.entries(PROGRAMS)) writeFileSync(at(name), bytes);
});

let terminal: TestTerminal | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

function start(name: string, options = "", env: Record<string, string> = {}): TestTerminal {
  terminal = new TestTerminal(`"${process.execPath}" "${CLI}" run ${options} "${at(name)}"`, {
    NO_COLOR: "",
    FORCE_COLOR: "",
    ...env,
  });
  return terminal;
}

const GREEN = "\u001b[32m";
/** After the end: exit code, and a terminal that reads lines again. */
const ended = (exitCode: number) => `<${exitCode}>\nicanon`;

if (!hasTmux) console.warn("skipped: the tests of a real terminal need Linux and tmux");

test.runIf(hasTmux).sequential("a chat with corrections, left with Ctrl-C", async () => {
  const tty = start("ECHO.COM", "--authentic");
  await tty.shows(/^>/);
  tty.type("helo");
  tty.press("BSpace");
  tty.type("lo");
  expect(await tty.shows("> hello")).toBe("> hello");
  tty.press("Enter");
  await tty.shows("[hello]\n>");
  tty.type("forget this");
  tty.press("C-u");
  await tty.shows("> forget this#");
  tty.type("über “x” 日");
  tty.press("Enter");
  await tty.shows('[uber "x" ?]\n>');
  tty.press("C-c");
  expect(await tty.shows(ended(0))).toBe(
    `> hello\n[hello]\n> forget this#\n  uber "x" ?\n[uber "x" ?]\n> ^C\n${ended(0)}`,
  );
});

test.runIf(hasTmux)("green on a colour terminal, plain under NO_COLOR", async () => {
  const green = start("ECHO.COM", "", { TERM: "xterm-256color", COLORTERM: "truecolor" });
  await green.shows(/^>/);
  expect(green.screen(true)).toContain(GREEN);
  green.close();
  const plain = start("ECHO.COM", "", { TERM: "xterm-256color", NO_COLOR: "1" });
  await plain.shows(/^>/);
  expect(plain.screen(true)).not.toContain("\u001b[3");
});

test.runIf(hasTmux)("a program that loops is ended by a second Ctrl-C", async () => {
  const tty = start("LOOP.COM");
  await tty.isRaw();
  tty.press("C-c");
  expect(tty.screen()).toBe("");
  tty.press("C-c");
  await tty.shows(ended(130));
});

test.runIf(hasTmux)("a program that prints without end is ended by a second Ctrl-C", async () => {
  const tty = start("PRINT.COM", "--clock 1");
  await tty.shows("xxxx");
  tty.press("C-c");
  tty.press("C-c");
  await tty.shows(ended(130));
});

test.runIf(hasTmux)(
  "a program that polls gets every key, Ctrl-C and Ctrl-Z too, but Ctrl-\\ ends it",
  async () => {
    const tty = start("POLL.COM");
    await tty.isRaw();
    // C, C and Z are the control keys' letters
    for (const [key, shown] of [
      ["C-c", "C"],
      ["C-c", "CC"],
      ["C-z", "CCZ"],
    ]) {
      tty.press(key);
      await tty.shows(new RegExp(`^${shown}$`));
    }
    tty.press("C-\\");
    await tty.shows(ended(130));
  },
);

test.runIf(hasTmux).each([
  ["TERM", 143],
  ["HUP", 129],
] as const)("the terminal is restored after SIG%s", async (signal, exitCode) => {
  const tty = start("ECHO.COM");
  await tty.shows(/^>/);
  tty.signal(signal);
  await tty.shows(new RegExp(`<${exitCode}>\\nicanon`));
});

test.runIf(hasTmux)("stopped and continued, the terminal is lent to the shell and taken back", async () => {
  const tty = start("ECHO.COM");
  await tty.shows(/^>/);
  tty.type("he");
  await tty.shows("> he");
  tty.signal("TSTP");
  await tty.isRaw(false);
  tty.signal("CONT");
  await tty.isRaw();
  tty.type("y");
  tty.press("Enter");
  await tty.shows("[hey]");
});

test.runIf(hasTmux)("a resized window changes nothing for the program", async () => {
  const tty = start("ECHO.COM");
  await tty.shows(/^>/);
  tty.resize(60, 20);
  tty.type("hello");
  tty.press("Enter");
  await tty.shows("[hello]");
});

test.runIf(hasTmux)("a closed window ends the run", async () => {
  const tty = start("LOOP.COM");
  await tty.isRaw();
  const [pid] = tty.commandPids;
  tty.close();
  terminal = undefined;
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 60_000 });
});

test.runIf(hasTmux)("a game for another terminal, with its cursor keys and its screen", async () => {
  const tty = start("SNAKE.COM", "--clock 1 --terminal adm3a");
  await tty.shows(/^#{22}(\n#.{20}#){8}\n#{22}/);
  tty.press("Down");
  await tty.shows(/\n# *o.*#\n# *[@o]/);
  tty.press("q");
  await tty.shows(/eaten: \d\n<0>\nicanon/);
});
