/** Time and waiting. Only a host (Node or a web page) has them; it passes this to code that needs them. */

export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Lets the host handle input, signals and messages; resolves when it has. */
  turn(): Promise<void>;
  /**
   * Calls an action after a number of milliseconds.
   * @returns a function that cancels the call
   */
  after(milliseconds: number, action: () => void): () => void;
}
