/**
 * Decides when a program may see piped input. All of it is there from the start, as if typed ahead, and a program that
 * polls for a Ctrl-C between two statements would read and lose it. So polling shows no key at first. A program sees
 * its keys when it waits for one, or when it has polled for so long that polling must be its way to wait.
 *
 *   const patience = new Patience(() => machine.tStates);
 *   const ready = keysWaiting > 0 && patience.grants();
 */

const CR = 0x0d;
/**
 * The program surely waits for a line after so many polls, on average at most so many T-states apart, with nothing
 * written in between. T-states per poll of programs that wait: DX-Forth 978, BBC BASIC 540, Infocom's games 92. MBASIC's
 * shortest statement, with its poll for a Ctrl-C, takes 1,278.
 */
const POLLS = 1000;
const TSTATES_PER_POLL = 1100;
/**
 * The program may wait for a key if it has polled for so many T-states, at any distance; for far more if it has read a
 * key without polling before, and so has another way to wait.
 */
const LONG = 400_000_000;
const VERY_LONG = 4_000_000_000;

export class Patience {
  readonly #tStates: () => number;
  /** Polls since the last key or character written, and T-states at the first of them. */
  #polls = 0;
  #firstPoll = 0;
  /** T-states at the first poll since the last key. */
  #since: number | undefined;
  /** Keys that the program may see: those up to the end of the line, or one. */
  #granted: "line" | "key" | undefined;
  /** The program has read a key that it had not been shown. */
  #canWait = false;

  /** @param tStates T-states that the machine has run */
  constructor(tStates: () => number) {
    this.#tStates = tStates;
  }

  /** Called when the program polls and a key waits. @returns true if it may see the key */
  grants(): boolean {
    if (this.#granted !== undefined) return true;
    const now = this.#tStates();
    if (this.#polls === 0) this.#firstPoll = now;
    this.#since ??= now;
    this.#polls++;
    if (this.#polls >= POLLS && now - this.#firstPoll <= this.#polls * TSTATES_PER_POLL)
      this.#granted = "line";
    else if (now - this.#since >= (this.#canWait ? VERY_LONG : LONG)) this.#granted = "key";
    return this.#granted !== undefined;
  }

  /** Called when the program has read a key. */
  taken(key: number): void {
    this.#canWait ||= this.#granted === undefined;
    this.#polls = 0;
    this.#since = undefined;
    if (this.#granted === "key" || key === CR) this.#granted = undefined;
  }

  /** Called when the program has written a character. */
  written(): void {
    this.#polls = 0;
  }
}
