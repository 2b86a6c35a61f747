/** The 64 KB that a program is assembled into. */

export const MEMORY_SIZE = 0x10000;

export class Image {
  readonly #bytes = new Uint8Array(MEMORY_SIZE);
  /** For each byte the number of the statement that put it there, from 1; 0 for none. */
  readonly #owners = new Int32Array(MEMORY_SIZE);
  #low = MEMORY_SIZE;
  #high = 0;

  /**
   * Puts a byte into memory.
   * @returns the statement that owns the address already, or 0; then nothing is written
   */
  put(address: number, byte: number, owner: number): number {
    const before = this.#owners[address];
    if (before !== 0) return before;
    this.#bytes[address] = byte;
    this.#owners[address] = owner;
    if (address < this.#low) this.#low = address;
    if (address >= this.#high) this.#high = address + 1;
    return 0;
  }

  /** Lowest address that holds a byte; 0 if none does. */
  get origin(): number {
    return this.#high === 0 ? 0 : this.#low;
  }

  /** Bytes from the lowest to the highest. */
  get length(): number {
    return Math.max(0, this.#high - this.#low);
  }

  /** From the lowest byte to the highest; what lies between and was never written is 0. */
  get contents(): Uint8Array {
    return this.#high === 0 ? new Uint8Array(0) : this.#bytes.slice(this.#low, this.#high);
  }

  slice(address: number, length: number): Uint8Array {
    return this.#bytes.subarray(address, address + length);
  }
}
