/** Long work in small steps, so that the host gets its turn and can call it off. */

import type { Clock } from "./clock.js";

/** Milliseconds of work before the thread is let go. */
export const PATIENCE = 100;

/** What long work needs of where it runs. */
export interface Host {
  readonly clock: Pick<Clock, "now" | "turn">;
  /** Aborting ends the work early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a generator to its end and lets go of the thread about ten times a second.
 * @param onStep told then how far the work is, as the generator yielded it last
 * @throws the signal's reason where it is aborted
 */
export async function runSteps<P, T>(
  steps: Generator<P, T>,
  { clock, signal }: Host,
  onStep: (progress: P) => void = () => undefined,
): Promise<T> {
  let released = clock.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (clock.now() - released <= PATIENCE) continue;
    onStep(value);
    await clock.turn();
    signal?.throwIfAborted();
    released = clock.now();
  }
}
