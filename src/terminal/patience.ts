/**
 * What is piped into a program waits there from the start, as if typed ahead. Programs that look for a Ctrl-C
 * between two statements would eat it: so while they only look, there is no key yet. A program gets its keys when
 * it waits for them, or when it has looked in vain for so long that looking must be its way to wait.
 */

const CR = 0x0d;
/** Waiting, for sure: so many looks, on average at most so many T-states apart, with nothing written in between. */
const LOOKS = 1000;
const TSTATES_PER_LOOK = 400;
/** Waiting, maybe: looks for so many T-states, however far apart. */
const LONG = 400_000_000;

export class Patience {
  readonly #tStates: () => number;
  /** Looks since the last key or character written, and T-states at the first. */
  #looks = 0;
  #firstLook = 0;
  /** T-states at the first look since the last key. */
  #since: number | undefined;
  /** Keys that may be seen: as far as the line's end, or one. */
  #granted: "line" | "key" | undefined;

  /** @param tStates T-states that the machine has run */
  constructor(tStates: () => number) {
    this.#tStates = tStates;
  }

  /** The program looks whether there is a key, and one waits: may it see it? */
  grants(): boolean {
    if (this.#granted !== undefined) return true;
    const now = this.#tStates();
    if (this.#looks === 0) this.#firstLook = now;
    this.#since ??= now;
    this.#looks++;
    if (this.#looks >= LOOKS && now - this.#firstLook <= this.#looks * TSTATES_PER_LOOK)
      this.#granted = "line";
    else if (now - this.#since >= LONG) this.#granted = "key";
    return this.#granted !== undefined;
  }

  /** The program has taken a key. */
  taken(key: number): void {
    this.#looks = 0;
    this.#since = undefined;
    if (this.#granted === "key" || key === CR) this.#granted = undefined;
  }

  /** The program has written something. */
  written(): void {
    this.#looks = 0;
  }
}
