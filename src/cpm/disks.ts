/**
 * The BDOS's disk functions, 13 to 40, over drives A: to P:. Here the drives themselves, the DMA address, users
 * and the directory; the functions on files are in files.ts. Errors that CP/M doesn't return to the program
 * are shown as `Bdos Err On A: …`, and end it at the next key.
 */

import type { Console } from "./console.js";
import type { SystemRoutine } from "./devices.js";
import * as dir from "./directory.js";
import { type Drive, DriveError } from "./drive.js";
import * as fcbs from "./fcb.js";
import { Fcb } from "./fcb.js";
import { type Access, FileCalls, NOT_FOUND, OK } from "./files.js";
import * as map from "./memory-map.js";

/** Function 32 with this asks for the user number. */
const ASK = 0xff;
const CTRL_C = 0x03;
const USER_MASK = 0x1f;

/** Where functions 17 and 18 are in a directory. */
interface Search {
  readonly image: Uint8Array;
  /** Number of the entry to look at next. */
  next: number;
  fits(entry: Uint8Array): boolean;
}

export class Disks implements Access {
  readonly #memory: Uint8Array;
  readonly #console: Console;
  readonly #drives: readonly (Drive | undefined)[];
  readonly #bdosEntry: number;
  #current = 0;
  /** Drive that the last function was on. */
  #selected = 0;
  user = 0;
  #dma = map.COMMAND_TAIL;
  /** Drives in use, and drives that a program has protected: a bit each, A: the lowest. */
  #loggedIn = 0;
  #protected = 0;
  #search: Search | undefined;
  readonly #files = new FileCalls(this);

  /** @param drives by number, A: first; at most 16 */
  constructor(
    memory: Uint8Array,
    console: Console,
    drives: readonly (Drive | undefined)[],
    bdosEntry: number,
  ) {
    this.#memory = memory;
    this.#console = console;
    this.#drives = drives;
    this.#bdosEntry = bdosEntry;
  }

  /** A program starts: drive A:, user 0. */
  reset(): void {
    this.#resetSystem();
    this.user = 0;
  }

  /**
   * Carries out a function.
   * @returns HL at the return; unknown functions give 0
   */
  *call(number: number, de: number): SystemRoutine<number> {
    try {
      return yield* this.#dispatch(number, de);
    } catch (error) {
      if (!(error instanceof DriveError)) throw error;
      if ((yield* this.#report("Bad Sector")) === CTRL_C) yield "exit";
      return NOT_FOUND;
    }
  }

  *#dispatch(number: number, de: number): SystemRoutine<number> {
    const fcb = new Fcb(this.#memory, de);
    switch (number) {
      case 13:
        this.#resetSystem();
        return OK;
      case 14:
        yield* this.#select(de & 0xff);
        this.#current = de & 0xff;
        return OK;
      case 15:
        return yield* this.#files.open(fcb);
      case 16:
        return yield* this.#files.close(fcb);
      case 17:
        return yield* this.#searchFirst(fcb);
      case 18:
        return this.#searchNext();
      case 19:
        return yield* this.#files.delete(fcb);
      case 20:
        return yield* this.#files.readNext(fcb);
      case 21:
        return yield* this.#files.writeNext(fcb);
      case 22:
        return yield* this.#files.make(fcb);
      case 23:
        return yield* this.#files.rename(fcb);
      case 24:
        return this.#loggedIn;
      case 25:
        return this.#current;
      case 26:
        this.#dma = de;
        return OK;
      case 27:
        return yield* this.#allocation();
      case 28:
        this.#protected |= 1 << this.#current;
        return OK;
      case 29:
        return this.#protected;
      case 30:
        return yield* this.#files.setAttributes(fcb);
      case 31:
        return yield* this.#parameters();
      case 32:
        if ((de & 0xff) === ASK) return this.user;
        this.user = de & USER_MASK;
        return OK;
      case 33:
        return yield* this.#files.readRandom(fcb);
      case 34:
      case 40:
        return yield* this.#files.writeRandom(fcb);
      case 35:
        return yield* this.#files.fileSize(fcb);
      case 36:
        fcb.randomRecord = fcb.position;
        return OK;
      case 37:
        this.#loggedIn &= ~de;
        this.#protected &= ~de;
        return OK;
      default:
        return 0;
    }
  }

  #resetSystem(): void {
    this.#current = 0;
    this.#dma = map.COMMAND_TAIL;
    this.#loggedIn = this.#drives[0] === undefined ? 0 : 1;
    this.#protected = 0;
    this.#search = undefined;
    this.#files.reset();
  }

  /** Makes sure of a drive; one that isn't there ends the program. */
  *#select(number: number): SystemRoutine<Drive> {
    this.#selected = number & 0x0f;
    const drive = this.#drives[number];
    if (drive === undefined) return yield* this.fail("Select");
    this.#loggedIn |= 1 << number;
    return drive;
  }

  *driveOf(fcb: Fcb): SystemRoutine<Drive> {
    const number = fcb.drive & 0x1f;
    return yield* this.#select(number === 0 ? this.#current : number - 1);
  }

  /** The drive of an FCB, for writing; a protected one ends the program. */
  *writableDriveOf(fcb: Fcb): SystemRoutine<Drive> {
    const drive = yield* this.driveOf(fcb);
    if (drive.readOnly || (this.#protected & (1 << this.#selected)) !== 0) yield* this.fail("R/O");
    return drive;
  }

  *fail(what: string): SystemRoutine<never> {
    yield* this.#report(what);
    yield "exit";
    throw new Error("a program that has ended was resumed");
  }

  /** @returns the key that ends the message */
  *#report(what: string): SystemRoutine<number> {
    const letter = String.fromCharCode("A".charCodeAt(0) + this.#selected);
    return yield* this.#console.report(`Bdos Err On ${letter}: ${what}`);
  }

  /** Function 17. `?` for the drive finds every entry of every user; for the extent, every extent. */
  *#searchFirst(fcb: Fcb): SystemRoutine<number> {
    const everything = fcb.drive === fcbs.ANY;
    const anyExtent = fcb.get(fcbs.EXTENT) === fcbs.ANY;
    if (!everything && !anyExtent) fcb.clearModule();
    const drive = yield* everything ? this.#select(this.#current) : this.driveOf(fcb);
    const { pattern } = fcb;
    const extent = anyExtent ? undefined : fcb.get(fcbs.EXTENT) & 0x1f;
    const module = fcb.get(fcbs.MODULE);
    this.#search = {
      image: dir.directoryImage(drive.files()),
      next: 0,
      fits: (entry) =>
        everything ||
        (entry[0] === this.user &&
          fcbs.matches(pattern, new Fcb(entry, 0).pattern) &&
          (extent === undefined || extent === entry[fcbs.EXTENT]) &&
          (module === fcbs.ANY || (module & 0x3f) === entry[fcbs.MODULE])),
    };
    return this.#searchNext();
  }

  /** Function 18. Puts the directory record with the next entry at the DMA address. */
  #searchNext(): number {
    const search = this.#search;
    if (search === undefined) return NOT_FOUND;
    const { image } = search;
    while (search.next * dir.ENTRY_LENGTH < image.length) {
      const number = search.next++;
      const at = number * dir.ENTRY_LENGTH;
      if (!search.fits(image.subarray(at, at + dir.ENTRY_LENGTH))) continue;
      const inRecord = number % dir.ENTRIES_IN_RECORD;
      const start = (number - inRecord) * dir.ENTRY_LENGTH;
      this.putAtDma(image.subarray(start, start + dir.RECORD_LENGTH));
      return inRecord;
    }
    return NOT_FOUND;
  }

  /** Function 27. */
  *#allocation(): SystemRoutine<number> {
    const drive = yield* this.#select(this.#current);
    const address = map.allocationAddress(this.#bdosEntry);
    this.#memory.set(dir.allocationVector(drive, this.#files.usageOf(drive).blocks), address);
    return address;
  }

  /** Function 31. */
  *#parameters(): SystemRoutine<number> {
    const address = map.parameterBlockAddress(this.#bdosEntry);
    this.#memory.set(dir.parameterBlock(yield* this.#select(this.#current)), address);
    return address;
  }

  hostTurn(): SystemRoutine<void> {
    return this.#console.hostTurn();
  }

  putAtDma(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) this.#memory[(this.#dma + i) & 0xffff] = bytes[i];
  }

  takeFromDma(): Uint8Array {
    return Uint8Array.from({ length: dir.RECORD_LENGTH }, (_, i) => this.#memory[(this.#dma + i) & 0xffff]);
  }
}
