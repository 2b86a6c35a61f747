/**
 * What a disk drive is to the BDOS: a set of files, each with a user number, a name and bytes. Where they lie
 * (a folder, memory, a browser's storage) is the drive's business.
 */

/** Names a file on a drive. */
export interface FileId {
  /** 0 to 15. */
  readonly user: number;
  /** As `NAME.TYP` or `NAME`: upper case, at most 8 and 3 characters, each one that {@link isFileName} allows. */
  readonly name: string;
}

export interface FileEntry extends FileId {
  /** Bytes. */
  readonly size: number;
  readonly readOnly: boolean;
}

/** A drive. What it can't do for a reason that a program can't help, it throws as a {@link DriveError}. */
export interface Drive {
  readonly readOnly: boolean;
  /** Bytes that files may take in all, in whole blocks; at most {@link MAX_CAPACITY}. */
  readonly capacity: number;
  /** Every file of every user, each name once. */
  files(): readonly FileEntry[];
  find(file: FileId): FileEntry | undefined;
  /** A program opens a file: what it reads and writes until it does so again is the file that is there now. */
  open?(file: FileId): void;
  /** Makes an empty file, or empties the one there. @returns false if there can't be a file of this name */
  create(file: FileId): boolean;
  delete(file: FileId): void;
  /** Renames a file to a name that isn't taken. @returns false if there can't be a file of this name */
  rename(from: FileId, name: string): boolean;
  setReadOnly(file: FileId, readOnly: boolean): void;
  /** @returns bytes read; fewer than asked for at the end of the file */
  read(file: FileId, offset: number, into: Uint8Array): number;
  /** @returns false if there's no room for it */
  write(file: FileId, offset: number, bytes: Uint8Array): boolean;
}

/** A drive failed; the program is told of a bad sector. */
export class DriveError extends Error {
  override readonly name = "DriveError";
}

/** Most bytes on a drive, and so the default: 4,096 blocks of 2 KB. */
export const MAX_CAPACITY = 8 * 2 ** 20;

/** Names that a host may take for a device whatever their type. */
const DEVICE_NAME = /^(CON|PRN|AUX|NUL|COM\d|LPT\d)$/;
/** Printable ASCII but for what ends a name in CP/M, its wildcards, and path separators. */
const FILE_NAME = /^[!#$%&'()+\-0-9@A-Z^_`{}~]{1,8}(\.[!#$%&'()+\-0-9@A-Z^_`{}~]{1,3})?$/;

/** True if a file can have this name on every drive. */
export function isFileName(name: string): boolean {
  return FILE_NAME.test(name) && !DEVICE_NAME.test(name.split(".")[0]);
}
