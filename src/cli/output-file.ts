/** A file that a long run writes to as it goes, in large pieces. */

import { closeSync, openSync, writeFileSync } from "node:fs";
import { InputError } from "../base/input-error.js";
import { asInputError, reportFault } from "./faults.js";

/** Characters that are written at once. */
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

  /** @throws InputError if it can't be written; what comes after is dropped */
  write(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length > BUFFER_LENGTH) this.#flush();
  }

  /** Writes what is left; a second time does nothing. @throws InputError */
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
 * Has files closed when this process ends early: a reader that leaves, a signal. What goes wrong then is told.
 * @param close closes them; a second time it does nothing
 * @returns closes them now, and throws what goes wrong
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
