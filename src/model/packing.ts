/** Weights at two bits each, four to a byte. */

/** Bytes that one packed row of n weights takes; each row starts on a byte. */
export function packedRowBytes(n: number): number {
  return (n + 3) >> 2;
}

/**
 * Packs a matrix row by row: code w + 2 (0 to 3), the first weight of a byte in its top two bits.
 * A row's last byte is filled with the code of weight 0.
 * @param weights (rows, columns), row-major, each -2 to +1
 * @returns rows * ceil(columns / 4) bytes
 */
export function packWeights(weights: Int8Array, rows: number, columns: number): Uint8Array {
  const rowBytes = packedRowBytes(columns);
  const packed = new Uint8Array(rows * rowBytes).fill(0b10101010);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const shift = 6 - 2 * (column & 3);
      const at = row * rowBytes + (column >> 2);
      packed[at] = (packed[at] & ~(3 << shift)) | ((weights[row * columns + column] + 2) << shift);
    }
  return packed;
}

/**
 * The inverse of {@link packWeights}.
 * @param packed rows * ceil(columns / 4) bytes
 * @returns (rows, columns), row-major
 */
export function unpackWeights(packed: Uint8Array, rows: number, columns: number): Int8Array {
  const rowBytes = packedRowBytes(columns);
  if (packed.length !== rows * rowBytes)
    throw new RangeError(`${packed.length} packed bytes where ${rows * rowBytes} belong`);
  const weights = new Int8Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      weights[row * columns + column] =
        ((packed[row * rowBytes + (column >> 2)] >> (6 - 2 * (column & 3))) & 3) - 2;
  return weights;
}

/** Transposes a row-major matrix. */
export function transpose(weights: Int8Array, rows: number, columns: number): Int8Array {
  const out = new Int8Array(weights.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = weights[row * columns + column];
  return out;
}
