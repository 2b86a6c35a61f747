/**
 * Keeps a machine at its clock's pace, or lets it run as fast as it can; either way gives the event loop its
 * turn, and sleeps rather than spin.
 *
 *   const pacer = new Pacer(clock, 4);
 *   pacer.restart(machine.tStates);
 *   for (;;) {
 *     machine.run(pacer.slice);
 *     await sleep(pacer.ahead(machine.tStates));
 *   }
 */

import type { Clock } from "../base/clock.js";

/** Milliseconds of the machine's time between two looks at this machine's clock. */
const SLICE_MS = 10;
/** T-states a slice without a clock: a few milliseconds. */
const FREE_SLICE = 2_000_000;
/** Behind by more than this many milliseconds, the pacer gives up catching up. */
const MAX_LAG_MS = 250;

export class Pacer {
  /** T-states to run before the host gets its turn. */
  readonly slice: number;
  readonly #clock: Clock;
  readonly #tStatesPerMs: number | undefined;
  #startMs = 0;
  #startTStates = 0;

  /** @param clockMHz undefined for as fast as it goes */
  constructor(clock: Clock, clockMHz?: number) {
    this.#clock = clock;
    this.#tStatesPerMs = clockMHz === undefined ? undefined : clockMHz * 1000;
    this.slice =
      this.#tStatesPerMs === undefined ? FREE_SLICE : Math.max(1, Math.round(this.#tStatesPerMs * SLICE_MS));
  }

  /** The machine goes on now: time spent waiting for keys isn't made up for. */
  restart(tStates: number): void {
    this.#startMs = this.#clock.now();
    this.#startTStates = tStates;
  }

  /** Milliseconds that the machine is ahead of its clock; 0 without one. */
  ahead(tStates: number): number {
    if (this.#tStatesPerMs === undefined) return 0;
    const due = this.#startMs + (tStates - this.#startTStates) / this.#tStatesPerMs;
    const ahead = due - this.#clock.now();
    if (ahead < -MAX_LAG_MS) this.restart(tStates);
    return Math.max(0, ahead);
  }
}
