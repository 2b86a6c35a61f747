/** Ctrl-C at a chosen moment of a command that runs in this process: after what it said, not after a time. */

import { expect, vi } from "vitest";

/**
 * Runs something, and presses Ctrl-C once: as soon as it listens for it and has said something on standard error.
 * @returns all that it said
 */
export async function interrupted(after: string, run: () => Promise<unknown>): Promise<string> {
  let said = "";
  let pressed = false;
  const before = process.listenerCount("SIGINT");
  // in a microtask, since a listener is announced before it is there
  const press = () =>
    queueMicrotask(() => {
      if (pressed || !said.includes(after) || process.listenerCount("SIGINT") === before) return;
      pressed = true;
      process.emit("SIGINT");
    });
  const write = vi.spyOn(process.stderr, "write").mockImplementation((content) => {
    said += content;
    press();
    return true;
  });
  process.on("newListener", press);
  try {
    await run();
  } finally {
    process.off("newListener", press);
    write.mockRestore();
  }
  expect(pressed).toBe(true);
  return said;
}
