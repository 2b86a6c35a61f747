/** Ctrl-C before a training begins: one line, and the end. */

import { tell } from "./screen.js";

/** Exit code of a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Ends the command, which has written nothing yet. */
export function stopEarly(): never {
  tell("stopped: nothing is learned yet, so no file is written\n");
  process.exit(INTERRUPTED);
}

/**
 * Does work that can't be broken off; a Ctrl-C of that time ends the command after it.
 * @param end called before the command ends, to clear the line of a progress view
 */
export async function hearingStop<T>(work: () => T, end: () => void): Promise<T> {
  const stop = (): never => {
    end();
    return stopEarly();
  };
  process.on("SIGINT", stop);
  try {
    const result = work();
    // signals are heard between two turns
    await new Promise((resolve) => setImmediate(resolve));
    return result;
  } finally {
    process.off("SIGINT", stop);
  }
}
