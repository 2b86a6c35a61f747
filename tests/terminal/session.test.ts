/** The loop that runs a machine at its pace, with a clock of the test's own. */

import { expect, test } from "vitest";
import type { Clock } from "../../src/base/clock.js";
import { CpmMachine } from "../../src/cpm/index.js";
import { TerminalDisplay } from "../../src/terminal/display.js";
import { TerminalSession } from "../../src/terminal/session.js";
import { code } from "../support/programs.js";

/** Time that passes only while somebody sleeps. */
function sleepingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    after(milliseconds, action) {
      let due = true;
      queueMicrotask(() => {
        if (!due) return;
        now += milliseconds;
        action();
      });
      return () => {
        due = false;
      };
    },
  };
}

function sit(lines: string) {
  let shown = "";
  const clock = sleepingClock();
  const session = new TerminalSession({
    display: new TerminalDisplay(),
    clock,
    put: (text) => {
      shown += text;
      return undefined;
    },
  });
  const machine = new CpmMachine({ console: session.console });
  machine.load(code(lines), "");
  return { session, machine, clock, shown: () => shown };
}

const FOREVER = " jr $";
/** Echoes keys until it gets a full stop. */
const ECHO = "next: ld c,1\n call bdos\n cp '.'\n jr nz,next\n ret";

test("keys typed at any time reach the program, and what it writes is shown", async () => {
  const { session, machine, shown } = sit(ECHO);
  const running = session.run(machine);
  await new Promise((resolve) => setImmediate(resolve));
  session.console.type("hello");
  await new Promise((resolve) => setImmediate(resolve));
  expect(shown()).toBe("hello");
  session.console.type(".");
  expect(await running).toEqual({ kind: "exit" });
});

test("the pace can be changed while the machine runs", async () => {
  const { session, machine, clock } = sit(FOREVER);
  const running = session.run(machine, { maxTStates: 24_000_000 });
  // nobody sleeps until there is a clock to keep to
  session.clockMHz = 4;
  const end = await running;
  expect(end).toEqual({ kind: "fault", message: expect.stringContaining("was still running") });
  expect(clock.now()).toBeGreaterThan(5_000);
  expect(clock.now()).toBeLessThan(6_000);
});

test("an interrupt ends it, even while it waits for a key", async () => {
  for (const lines of [ECHO, FOREVER]) {
    const { session, machine } = sit(lines);
    const running = session.run(machine);
    await new Promise((resolve) => setImmediate(resolve));
    session.interrupt();
    expect(await running).toEqual({ kind: "interrupted" });
  }
});

test("a program that waits for a key after the last one has come to the end of its input", async () => {
  const { session, machine, shown } = sit(ECHO);
  session.console.type("hi");
  session.console.end();
  expect(await session.run(machine)).toEqual({ kind: "end of input" });
  expect(shown()).toBe("hi");
});
