/**
 * What a host gives that lets its user edit a line with cursor keys and history, in place of CP/M's own line input.
 *
 *     console.editor = new ReadlineEditor(process.stdout);
 */

/** A line that the user has ended. */
export interface EditedLine {
  /** Its text, in seven bits, already on the screen with the cursor behind it; null if the user wants to leave. */
  readonly text: string | null;
  /** Keys typed behind its end. */
  readonly rest: string;
}

export interface LineEditor {
  /** True if it can edit behind this prompt. */
  accepts(prompt: string): boolean;
  /**
   * Begins a line.
   * @param capacity most characters of it
   * @param prompt what stands before it on its row of the screen
   */
  begin(capacity: number, prompt: string): void;
  /** Takes keys, in seven bits, as keysOfTerminal gives them; undefined while the line hasn't ended. */
  type(keys: string): EditedLine | undefined;
  /** Gives up a line that hasn't ended. */
  close(): void;
}
