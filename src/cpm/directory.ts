/**
 * A drive's files as a CP/M disk: the directory, one entry of 32 bytes for each extent, and the disk parameter
 * block and allocation vector that programs such as STAT read. Blocks have 2 KB and 16-bit numbers, eight an entry.
 */

import type { Drive, FileEntry } from "./drive.js";
import { EXTENTS_IN_MODULE, MAP, MAP_LENGTH, patternOfName, RECORDS_IN_EXTENT } from "./fcb.js";

export const RECORD_LENGTH = 128;
export const ENTRY_LENGTH = 32;
export const ENTRIES_IN_RECORD = RECORD_LENGTH / ENTRY_LENGTH;
/** Most entries in a directory. */
export const MAX_ENTRIES = 1024;
/** Most records in a file: 8 MB. */
export const MAX_RECORDS = 65_536;
/** First byte of a free directory entry. */
const FREE = 0xe5;
const READ_ONLY_BYTE = 9;

const BLOCK_LENGTH = 2048;
const RECORDS_IN_BLOCK = BLOCK_LENGTH / RECORD_LENGTH;
const DIRECTORY_BLOCKS = (MAX_ENTRIES * ENTRY_LENGTH) / BLOCK_LENGTH;
const RECORDS_IN_TRACK = 128;
const BLOCK_SHIFT = 4;

/** Bytes of the allocation vector of the largest drive, one bit a block. */
const ALLOCATION_LENGTH = 512;

/** Records of a file; the last may be partly filled. */
export function recordsOf(file: FileEntry): number {
  return Math.min(MAX_RECORDS, Math.ceil(file.size / RECORD_LENGTH));
}

/** Directory entries of a file with so many records; an empty file has one. */
export function extentsOf(records: number): number {
  return Math.max(1, Math.ceil(records / RECORDS_IN_EXTENT));
}

export function blocksOf(records: number): number {
  return Math.ceil(records / RECORDS_IN_BLOCK);
}

/** Blocks of a drive, including the directory's own. */
export function capacityInBlocks(drive: Drive): number {
  return Math.min(ALLOCATION_LENGTH * 8, Math.floor(drive.capacity / BLOCK_LENGTH));
}

/** What a drive's files take. */
export interface Usage {
  /** Blocks, including the directory's own. */
  readonly blocks: number;
  /** Directory entries. */
  readonly entries: number;
}

export function usageOf(files: readonly FileEntry[]): Usage {
  let [blocks, entries] = [DIRECTORY_BLOCKS, 0];
  for (const file of files) {
    blocks += blocksOf(recordsOf(file));
    entries += extentsOf(recordsOf(file));
  }
  return { blocks, entries };
}

/** Files in the order of the directory: by user, then by name. */
export function inOrder(files: readonly FileEntry[]): FileEntry[] {
  return [...files].sort((a, b) => a.user - b.user || (a.name < b.name ? -1 : 1));
}

/**
 * Directory entries of all files, in order of user and name.
 * @returns whole records, [n * 128]; the last one is filled up with free entries
 */
export function directoryImage(files: readonly FileEntry[]): Uint8Array {
  const entries: Uint8Array[] = [];
  let block = DIRECTORY_BLOCKS;
  for (const file of inOrder(files)) {
    const records = recordsOf(file);
    for (let extent = 0; extent < extentsOf(records); extent++) {
      const inExtent = Math.min(RECORDS_IN_EXTENT, records - extent * RECORDS_IN_EXTENT);
      entries.push(entryFor(file, extent, inExtent, block));
      block += blocksOf(inExtent);
    }
  }
  const image = new Uint8Array(Math.ceil(entries.length / ENTRIES_IN_RECORD) * RECORD_LENGTH).fill(FREE);
  entries.forEach((entry, i) => {
    image.set(entry, i * ENTRY_LENGTH);
  });
  return image;
}

/** @param records in this extent @param block the first of its blocks */
function entryFor(file: FileEntry, extent: number, records: number, block: number): Uint8Array {
  const entry = new Uint8Array(ENTRY_LENGTH);
  entry[0] = file.user;
  const pattern = patternOfName(file.name);
  for (let i = 0; i < pattern.length; i++) entry[1 + i] = pattern.charCodeAt(i);
  if (file.readOnly) entry[READ_ONLY_BYTE] |= 0x80;
  entry[12] = extent % EXTENTS_IN_MODULE;
  entry[14] = Math.floor(extent / EXTENTS_IN_MODULE);
  entry[15] = records;
  for (let i = 0; i < blocksOf(records) && 2 * i < MAP_LENGTH; i++) {
    entry[MAP + 2 * i] = (block + i) & 0xff;
    entry[MAP + 2 * i + 1] = (block + i) >> 8;
  }
  return entry;
}

/** The disk parameter block of a drive, [15]. It tells of at least 257 blocks, as fewer would have 8-bit numbers. */
export function parameterBlock(drive: Drive): Uint8Array {
  const lastBlock = Math.max(256, capacityInBlocks(drive) - 1);
  const lastEntry = MAX_ENTRIES - 1;
  return Uint8Array.of(
    ...[RECORDS_IN_TRACK, 0],
    ...[BLOCK_SHIFT, RECORDS_IN_BLOCK - 1, 0],
    ...[lastBlock & 0xff, lastBlock >> 8],
    ...[lastEntry & 0xff, lastEntry >> 8],
    ...[0xff, 0xff], // the directory's 16 blocks, as bits from the top
    ...[0, 0], // no checks for a changed disk
    ...[0, 0], // no system tracks
  );
}

/** One bit for each block, from the top bit of each byte: 0 if the block is free. */
export function allocationVector(drive: Drive, usedBlocks: number): Uint8Array {
  const vector = new Uint8Array(ALLOCATION_LENGTH).fill(0xff);
  for (let block = usedBlocks; block < capacityInBlocks(drive); block++)
    vector[block >> 3] &= ~(0x80 >> (block & 7));
  return vector;
}
