/**
 * The .npy array format (NumPy Enhancement Proposal 1), versions 1.0 to 3.0, for the few types that models use.
 *
 * A file is the magic string, the version, the length of the header, the header and the elements. The header
 * is a Python dictionary with exactly the keys descr, fortran_order and shape.
 */

import { InputError } from "../base/input-error.js";

const MAGIC = "\u0093NUMPY";
/** Longest header that is read: NumPy's own limit. */
const MAX_HEADER = 10_000;

export interface NpyArray {
  /** NumPy's name of the element type, e.g. `|i1`, `<i2`, `|S11`. */
  readonly type: string;
  readonly shape: readonly number[];
  /** The elements' bytes, row-major. */
  readonly bytes: Uint8Array;
}

/** One entry of the header's dictionary: a key in either kind of quotes; a string, a truth value or a tuple. */
const HEADER_ENTRY =
  /^\s*(['"])(\w+)\1\s*:\s*(?:(['"])([^'"\\]*)\3|(True|False)|\(([\d,\s]*)\))\s*(?:,|(?=\}))/;

/**
 * Parses one .npy file.
 * @param name how errors call it
 */
export function parseNpy(data: Uint8Array, name: string): NpyArray {
  const fail = (what: string): never => {
    throw new InputError(`array ${name}: ${what}`);
  };
  const latin1 = (from: number, to: number) => new TextDecoder("latin1").decode(data.subarray(from, to));
  const isNpy = MAGIC.split("").every((character, at) => data[at] === character.charCodeAt(0));
  if (!isNpy || data.length < 10) fail("not in .npy format");
  const version = data[6];
  if (version < 1 || version > 3)
    fail(`.npy version ${version}, which this zmlm doesn't know; save it by np.savez`);
  const headerStart = version > 1 ? 12 : 10;
  if (data.length < headerStart) fail("not in .npy format");
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const headerLength = version > 1 ? view.getUint32(8, true) : view.getUint16(8, true);
  if (headerLength > MAX_HEADER)
    fail(`a header of ${headerLength} bytes, where ${MAX_HEADER} are the most; save it by np.savez`);
  const header = parseHeader(latin1(headerStart, headerStart + headerLength));
  if (header === undefined) return fail("its header can't be read; save it by np.savez");
  if (header.fortranOrder) fail("column-major order; save it row-major");
  const elements = header.shape.reduce((product, n) => product * n, 1);
  const bytes = data.subarray(headerStart + headerLength);
  // a character of type U has four bytes
  const itemSize = Number(/\d+$/.exec(header.type)?.[0] ?? 0) * (/U\d+$/.test(header.type) ? 4 : 1);
  if (bytes.length !== elements * itemSize) fail(`${bytes.length} bytes where ${elements * itemSize} belong`);
  return { type: header.type, shape: header.shape, bytes };
}

/** Reads the header's dictionary; undefined unless it has the three keys, once each, and nothing else. */
function parseHeader(
  text: string,
): { type: string; fortranOrder: boolean; shape: readonly number[] } | undefined {
  const values = new Map<string, string | boolean | readonly number[]>();
  if (!text.startsWith("{")) return undefined;
  let rest = text.slice(1);
  for (;;) {
    if (/^\s*\}\s*$/.test(rest)) break;
    const entry = HEADER_ENTRY.exec(rest);
    if (entry === null || values.has(entry[2])) return undefined;
    const [all, , key, , string, truth, tuple] = entry;
    values.set(key, string ?? (truth !== undefined ? truth === "True" : numbersOf(tuple)));
    rest = rest.slice(all.length);
  }
  const [type, fortranOrder, shape] = ["descr", "fortran_order", "shape"].map((key) => values.get(key));
  if (values.size !== 3 || typeof type !== "string" || typeof fortranOrder !== "boolean") return undefined;
  return typeof shape === "object" ? { type, fortranOrder, shape } : undefined;
}

function numbersOf(tuple: string): number[] {
  return tuple.split(",").flatMap((part) => (part.trim() === "" ? [] : [Number.parseInt(part, 10)]));
}

/** The bytes of an element, how it is read, and whether it may be negative. */
const INTEGER = /^([<>|=])([iu])([1248])$/;

/**
 * The elements of an array of integers of any width, as NumPy makes them.
 * @returns undefined if it holds something else
 */
export function npyIntegers({ type, bytes }: NpyArray): number[] | undefined {
  const match = INTEGER.exec(type);
  if (match === null) return undefined;
  const [, order, kind, digit] = match;
  const [width, little, signed] = [Number(digit), order !== ">", kind === "i"];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (at: number): number => {
    if (width === 1) return signed ? view.getInt8(at) : view.getUint8(at);
    if (width === 2) return signed ? view.getInt16(at, little) : view.getUint16(at, little);
    if (width === 4) return signed ? view.getInt32(at, little) : view.getUint32(at, little);
    // what a number can't hold exactly is far outside of every range, and stays so
    return Number(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
  };
  return Array.from({ length: bytes.length / width }, (_, index) => read(index * width));
}

/** The inverse of {@link parseNpy}: a version 1.0 file with its data aligned to 64 bytes. */
export function formatNpy({ type, shape, bytes }: NpyArray): Uint8Array {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const headerLength = Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 10;
  const header = `${MAGIC}\u0001\u0000${String.fromCharCode(headerLength & 255, headerLength >> 8)}${dictionary.padEnd(headerLength - 1)}\n`;
  const file = new Uint8Array(header.length + bytes.length);
  file.set(Array.from(header, (character) => character.charCodeAt(0)));
  file.set(bytes, header.length);
  return file;
}
