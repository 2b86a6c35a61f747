/** Time and waiting, which only a host has: Node, or a page. What needs them is given this. */

export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Gives the host its turn: resolves when it has looked at input, signals and messages. */
  turn(): Promise<void>;
  /**
   * Calls an action after so many milliseconds.
   * @returns calls it off
   */
  after(milliseconds: number, action: () => void): () => void;
}
