/**
 * The character devices as the BDOS calls them: through the BIOS's jump table. An unchanged entry leads straight to
 * the devices. A program may hook an entry (CONOUT, say) with a routine of its own; that routine then runs as a
 * subroutine, in the middle of the BDOS call.
 */

import { BIOS_ENTRIES, type BiosEntry } from "./bios.js";
import { type Devices, END_OF_FILE, type SystemRoutine } from "./devices.js";
import { type BiosLayout, JP, JUMP_LENGTH, RET } from "./loader.js";

const SEVEN_BITS = 0x7f;

export class BiosTable {
  readonly #memory: Uint8Array;
  readonly #devices: Devices;
  readonly #layout: BiosLayout;

  /** @param memory [65536] bytes */
  constructor(memory: Uint8Array, devices: Devices, layout: BiosLayout) {
    this.#memory = memory;
    this.#devices = devices;
    this.#layout = layout;
  }

  /** Address of an entry that the program has hooked; undefined if it is unchanged. */
  hookOf(entry: BiosEntry): number | undefined {
    const number = BIOS_ENTRIES.indexOf(entry);
    const at = this.#layout.table + number * JUMP_LENGTH;
    const handler = this.#layout.handlers[number];
    const memory = this.#memory;
    const isOurs =
      memory[at] === JP &&
      memory[at + 1] === (handler & 0xff) &&
      memory[at + 2] === handler >> 8 &&
      memory[handler] === RET;
    return isOurs ? undefined : at;
  }

  /** CONST; true at once if the BDOS has read a key ahead. */
  *keyReady(): SystemRoutine<boolean> {
    if (this.#devices.heldKey !== undefined) return true;
    const at = this.hookOf("const");
    return at === undefined ? this.#devices.keyReady() : (yield { at, c: 0 }) !== 0;
  }

  /** The key that the next read will return; it stays there. One must be ready. */
  *peekKey(): SystemRoutine<number | undefined> {
    if (this.hookOf("conin") === undefined) return this.#devices.peekKey();
    this.#devices.heldKey ??= yield* this.readKey();
    return this.#devices.heldKey;
  }

  /** CONIN: takes the next key; waits for it. */
  *readKey(): SystemRoutine<number> {
    const at = this.hookOf("conin");
    if (at === undefined || this.#devices.heldKey !== undefined) return yield* this.#devices.readKey();
    return (yield { at, c: 0 }) & SEVEN_BITS;
  }

  /** A line that the host edits; undefined if it edits none, or if the program has a console of its own. */
  *readLine(capacity: number): SystemRoutine<string | null | undefined> {
    if (this.hookOf("conin") !== undefined || this.hookOf("conout") !== undefined) return undefined;
    return yield* this.#devices.readLine(capacity);
  }

  /** CONOUT. */
  *write(byte: number): SystemRoutine<void> {
    const at = this.hookOf("conout");
    if (at === undefined) this.#devices.write(byte);
    else yield { at, c: byte };
  }

  *list(byte: number): SystemRoutine<void> {
    const at = this.hookOf("list");
    if (at === undefined) this.#devices.list(byte);
    else yield { at, c: byte };
  }

  *punch(byte: number): SystemRoutine<void> {
    const at = this.hookOf("punch");
    if (at === undefined) this.#devices.punch(byte);
    else yield { at, c: byte };
  }

  /** Lets the host have its turn, if it wants it. */
  *hostTurn(): SystemRoutine<void> {
    if (this.#devices.hostWantsTurn) yield "turn";
  }

  *reader(): SystemRoutine<number> {
    const at = this.hookOf("reader");
    return at === undefined ? END_OF_FILE : yield { at, c: 0 };
  }
}
