/**
 * Runs a machine at the speed of its clock, or as fast as possible. It says how many T-states to run before the event
 * loop gets its turn, and how long to sleep then.
 *
 *   const pacer = new Pacer(clock, 4);
 *   pacer.restart(machine.tStates);
 *   for (;;) {
 *     machine.run(pacer.slice);
 *     await sleep(pacer.ahead(machine.tStates));
 *   }
 */

import type { Clock } from "../base/clock.js";

/** Milliseconds of the machine's time in a slice; after each slice the host's clock is read. */
const SLICE_MS = 10;
/** T-states in a slice at full speed: a few milliseconds. */
const FREE_SLICE = 2_000_000;
/** If the machine is behind by more milliseconds than this, the pacer doesn't catch up. */
const MAX_LAG_MS = 250;

export class Pacer {
  /** T-states to run before the host gets its turn. */
  readonly slice: number;
  readonly #clock: Clock;
  readonly #tStatesPerMs: number | undefined;
  #startMs = 0;
  #startTStates = 0;

  /** @param clockMHz speed of the machine; undefined for as fast as possible */
  constructor(clock: Clock, clockMHz?: number) {
    this.#clock = clock;
    this.#tStatesPerMs = clockMHz === undefined ? undefined : clockMHz * 1000;
    this.slice =
      this.#tStatesPerMs === undefined ? FREE_SLICE : Math.max(1, Math.round(this.#tStatesPerMs * SLICE_MS));
  }

  /** Called when the machine continues after a wait for keys: the waiting time isn't caught up. */
  restart(tStates: number): void {
    this.#startMs = this.#clock.now();
    this.#startTStates = tStates;
  }

  /** Milliseconds by which the machine is ahead of its clock; 0 at full speed. */
  ahead(tStates: number): number {
    if (this.#tStatesPerMs === undefined) return 0;
    const due = this.#startMs + (tStates - this.#startTStates) / this.#tStatesPerMs;
    const ahead = due - this.#clock.now();
    if (ahead < -MAX_LAG_MS) this.restart(tStates);
    return Math.max(0, ahead);
  }
}
