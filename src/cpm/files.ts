/**
 * The BDOS's functions on files: open, make, delete, rename, read and write, in sequence and at random.
 *
 * A file is read and written by record of 128 bytes; its FCB says where in the file a program is, so a program
 * may set extent and record by hand. As on a real disk the end of a text is `^Z`: a file whose size isn't a
 * multiple of 128 reads as if filled up with it. Codes are those of A at the return.
 */

import type { SystemRoutine } from "./devices.js";
import * as dir from "./directory.js";
import { type Drive, type FileEntry, isFileName } from "./drive.js";
import type { Fcb } from "./fcb.js";
import * as fcbs from "./fcb.js";

export const OK = 0;
export const NOT_FOUND = 0xff;
/** Sequential reading: end of file. Random: a record that was never written. */
const NO_DATA = 1;
const DISK_FULL = 2;
const NO_EXTENT = 4;
const DIRECTORY_FULL = 5;
const PAST_END = 6;
const CTRL_Z = 0x1a;

/** What file functions need of the drives and of the program's memory. */
export interface Access {
  readonly user: number;
  /** The drive that an FCB names; the program ends if there's none. */
  driveOf(fcb: Fcb): SystemRoutine<Drive>;
  /** The same; the program ends if the drive is protected. */
  writableDriveOf(fcb: Fcb): SystemRoutine<Drive>;
  /** Lets the host have its turn if it wants it, in the middle of a call that may take long. */
  hostTurn(): SystemRoutine<void>;
  /** Shows an error on the drive in use and ends the program. */
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

  /** Counts anew what drives hold. */
  reset(): void {
    this.#usage.clear();
  }

  /** Files of the user that fit an FCB's name. */
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

  /** The first file that fits an FCB's name. */
  *#find(fcb: Fcb): SystemRoutine<FileEntry | undefined> {
    return this.#matching(yield* this.#access.driveOf(fcb), fcb.pattern)[0];
  }

  /** Function 15. Fills the FCB from the directory entry of its extent. */
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

  /** Function 16. Everything is on the drive already. */
  *close(fcb: Fcb): SystemRoutine<number> {
    return (yield* this.#find(fcb)) === undefined ? NOT_FOUND : OK;
  }

  /** Function 22. An existing file is emptied, unless the program makes a later extent. */
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

  /** Function 19. */
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

  /** Function 23. A name that is taken is refused. */
  *rename(fcb: Fcb): SystemRoutine<number> {
    const drive = yield* this.#access.writableDriveOf(fcb);
    const [file] = this.#matching(drive, fcb.pattern);
    const name = fcbs.nameOfPattern(fcb.newPattern);
    if (file === undefined || !isFileName(name)) return NOT_FOUND;
    if (file.readOnly) yield* this.#access.fail("File R/O");
    if (drive.find({ user: this.#access.user, name }) !== undefined) return NOT_FOUND;
    return drive.rename(file, name) ? OK : NOT_FOUND;
  }

  /** Function 30. Of the attributes a drive keeps the one that makes a file read-only. */
  *setAttributes(fcb: Fcb): SystemRoutine<number> {
    const drive = yield* this.#access.writableDriveOf(fcb);
    const files = this.#matching(drive, fcb.pattern);
    for (const file of files) {
      drive.setReadOnly(file, fcb.readOnlyAttribute);
      yield* this.#access.hostTurn();
    }
    return files.length === 0 ? NOT_FOUND : OK;
  }

  /** Function 20. */
  *readNext(fcb: Fcb): SystemRoutine<number> {
    const { position } = fcb;
    const file = yield* this.#find(fcb);
    if (file === undefined || position >= dir.recordsOf(file)) return NO_DATA;
    this.#readRecord(yield* this.#access.driveOf(fcb), file, position);
    fcb.moveTo(position + 1, true);
    fcb.recordCount = recordsInExtent(dir.recordsOf(file), fcb.extent);
    return OK;
  }

  /** Function 33. The FCB then points at the record that was read. */
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

  /** Function 21. */
  *writeNext(fcb: Fcb): SystemRoutine<number> {
    const { position } = fcb;
    const code = yield* this.#writeRecord(fcb, position);
    // in sequence, a full directory and a file at its limit have this code too
    if (code !== OK) return code === DISK_FULL ? DISK_FULL : NO_DATA;
    fcb.moveTo(position + 1, true);
    return OK;
  }

  /** Functions 34 and 40; what a write leaves out before it is zeros in both. */
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

  /** Function 35. */
  *fileSize(fcb: Fcb): SystemRoutine<number> {
    const file = yield* this.#find(fcb);
    fcb.randomRecord = file === undefined ? 0 : dir.recordsOf(file);
    return file === undefined ? NOT_FOUND : OK;
  }

  /** What a drive's files take; kept between writes, as counting takes a look at every file. */
  usageOf(drive: Drive): dir.Usage {
    const known = this.#usage.get(drive);
    if (known !== undefined) return known;
    const usage = dir.usageOf(drive.files());
    this.#usage.set(drive, usage);
    return usage;
  }

  /** A file has come (1) or gone (-1), which spares counting anew. */
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
