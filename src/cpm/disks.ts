/**
 * The BDOS's disk functions, RESET DISKS to WRITE RANDOM ZERO FILL, on drives A: to P:. This file has drives, the
 * DMA address, user numbers and the directory; files.ts has the functions on files. Errors that CP/M doesn't return
 * to the program are shown as `Bdos Err On A: …` and end the program after a key.
 */

import type { Console } from "./console.js";
import type { SystemRoutine } from "./devices.js";
import * as dir from "./directory.js";
import { type Drive, DriveError } from "./drive.js";
import * as fcbs from "./fcb.js";
import { Fcb } from "./fcb.js";
import { type Access, FileCalls, NOT_FOUND, OK } from "./files.js";
import * as fn from "./functions.js";
import * as map from "./memory-map.js";

/** E of USER NUMBER that asks for the number instead of setting it. */
const ASK = 0xff;
const CTRL_C = 0x03;
const USER_MASK = 0x1f;

/** How far SEARCH FIRST and SEARCH NEXT are in a directory. */
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
  /** Drive of the last function; error messages name it. */
  #selected = 0;
  user = 0;
  #dma = map.COMMAND_TAIL;
  /** Drives in use, and drives that a program has write-protected: one bit a drive, A: lowest. */
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

  /** Called when a program starts: drive A:, user 0. */
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
      case fn.RESET_DISKS:
        this.#resetSystem();
        return OK;
      case fn.SELECT_DISK:
        yield* this.#select(de & 0xff);
        this.#current = de & 0xff;
        return OK;
      case fn.OPEN_FILE:
        return yield* this.#files.open(fcb);
      case fn.CLOSE_FILE:
        return yield* this.#files.close(fcb);
      case fn.SEARCH_FIRST:
        return yield* this.#searchFirst(fcb);
      case fn.SEARCH_NEXT:
        return this.#searchNext();
      case fn.DELETE_FILE:
        return yield* this.#files.delete(fcb);
      case fn.READ_SEQUENTIAL:
        return yield* this.#files.readNext(fcb);
      case fn.WRITE_SEQUENTIAL:
        return yield* this.#files.writeNext(fcb);
      case fn.MAKE_FILE:
        return yield* this.#files.make(fcb);
      case fn.RENAME_FILE:
        return yield* this.#files.rename(fcb);
      case fn.LOGIN_VECTOR:
        return this.#loggedIn;
      case fn.CURRENT_DISK:
        return this.#current;
      case fn.SET_DMA_ADDRESS:
        this.#dma = de;
        return OK;
      case fn.ALLOCATION_VECTOR:
        return yield* this.#allocation();
      case fn.WRITE_PROTECT_DISK:
        this.#protected |= 1 << this.#current;
        return OK;
      case fn.READ_ONLY_VECTOR:
        return this.#protected;
      case fn.SET_ATTRIBUTES:
        return yield* this.#files.setAttributes(fcb);
      case fn.DISK_PARAMETERS:
        return yield* this.#parameters();
      case fn.USER_NUMBER:
        if ((de & 0xff) === ASK) return this.user;
        this.user = de & USER_MASK;
        return OK;
      case fn.READ_RANDOM:
        return yield* this.#files.readRandom(fcb);
      case fn.WRITE_RANDOM:
      case fn.WRITE_RANDOM_ZERO_FILL:
        return yield* this.#files.writeRandom(fcb);
      case fn.FILE_SIZE:
        return yield* this.#files.fileSize(fcb);
      case fn.SET_RANDOM_RECORD:
        fcb.randomRecord = fcb.position;
        return OK;
      case fn.RESET_DRIVES:
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

  /** Selects a drive; ends the program if there is none. */
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

  /** The drive of an FCB, for writing; ends the program if it is read-only. */
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

  /** Shows an error of the selected drive. @returns the key that the user then types */
  *#report(what: string): SystemRoutine<number> {
    const letter = String.fromCharCode("A".charCodeAt(0) + this.#selected);
    return yield* this.#console.report(`Bdos Err On ${letter}: ${what}`);
  }

  /** SEARCH FIRST. `?` as drive finds every entry of every user, `?` as extent every extent. */
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

  /** SEARCH NEXT. Puts the directory record with the next matching entry at the DMA address. */
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

  /** ALLOCATION VECTOR. */
  *#allocation(): SystemRoutine<number> {
    const drive = yield* this.#select(this.#current);
    const address = map.allocationAddress(this.#bdosEntry);
    this.#memory.set(dir.allocationVector(drive, this.#files.usageOf(drive).blocks), address);
    return address;
  }

  /** DISK PARAMETERS. */
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
