/**
 * A disk drive as the BDOS sees it: a set of files, each with a user number, a name and bytes. A drive may keep them
 * in a folder, in memory or in a browser's storage; {@link Drive} says what it must do.
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

/** A drive. It throws a {@link DriveError} for a fault of the host, such as a file that can't be read. */
export interface Drive {
  readonly readOnly: boolean;
  /** Bytes that files may take in all, in whole blocks; at most {@link MAX_CAPACITY}. */
  readonly capacity: number;
  /** Every file of every user, each name once. */
  files(): readonly FileEntry[];
  find(file: FileId): FileEntry | undefined;
  /** Called when a program opens a file: until the next call, it reads and writes the file that is there now. */
  open?(file: FileId): void;
  /** Makes an empty file, or empties an existing one. @returns false if a file can't have this name */
  create(file: FileId): boolean;
  delete(file: FileId): void;
  /** Renames a file to a name that no file has. @returns false if a file can't have this name */
  rename(from: FileId, name: string): boolean;
  setReadOnly(file: FileId, readOnly: boolean): void;
  /** @returns bytes read; fewer than asked for at the end of the file */
  read(file: FileId, offset: number, into: Uint8Array): number;
  /** @returns false if the drive is full */
  write(file: FileId, offset: number, bytes: Uint8Array): boolean;
}

/** A drive failed; the BDOS shows the program's user a bad sector. */
export class DriveError extends Error {
  override readonly name = "DriveError";
}

/** Most bytes on a drive, and so the default: 4,096 blocks of 2 KB. */
export const MAX_CAPACITY = 8 * 2 ** 20;

/** Names that some hosts take for a device, with any type. */
const DEVICE_NAME = /^(CON|PRN|AUX|NUL|COM\d|LPT\d)$/;
/** Printable ASCII except characters that end a name in CP/M, its wildcards, and path separators. */
const FILE_NAME = /^[!#$%&'()+\-0-9@A-Z^_`{}~]{1,8}(\.[!#$%&'()+\-0-9@A-Z^_`{}~]{1,3})?$/;

/** True if a file can have this name on every drive. */
export function isFileName(name: string): boolean {
  return FILE_NAME.test(name) && !DEVICE_NAME.test(name.split(".")[0]);
}
