/**
 * Reads zip archives that may be damaged or hostile: names come from the central directory, sizes are limited,
 * checksums are checked. fflate inflates; its own unzip doesn't check checksums or sizes.
 *
 * Layout: PKWARE's APPNOTE 6.3.10. No encryption, no parts, no zip64 (no model is that large).
 */

import { Inflate } from "fflate";
import { crc32 } from "../base/crc32.js";
import { InputError } from "../base/input-error.js";

export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the directory says. */
  readonly size: number;
  /**
   * Unpacks the entry.
   * @throws InputError where it is not what the directory says
   */
  read(): Uint8Array;
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
/** The end record stands before a comment of at most so many bytes. */
const MAX_COMMENT = 0xffff;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
/** Compressed bytes that are inflated at a time; so many can give a thousand times as many. */
const PIECE = 8192;

/** Whether bytes begin as a zip does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The entries of an archive, folders left out.
 * @param limit most bytes that all entries together may unpack to
 * @throws InputError if this is no whole archive, or is beyond the limit
 */
export function readZip(archive: Uint8Array, limit: number): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_LENGTH > end || view.getUint32(at, true) !== DIRECTORY_SIGNATURE) throw damaged();
    const nameLength = view.getUint16(at + 28, true);
    const next =
      at + DIRECTORY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw damaged();
    const name = new TextDecoder().decode(archive.subarray(at + DIRECTORY_LENGTH).subarray(0, nameLength));
    if (names.has(name))
      throw new InputError(`${JSON.stringify(name)} is in the archive twice; make it again`);
    names.add(name);
    const size = view.getUint32(at + 24, true);
    total += size;
    if (total > limit)
      throw new InputError(`it unpacks to more than ${limit >> 20} MB; this is no archive of a model`);
    if (!name.endsWith("/")) entries.push(entryAt(archive, view, at, name));
    at = next;
  }
  return entries;
}

function entryAt(archive: Uint8Array, view: DataView, at: number, name: string): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const checksum = view.getUint32(at + 16, true);
  const packedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  const fail = (what: string): never => {
    throw new InputError(`${JSON.stringify(name)} in the archive ${what}`);
  };
  return {
    name,
    size,
    read() {
      if (flags & ENCRYPTED) fail("is encrypted; save it without a password");
      if (local + LOCAL_LENGTH > archive.length || view.getUint32(local, true) !== LOCAL_SIGNATURE)
        throw damaged();
      const start =
        local + LOCAL_LENGTH + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (start + packedSize > archive.length) throw damaged();
      const packed = archive.subarray(start, start + packedSize);
      const bytes =
        method === STORED
          ? packed
          : method === DEFLATED
            ? inflate(packed, size)
            : fail(`is packed by method ${method}; save it stored or deflated`);
      if (bytes?.length !== size || crc32(bytes) !== checksum)
        return fail("is damaged: its checksum is another; get the file again");
      return bytes;
    },
  };
}

/** Inflates to exactly `size` bytes; undefined if there are more or fewer, or if it is no deflate stream. */
function inflate(packed: Uint8Array, size: number): Uint8Array | undefined {
  const bytes = new Uint8Array(size);
  let length = 0;
  let isDone = false;
  const stream = new Inflate((part, final) => {
    if (length + part.length <= size) bytes.set(part, length);
    length += part.length;
    isDone = final;
  });
  try {
    for (let at = 0; at < packed.length && length <= size; at += PIECE)
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  } catch {
    return undefined;
  }
  return isDone && length === size ? bytes : undefined;
}

/** Place of the end record. Only the archive's comment may follow it. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at--)
    if (view.getUint32(at, true) === END_SIGNATURE && view.getUint16(at + 20, true) === last - at) return at;
  throw damaged();
}

function damaged(): InputError {
  return new InputError("this is not a whole .npz archive (a zip of .npy arrays)");
}
