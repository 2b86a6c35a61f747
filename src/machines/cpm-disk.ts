/**
 * CP/M's file system on an empty disk: a directory and blocks. Digital Research's CP/M 2.2 Alteration Guide, section
 * 6.10, describes the numbers of a format, and its Interface Guide, section 5.2, the entries of the directory.
 *
 *   const sectors = cpmDisk(DISK_FORMATS[0], [{ name: "CHAT.COM", bytes }]);     // in CP/M's order
 */

import { InputError } from "../base/input-error.js";
import type { DiskFormat } from "./disk-formats.js";

/** A file for a disk. */
export interface DiskFile {
  /** As CP/M has it, at most eight characters, a dot and three: `CHAT.COM`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ENTRY_BYTES = 32;
const RECORD_BYTES = 128;
/** Bytes that one count of records stands for: 128 records. */
const EXTENT_BYTES = 128 * RECORD_BYTES;
/** Bytes of an entry that hold numbers of blocks, and where they begin. */
const MAP_BYTES = 16;
const MAP_AT = 16;
/** Places in an entry. */
const EXTENT_LOW = 12;
const EXTENT_HIGH = 14;
const RECORDS = 15;
/** Extent numbers have five bits, then go on in another byte. */
const EXTENTS_LOW = 32;

/** What an empty disk is full of, directory included. */
const EMPTY = 0xe5;
/** Fills up the last record of a text. */
const END_OF_TEXT = 0x1a;

/**
 * The disk's sectors in the order of CP/M, track by track, system tracks included.
 * @throws InputError if the files don't fit, or a name can't be one of CP/M
 */
export function cpmDisk(format: DiskFormat, files: readonly DiskFile[]): Uint8Array {
  const { sectorBytes, sectors, tracks, systemTracks, blockBytes, directoryEntries } = format;
  const trackBytes = sectors * sectorBytes;
  const disk = new Uint8Array(tracks * trackBytes).fill(EMPTY);
  const data = disk.subarray(systemTracks * trackBytes);
  const blocks = Math.floor(data.length / blockBytes);
  // numbers of blocks take two bytes if there are more than one byte counts
  const numberBytes = blocks > 256 ? 2 : 1;
  const entryBlocks = MAP_BYTES / numberBytes;
  const firstFree = Math.ceil((directoryEntries * ENTRY_BYTES) / blockBytes);
  assertFits(format, files, { free: blocks - firstFree, entryBlocks });
  let block = firstFree;
  let entry = 0;
  for (const { name, bytes } of files)
    for (let at = 0; at === 0 || at < bytes.length; at += entryBlocks * blockBytes) {
      const part = bytes.subarray(at, at + entryBlocks * blockBytes);
      const numbers = Array.from({ length: Math.ceil(part.length / blockBytes) }, () => block++);
      data.set(entryOf(name, { at, bytes: part.length, numbers, numberBytes }), entry++ * ENTRY_BYTES);
      if (part.length === 0) continue;
      const padded = Math.ceil(part.length / RECORD_BYTES) * RECORD_BYTES;
      data.fill(END_OF_TEXT, numbers[0] * blockBytes, numbers[0] * blockBytes + padded);
      data.set(part, numbers[0] * blockBytes);
    }
  return disk;
}

interface Part {
  /** Where in the file it begins. */
  readonly at: number;
  readonly bytes: number;
  /** Its blocks. */
  readonly numbers: readonly number[];
  readonly numberBytes: number;
}

/** An entry of the directory. It is about the extents that its blocks hold, and has the number of the last one. */
function entryOf(name: string, { at, bytes, numbers, numberBytes }: Part): Uint8Array {
  const entry = new Uint8Array(ENTRY_BYTES);
  const [stem, extension] = nameParts(name);
  entry.set(codes(stem.padEnd(8) + extension.padEnd(3)), 1);
  const records = Math.ceil(bytes / RECORD_BYTES);
  const extent = Math.floor((at + Math.max(bytes - 1, 0)) / EXTENT_BYTES);
  entry[EXTENT_LOW] = extent % EXTENTS_LOW;
  entry[EXTENT_HIGH] = Math.floor(extent / EXTENTS_LOW);
  const recordsBefore = (extent * EXTENT_BYTES - at) / RECORD_BYTES;
  entry[RECORDS] = records - recordsBefore;
  numbers.forEach((number, index) => {
    entry[MAP_AT + index * numberBytes] = number & 255;
    if (numberBytes === 2) entry[MAP_AT + index * numberBytes + 1] = number >> 8;
  });
  return entry;
}

function assertFits(
  { title, blockBytes, directoryEntries }: DiskFormat,
  files: readonly DiskFile[],
  { free, entryBlocks }: { readonly free: number; readonly entryBlocks: number },
): void {
  const needed = files.map(({ bytes }) => Math.ceil(bytes.length / blockBytes));
  const missing = needed.reduce((sum, count) => sum + count, 0) - free;
  if (missing > 0)
    throw new InputError(
      `the files don't fit ${title}: ${(missing * blockBytes).toLocaleString("en")} bytes are missing; ` +
        "take a format with more room (--disk), or layout small, whose file is shorter",
    );
  const entries = needed.reduce((sum, count) => sum + Math.max(1, Math.ceil(count / entryBlocks)), 0);
  if (entries > directoryEntries)
    throw new InputError(`the files don't fit ${title}: its directory has only ${directoryEntries} entries`);
}

/**
 * A file's name without its extension, and that.
 * @throws InputError if CP/M has no such names
 */
export function nameParts(name: string): [stem: string, extension: string] {
  const parts = /^([A-Z0-9$#@!%'()\-_]{1,8})(?:\.([A-Z0-9$#@!%'()\-_]{0,3}))?$/.exec(name.toUpperCase());
  if (parts === null)
    throw new InputError(
      `"${name}" is no name of a file in CP/M; take at most eight letters and digits, a dot and three`,
    );
  return [parts[1], parts[2] ?? ""];
}

function codes(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
