/** The BDOS: the functions of the CP/M 2.2 manual on console, reader, punch and list; disks.ts has those on disks. */

import type { BiosTable } from "./bios-table.js";
import { Console } from "./console.js";
import type { SystemRoutine } from "./devices.js";
import { Disks } from "./disks.js";
import type { Drive } from "./drive.js";
import * as fn from "./functions.js";
import { IOBYTE } from "./memory-map.js";

/** What VERSION returns: CP/M 2.2. */
const VERSION = 0x0022;
const STRING_END = 0x24;
/** What CONSOLE STATUS returns when a key is waiting. */
const READY = 0xff;
/** Values of E that make DIRECT CONSOLE read a key, or return the status, instead of writing E. */
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

  /** Called when a program starts: console at column 0, drive A: selected, no state of the program before. */
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
      case fn.SYSTEM_RESET:
        yield "exit";
        return 0;
      case fn.CONSOLE_INPUT:
        return yield* this.#console.readEchoed();
      case fn.CONSOLE_OUTPUT:
        yield* this.#console.writeTabbed(e);
        return 0;
      case fn.READER_INPUT:
        return yield* this.#bios.reader();
      case fn.PUNCH_OUTPUT:
        yield* this.#bios.punch(e);
        return 0;
      case fn.LIST_OUTPUT:
        yield* this.#bios.list(e);
        return 0;
      case fn.DIRECT_CONSOLE:
        return yield* this.#direct(e);
      case fn.GET_IOBYTE:
        return this.#memory[IOBYTE];
      case fn.SET_IOBYTE:
        this.#memory[IOBYTE] = e;
        return 0;
      case fn.PRINT_STRING:
        yield* this.#writeString(de);
        return 0;
      case fn.READ_LINE:
        yield* this.#console.readLine(this.#memory, de);
        return 0;
      case fn.CONSOLE_STATUS:
        return (yield* this.#console.status()) ? READY : 0;
      case fn.VERSION:
        return VERSION;
      default:
        return yield* this.#disks.call(number, de);
    }
  }

  /** DIRECT CONSOLE: reads without waiting or echo, returns the status, or writes E. */
  *#direct(e: number): SystemRoutine<number> {
    if (e === DIRECT_READ) return (yield* this.#bios.keyReady()) ? yield* this.#bios.readKey() : 0;
    if (e === DIRECT_STATUS) return (yield* this.#bios.keyReady()) ? READY : 0;
    yield* this.#bios.write(e);
    return 0;
  }

  /** PRINT STRING: writes up to `$`; ends after 64 KB if there is none. */
  *#writeString(address: number): SystemRoutine<void> {
    for (let i = 0; i < this.#memory.length; i++) {
      const byte = this.#memory[(address + i) & 0xffff];
      if (byte === STRING_END) return;
      yield* this.#console.writeTabbed(byte);
    }
  }
}
