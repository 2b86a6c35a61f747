/** The BDOS: system calls by number, as the CP/M 2.2 manual lists them; those on disks are in disks.ts. */

import type { BiosTable } from "./bios-table.js";
import { Console } from "./console.js";
import type { SystemRoutine } from "./devices.js";
import { Disks } from "./disks.js";
import type { Drive } from "./drive.js";
import { IOBYTE } from "./memory-map.js";

/** What function 12 gives: CP/M, version 2.2. */
const VERSION = 0x0022;
const STRING_END = 0x24;
/** What function 11 gives when a key waits. */
const READY = 0xff;
/** Values of E that make function 6 read, or tell the status, instead of writing. */
const DIRECT_READ = 0xff;
const DIRECT_STATUS = 0xfe;

export class Bdos {
  readonly #memory: Uint8Array;
  readonly #bios: BiosTable;
  readonly #console: Console;
  readonly #disks: Disks;

  /**
   * @param memory [65536] bytes
   * @param drives by number, A: first
   * @param entry address of the BDOS
   */
  constructor(memory: Uint8Array, bios: BiosTable, drives: readonly (Drive | undefined)[], entry: number) {
    this.#memory = memory;
    this.#bios = bios;
    this.#console = new Console(bios);
    this.#disks = new Disks(memory, this.#console, drives, entry);
  }

  /** A program starts: the console is at column 0, drive A: is selected, nothing is left of the program before. */
  reset(): void {
    this.#console.reset();
    this.#disks.reset();
  }

  /**
   * Carries out a function.
   * @param de DE at the call; E where the function takes a byte
   * @returns HL at the return; A and B are its low and high byte. Unknown functions give 0.
   */
  *call(number: number, de: number): SystemRoutine<number> {
    const e = de & 0xff;
    switch (number) {
      case 0:
        yield "exit";
        return 0;
      case 1:
        return yield* this.#console.readEchoed();
      case 2:
        yield* this.#console.writeTabbed(e);
        return 0;
      case 3:
        return yield* this.#bios.reader();
      case 4:
        yield* this.#bios.punch(e);
        return 0;
      case 5:
        yield* this.#bios.list(e);
        return 0;
      case 6:
        return yield* this.#direct(e);
      case 7:
        return this.#memory[IOBYTE];
      case 8:
        this.#memory[IOBYTE] = e;
        return 0;
      case 9:
        yield* this.#writeString(de);
        return 0;
      case 10:
        yield* this.#console.readLine(this.#memory, de);
        return 0;
      case 11:
        return (yield* this.#console.status()) ? READY : 0;
      case 12:
        return VERSION;
      default:
        return yield* this.#disks.call(number, de);
    }
  }

  /** Function 6: reads without waiting or echo, or writes what isn't a question. */
  *#direct(e: number): SystemRoutine<number> {
    if (e === DIRECT_READ) return (yield* this.#bios.keyReady()) ? yield* this.#bios.readKey() : 0;
    if (e === DIRECT_STATUS) return (yield* this.#bios.keyReady()) ? READY : 0;
    yield* this.#bios.write(e);
    return 0;
  }

  /** Function 9: writes up to `$`; gives up when it has been round the whole memory. */
  *#writeString(address: number): SystemRoutine<void> {
    for (let i = 0; i < this.#memory.length; i++) {
      const byte = this.#memory[(address + i) & 0xffff];
      if (byte === STRING_END) return;
      yield* this.#console.writeTabbed(byte);
    }
  }
}
