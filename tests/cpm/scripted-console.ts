/** A console for tests: keys typed in advance, and everything that was written. */

import type { ConsolePort } from "../../src/cpm/index.js";

export class ScriptedConsole implements ConsolePort {
  written = "";
  #keys: number[] = [];

  constructor(keys = "") {
    this.type(keys);
  }

  type(keys: string): void {
    this.#keys.push(...Buffer.from(keys, "latin1"));
  }

  read(): number | undefined {
    return this.#keys.shift();
  }

  ready(): boolean {
    return this.#keys.length > 0;
  }

  write(byte: number): void {
    this.written += String.fromCharCode(byte);
  }
}
