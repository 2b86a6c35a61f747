/** A file that a long run writes little by little; writes are buffered. */

import { closeSync, openSync, writeFileSync } from "node:fs";
import { InputError } from "../base/input-error.js";
import { asInputError, reportFault } from "./faults.js";

/** Characters that the buffer holds. */
const BUFFER_LENGTH = 65_536;

export class OutputFile {
  readonly #path: string;
  readonly #encoding: BufferEncoding;
  #descriptor: number | undefined;
  #buffer = "";

  /**
   * @param encoding "latin1" for text in which each character is a byte
   * @throws InputError if the file can't be written
   */
  constructor(path: string, encoding: BufferEncoding = "utf8") {
    this.#path = path;
    this.#encoding = encoding;
    this.#descriptor = this.#attempt(() => openSync(path, "w"));
  }

  /** @throws InputError if the file can't be written; later text is dropped */
  write(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length > BUFFER_LENGTH) this.#flush();
  }

  /** Writes the rest and closes the file; a second call does nothing. @throws InputError */
  close(): void {
    this.#flush();
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #flush(): void {
    const [descriptor, bytes] = [this.#descriptor, Buffer.from(this.#buffer, this.#encoding)];
    this.#buffer = "";
    if (descriptor !== undefined) this.#attempt(() => writeFileSync(descriptor, bytes));
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (this.#descriptor !== undefined) closeSync(this.#descriptor);
      this.#descriptor = undefined;
      const known = asInputError(error, this.#path);
      throw known instanceof InputError
        ? known
        : new InputError(`this can't be written: ${(error as Error).message}`, { file: this.#path });
    }
  }
}

const ENDING: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Has files closed if this process ends early, by a signal or because its reader left. Errors are then printed.
 * @param close closes the files; a second call must do nothing
 * @returns a function that closes the files now, and throws errors
 */
export function closeAtEnd(close: () => void): () => void {
  const onExit = () => {
    try {
      close();
    } catch (error) {
      process.exitCode = reportFault(error);
    }
  };
  const onSignal = (signal: NodeJS.Signals) => {
    onExit();
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    process.off("exit", onExit);
    for (const signal of ENDING) process.off(signal, onSignal);
  };
  process.on("exit", onExit);
  for (const signal of ENDING) process.on(signal, onSignal);
  return () => {
    release();
    close();
  };
}
