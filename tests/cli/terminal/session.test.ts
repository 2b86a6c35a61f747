/** The host loop with streams of the test's own. */

import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { PipeDisplay, TerminalDisplay } from "../../../src/cli/terminal/display.js";
import { keysOfTerminal } from "../../../src/cli/terminal/keys.js";
import { Session, type SessionOptions } from "../../../src/cli/terminal/session.js";
import { CpmMachine } from "../../../src/cpm/index.js";
import { code } from "../../support/programs.js";

/** Runs a program with an input that stays open. */
async function run(lines: string, options: SessionOptions) {
  const streams = { input: new PassThrough(), output: new PassThrough() } as unknown as {
    input: NodeJS.ReadStream;
    output: NodeJS.WriteStream;
  };
  const session = new Session(streams);
  const machine = new CpmMachine({ console: session.console });
  machine.load(code(lines), "");
  const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  const end = await session.run(machine, options);
  const cpu = process.cpuUsage(startCpu);
  return { end, ms: performance.now() - startMs, cpuMs: (cpu.user + cpu.system) / 1000, machine };
}

test("a clock is kept within 2 %, without burning a core", async () => {
  const { ms, cpuMs } = await run(" jr $", { clockMHz: 4, maxTStates: 8_000_000 });
  expect(Math.abs(ms / 2000 - 1)).toBeLessThan(0.02);
  expect(cpuMs / ms).toBeLessThan(0.5);
});

test("a program that polls for a key sleeps", async () => {
  const polling = "next: ld c,6\n ld e,0FFh\n call bdos\n or a\n jr z,next";
  const { ms, cpuMs } = await run(polling, { maxTStates: 40_000_000 });
  expect(ms).toBeGreaterThan(190);
  expect(cpuMs / ms).toBeLessThan(0.9);
});

describe("what a terminal or a pipe is shown", () => {
  const shown = (display: PipeDisplay | TerminalDisplay, text: string) =>
    [...text].map((character) => display.show(character.charCodeAt(0))).join("");

  test.each([
    ["CR LF", "a\r\nb", "a\nb"],
    ["CR CR LF, after a line of function 10", "a\r\r\nb", "a\nb"],
    ["LF CR", "a\n\rb", "a\nb"],
    ["a CR that sends the cursor back", "50 %\r75 %", "50 %\r75 %"],
    ["a CR at the end", "a\r", "a"],
    ["bells, nulls and rubouts", "a\u0007\0b\x7f", "ab"],
    ["backspaces and tabs", "ab\b\tc", "ab\b\tc"],
  ])("a pipe: %s", (_, text, expected) => {
    expect(shown(new PipeDisplay(), text)).toBe(expected);
  });

  test("a terminal gets CR and LF as they are", () => {
    expect(shown(new TerminalDisplay(), "a\r\nb\u0007\0")).toBe("a\r\nb\u0007");
  });

  test("both know whether the cursor stands at a line's start", () => {
    for (const display of [new PipeDisplay(), new TerminalDisplay()]) {
      expect(display.atLineStart).toBe(true);
      shown(display, "> ");
      expect(display.atLineStart).toBe(false);
      shown(display, "x\r\n");
      expect(display.atLineStart).toBe(true);
    }
  });
});

test("keys of a terminal: backspace, delete, and text folded to 7 bits", () => {
  expect(keysOfTerminal("é\x7f\x1b[3~’日")).toBe("e\b\x7f'?");
});
