/**
 * The BDOS's functions on files: open, make, delete, rename, read and write, in sequence and at random.
 *
 * Files are read and written in records of 128 bytes. The FCB holds the position in the file, and a program may
 * set its extent and record itself. A file whose size isn't a multiple of 128 reads as if filled up with `^Z`,
 * the end of a text in CP/M. Functions return the code that goes into A.
 */

import type { SystemRoutine } from "./devices.js";
import * as dir from "./directory.js";
import { type Drive, type FileEntry, isFileName } from "./drive.js";
import type { Fcb } from "./fcb.js";
import * as fcbs from "./fcb.js";

export const OK = 0;
export const NOT_FOUND = 0xff;
/** Sequential read: end of file. Random read: a record that was never written. */
const NO_DATA = 1;
const DISK_FULL = 2;
const NO_EXTENT = 4;
const DIRECTORY_FULL = 5;
const PAST_END = 6;
const CTRL_Z = 0x1a;

/** What the file functions need: drives, and the DMA buffer in the program's memory. */
export interface Access {
  readonly user: number;
  /** The drive that an FCB names; ends the program if there is none. */
  driveOf(fcb: Fcb): SystemRoutine<Drive>;
  /** The same for writing; ends the program if the drive is read-only. */
  writableDriveOf(fcb: Fcb): SystemRoutine<Drive>;
  /** Lets the host have its turn, if it wants it, in the middle of a long call. */
  hostTurn(): SystemRoutine<void>;
  /** Shows an error of the selected drive and ends the program. */
  fail(what: string): SystemRoutine<never>;
  putAtDma(bytes: Uint8Array): void;
  /** [128] */
  takeFromDma(): Uint8Array;
}

export class FileCalls {
  readonly #access: Access;
  readonly #usage = new Map<Drive, dir.Usage>();

  constructor(access: Access) {
    this.#access = access;
  }

  /** Forgets what the drives hold; it is counted again when needed. */
  reset(): void {
    this.#usage.clear();
  }

  /** Files of the current user whose name matches an FCB's. */
  #matching(drive: Drive, pattern: string): FileEntry[] {
    if (!pattern.includes("?")) {
      const file = drive.find({ user: this.#access.user, name: fcbs.nameOfPattern(pattern) });
      return file === undefined ? [] : [file];
    }
    return dir
      .inOrder(drive.files())
      .filter(
        ({ user, name }) => user === this.#access.user && fcbs.matches(pattern, fcbs.patternOfName(name)),
      );
  }

  /** The first file whose name matches an FCB's. */
  *#find(fcb: Fcb): SystemRoutine<FileEntry | undefined> {
    return this.#matching(yield* this.#access.driveOf(fcb), fcb.pattern)[0];
  }

  /** OPEN FILE. Fills the FCB from the directory entry of its extent. */
  *open(fcb: Fcb): SystemRoutine<number> {
    fcb.clearModule();
    const drive = yield* this.#access.driveOf(fcb);
    const [file] = this.#matching(drive, fcb.pattern);
    if (file === undefined || fcb.extent >= dir.extentsOf(dir.recordsOf(file))) return NOT_FOUND;
    drive.open?.(file);
    const entries = dir.directoryImage([file]);
    const at = fcb.extent * dir.ENTRY_LENGTH;
    for (let i = 1; i < dir.ENTRY_LENGTH; i++) fcb.set(i, entries[at + i]);
    return OK;
  }

  /** CLOSE FILE. Writes nothing, as everything is on the drive already. */
  *close(fcb: Fcb): SystemRoutine<number> {
    return (yield* this.#find(fcb)) === undefined ? NOT_FOUND : OK;
  }

  /** MAKE FILE. An existing file is emptied, unless the program makes a later extent. */
  *make(fcb: Fcb): SystemRoutine<number> {
    fcb.clearModule();
    const drive = yield* this.#access.writableDriveOf(fcb);
    const name = fcbs.nameOfPattern(fcb.pattern);
    if (!isFileName(name)) return NOT_FOUND;
    const id = { user: this.#access.user, name };
    const existing = drive.find(id);
    if (existing?.readOnly) yield* this.#access.fail("File R/O");
    if (existing === undefined || fcb.extent === 0) {
      if (existing === undefined && this.usageOf(drive).entries >= dir.MAX_ENTRIES) return NOT_FOUND;
      if (!drive.create(id)) return NOT_FOUND;
      if (existing !== undefined) this.#account(drive, existing, -1);
      this.#account(drive, { ...id, size: 0, readOnly: false }, 1);
    }
    fcb.recordCount = 0;
    for (let i = 0; i < fcbs.MAP_LENGTH; i++) fcb.set(fcbs.MAP + i, 0);
    return OK;
  }

  /** DELETE FILE. */
  *delete(fcb: Fcb): SystemRoutine<number> {
    const drive = yield* this.#access.writableDriveOf(fcb);
    const files = this.#matching(drive, fcb.pattern);
    if (files.some((file) => file.readOnly)) yield* this.#access.fail("File R/O");
    for (const file of files) {
      drive.delete(file);
      this.#account(drive, file, -1);
      yield* this.#access.hostTurn();
    }
    return files.length === 0 ? NOT_FOUND : OK;
  }

  /** RENAME FILE. A name that another file has is refused. */
  *rename(fcb: Fcb): SystemRoutine<number> {
    const drive = yield* this.#access.writableDriveOf(fcb);
    const [file] = this.#matching(drive, fcb.pattern);
    const name = fcbs.nameOfPattern(fcb.newPattern);
    if (file === undefined || !isFileName(name)) return NOT_FOUND;
    if (file.readOnly) yield* this.#access.fail("File R/O");
    if (drive.find({ user: this.#access.user, name }) !== undefined) return NOT_FOUND;
    return drive.rename(file, name) ? OK : NOT_FOUND;
  }

  /** SET ATTRIBUTES. Drives keep the read-only attribute and no other. */
  *setAttributes(fcb: Fcb): SystemRoutine<number> {
    const drive = yield* this.#access.writableDriveOf(fcb);
    const files = this.#matching(drive, fcb.pattern);
    for (const file of files) {
      drive.setReadOnly(file, fcb.readOnlyAttribute);
      yield* this.#access.hostTurn();
    }
    return files.length === 0 ? NOT_FOUND : OK;
  }

  /** READ SEQUENTIAL. */
  *readNext(fcb: Fcb): SystemRoutine<number> {
    const { position } = fcb;
    const file = yield* this.#find(fcb);
    if (file === undefined || position >= dir.recordsOf(file)) return NO_DATA;
    this.#readRecord(yield* this.#access.driveOf(fcb), file, position);
    fcb.moveTo(position + 1, true);
    fcb.recordCount = recordsInExtent(dir.recordsOf(file), fcb.extent);
    return OK;
  }

  /** READ RANDOM. The FCB then points at the record that was read. */
  *readRandom(fcb: Fcb): SystemRoutine<number> {
    const record = fcb.randomRecord;
    if (record >= dir.MAX_RECORDS) return PAST_END;
    const file = yield* this.#find(fcb);
    const records = file === undefined ? 0 : dir.recordsOf(file);
    if (file === undefined || record >= records) {
      const extent = Math.floor(record / fcbs.RECORDS_IN_EXTENT);
      return extent >= dir.extentsOf(records) ? NO_EXTENT : NO_DATA;
    }
    this.#readRecord(yield* this.#access.driveOf(fcb), file, record);
    fcb.moveTo(record);
    fcb.recordCount = recordsInExtent(records, fcb.extent);
    return OK;
  }

  #readRecord(drive: Drive, file: FileEntry, record: number): void {
    const bytes = new Uint8Array(dir.RECORD_LENGTH).fill(CTRL_Z);
    drive.read(file, record * dir.RECORD_LENGTH, bytes);
    this.#access.putAtDma(bytes);
  }

  /** WRITE SEQUENTIAL. */
  *writeNext(fcb: Fcb): SystemRoutine<number> {
    const { position } = fcb;
    const code = yield* this.#writeRecord(fcb, position);
    // a sequential write returns this code for a full directory and for a file at its limit too
    if (code !== OK) return code === DISK_FULL ? DISK_FULL : NO_DATA;
    fcb.moveTo(position + 1, true);
    return OK;
  }

  /** WRITE RANDOM, with or without zero fill: both fill the gap before the record with zeros. */
  *writeRandom(fcb: Fcb): SystemRoutine<number> {
    const record = fcb.randomRecord;
    if (record >= dir.MAX_RECORDS) return PAST_END;
    const code = yield* this.#writeRecord(fcb, record);
    if (code === OK) fcb.moveTo(record);
    return code;
  }

  *#writeRecord(fcb: Fcb, record: number): SystemRoutine<number> {
    const drive = yield* this.#access.writableDriveOf(fcb);
    const [file] = this.#matching(drive, fcb.pattern);
    if (file === undefined || record >= dir.MAX_RECORDS) return PAST_END;
    if (file.readOnly) yield* this.#access.fail("File R/O");
    const before = dir.recordsOf(file);
    const after = Math.max(before, record + 1);
    const usage = this.usageOf(drive);
    const blocks = usage.blocks - dir.blocksOf(before) + dir.blocksOf(after);
    const entries = usage.entries - dir.extentsOf(before) + dir.extentsOf(after);
    if (blocks > usage.blocks && blocks > dir.capacityInBlocks(drive)) return DISK_FULL;
    if (entries > usage.entries && entries > dir.MAX_ENTRIES) return DIRECTORY_FULL;
    const start = record * dir.RECORD_LENGTH;
    const part = file.size % dir.RECORD_LENGTH;
    if (part > 0 && start > file.size)
      drive.write(file, file.size, new Uint8Array(dir.RECORD_LENGTH - part).fill(CTRL_Z));
    if (!drive.write(file, start, this.#access.takeFromDma())) return DISK_FULL;
    this.#usage.set(drive, { blocks, entries });
    fcb.recordCount = recordsInExtent(after, Math.floor(record / fcbs.RECORDS_IN_EXTENT));
    return OK;
  }

  /** FILE SIZE. */
  *fileSize(fcb: Fcb): SystemRoutine<number> {
    const file = yield* this.#find(fcb);
    fcb.randomRecord = file === undefined ? 0 : dir.recordsOf(file);
    return file === undefined ? NOT_FOUND : OK;
  }

  /** Blocks and entries that a drive's files take; kept, as counting them looks at every file. */
  usageOf(drive: Drive): dir.Usage {
    const known = this.#usage.get(drive);
    if (known !== undefined) return known;
    const usage = dir.usageOf(drive.files());
    this.#usage.set(drive, usage);
    return usage;
  }

  /** Adds a new file (1) to what is kept for its drive, or takes a deleted one off (-1). */
  #account(drive: Drive, file: FileEntry, sign: 1 | -1): void {
    const usage = this.#usage.get(drive);
    if (usage === undefined) return;
    const { blocks, entries } = usage;
    const records = dir.recordsOf(file);
    this.#usage.set(drive, {
      blocks: blocks + sign * dir.blocksOf(records),
      entries: entries + sign * dir.extentsOf(records),
    });
  }
}

function recordsInExtent(records: number, extent: number): number {
  return Math.max(0, Math.min(fcbs.RECORDS_IN_EXTENT, records - extent * fcbs.RECORDS_IN_EXTENT));
}
