/** The host loop with streams of the test's own. */

import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Random } from "../../../src/base/random.js";
import { Session } from "../../../src/cli/terminal/session.js";
import { CpmMachine } from "../../../src/cpm/index.js";
import { PipeDisplay, TerminalDisplay } from "../../../src/terminal/display.js";
import { keysOfTerminal } from "../../../src/terminal/keys.js";
import type { SessionOptions } from "../../../src/terminal/session.js";
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
  return session.run(machine, options);
}

/** In a time of its own, so that a busy host makes no difference; npm run bench:tools measures the real one. */
describe("in the test's own time", () => {
  const MHZ = 4;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    // the spy first: what it stands for is the clock's own setTimeout
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  /**
   * Runs a program to its end; the clock goes on only while it sleeps.
   * @param lateMs gives how much longer than asked for a sleep takes
   * @returns milliseconds, and how often it slept
   */
  async function timed(lines: string, options: SessionOptions, lateMs: () => number = () => 0) {
    const sleep = vi.spyOn(globalThis, "setTimeout").mockClear();
    const start = performance.now();
    let isDone = false;
    const running = run(lines, options).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      if (vi.getTimerCount() > 0) {
        const late = lateMs();
        if (late > 0) await vi.advanceTimersByTimeAsync(late);
        await vi.advanceTimersToNextTimerAsync();
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await running;
    return { ms: performance.now() - start, sleeps: sleep.mock.calls.length };
  }

  test.each([
    ["sleeps as long as asked for", () => 0],
    ["sleeps up to 8 ms too long", (random: Random) => random.int(0, 8)],
    ["a host that stands still now and then", (random: Random) => (random.float() < 0.02 ? 100 : 0)],
  ])("a clock of 4 MHz is kept within 2 % over 10 s, by sleeping: %s", async (_, lateMs) => {
    const SECONDS = 10;
    const random = new Random(1);
    const options = { clockMHz: MHZ, maxTStates: SECONDS * MHZ * 1e6 };
    const { ms, sleeps } = await timed(" jr $", options, () => lateMs(random));
    expect(Math.abs(ms / 1000 / SECONDS - 1)).toBeLessThan(0.02);
    // a slice of the machine's 10 ms and a sleep take turns, but for what there is to catch up with
    expect(sleeps).toBeGreaterThan((SECONDS * 1000) / 10 / 2);
  });

  test("a program that polls for a key sleeps after each slice of 2 million T-states, one that works never", async () => {
    const polling = "next: ld c,6\n ld e,0FFh\n call bdos\n or a\n jr z,next";
    const { ms, sleeps } = await timed(polling, { maxTStates: 40_000_000 });
    expect(sleeps).toBeGreaterThanOrEqual(19);
    expect(ms).toBeGreaterThanOrEqual(190);
    expect(await timed(" jr $", { maxTStates: 40_000_000 })).toEqual({ ms: 0, sleeps: 0 });
  });
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
