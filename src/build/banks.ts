/**
 * The question's columns in banks of memory. They are half of the program or more, only one of them is read at a time,
 * and they are read as they are in the file: so where a machine pages memory, they lie there, in layouts columns and
 * small if they stay packed.
 *
 *   const contents = columnBanks(program, columnBytes, machine.paging);
 */

import type { Paging } from "../machines/paging.js";
import type { ColumnProgram } from "./columns.js";

/** Columns in a bank: the low byte of a bucket counts them. They fit any bank, since a column has 64 bytes at most. */
const BANK_COLUMNS = 256;

/**
 * The banks' bytes, all of one length.
 * @param columnBytes of a packed column
 * @returns undefined where the columns have no place in banks
 */
export function columnBanks(
  { readAtOnce, weights: { query } }: ColumnProgram,
  columnBytes: number,
  paging: Paging | undefined,
): Uint8Array[] | undefined {
  if (paging === undefined || !readAtOnce) return undefined;
  const bytes = Math.min(query.length, BANK_COLUMNS * columnBytes);
  const count = Math.ceil(query.length / bytes);
  if (count > paging.free.length || bytes > paging.windowBytes) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const bank = new Uint8Array(bytes);
    bank.set(query.subarray(index * bytes, (index + 1) * bytes));
    return bank;
  });
}
