/** An error in the user's input: shown as one line with exit code 2, never with a stack trace. */

import { shown } from "./shown.js";

export interface ErrorPlace {
  /** Name of the file or option at fault, as the user wrote it. */
  readonly file?: string;
  /** Line in that file, from 1. */
  readonly line?: number;
}

export class InputError extends Error {
  override readonly name = "InputError";
  readonly place: ErrorPlace;

  /**
   * @param what one clause that says what is wrong and, after a semicolon, what to do; it may quote any text
   * @param filter makes the message safe to show on a screen
   */
  constructor(what: string, place: ErrorPlace = {}, filter: (message: string) => string = shown) {
    const prefix =
      place.file === undefined ? "" : `${place.file}:${place.line === undefined ? "" : `${place.line}:`} `;
    super(filter(prefix + what));
    this.place = place;
  }
}
