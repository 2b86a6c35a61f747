/** The .npy array format (NumPy Enhancement Proposal 1), version 1.0, for the few types that models use. */

import { InputError } from "../base/input-error.js";

const MAGIC = "\u0093NUMPY";

export interface NpyArray {
  /** NumPy's name of the element type, e.g. `|i1`, `<i2`, `|S11`. */
  readonly type: string;
  readonly shape: readonly number[];
  /** The elements' bytes, row-major. */
  readonly bytes: Uint8Array;
}

/**
 * Parses one .npy file.
 * @param name how errors call it
 */
export function parseNpy(data: Uint8Array, name: string): NpyArray {
  const fail = (what: string): never => {
    throw new InputError(`array ${name}: ${what}`);
  };
  const latin1 = (from: number, to: number) => String.fromCharCode(...data.subarray(from, to));
  if (latin1(0, MAGIC.length) !== MAGIC) fail("not in .npy format");
  const wide = data[6] > 1;
  const headerStart = wide ? 12 : 10;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const headerLength =
    data.length < headerStart ? 0 : wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = latin1(headerStart, headerStart + headerLength);
  const type = /'descr': '([^']+)'/.exec(header)?.[1];
  const shapeText = /'shape': \(([\d, ]*)\)/.exec(header)?.[1];
  if (type === undefined || shapeText === undefined) return fail("its header can't be read");
  if (/'fortran_order': True/.test(header)) fail("column-major order; save it row-major");
  const shape = shapeText.split(",").flatMap((part) => (part.trim() === "" ? [] : [Number(part)]));
  const elements = shape.reduce((product, n) => product * n, 1);
  const bytes = data.subarray(headerStart + headerLength);
  const itemSize = Number(/\d+$/.exec(type)?.[0] ?? 0);
  if (bytes.length !== elements * itemSize) fail(`${bytes.length} bytes where ${elements * itemSize} belong`);
  return { type, shape, bytes };
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
