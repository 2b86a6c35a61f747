/** M80's segments. They lie as they come, which is right as long as each is one piece. */

import { Fault } from "./fault.js";
import type { Token } from "./lexer.js";

/** Words that begin one. */
export const SEGMENTS: ReadonlySet<string> = new Set(["aseg", "cseg", "dseg"]);

export class Segments {
  #current = "cseg";
  /** Length of the program where it began. */
  #start = 0;
  /** Those that hold bytes already. */
  readonly #left = new Set<string>();

  /**
   * Goes on in a segment.
   * @param length bytes of the program so far
   * @throws Fault if the segment has a piece already: a linker puts the pieces together
   */
  enter(token: Token, length: number): void {
    const { lower } = token;
    if (lower === this.#current) return;
    if (length > this.#start) this.#left.add(this.#current);
    this.#current = lower;
    this.#start = length;
    if (!this.#left.has(lower)) return;
    const what = `the pieces of ${lower} are put together by a linker; write each segment in one piece`;
    throw new Fault(what, token, false, "linker");
  }
}
