/** Long work in small steps, so that the host can handle its events in between and can cancel the work. */

import type { Clock } from "./clock.js";

/** Milliseconds of work before the host gets its turn. */
export const PATIENCE = 100;

/** What long work needs from its host. */
export interface Host {
  readonly clock: Pick<Clock, "now" | "turn">;
  /** Aborting ends the work early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a generator to its end and gives the host its turn about ten times a second.
 * @param onStep called before each turn with the progress that the generator yielded last
 * @throws the signal's reason if it is aborted
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
