/**
 * A canonical Huffman code for bytes, as `asm/columns/decode.asm` decodes it.
 *
 *   const code = huffmanCode(bytes);
 *   const coded = huffmanEncode(bytes, code);
 */

/** One more than the bits of the longest code; a code of 24 bits would need 46,368 bytes of Fibonacci frequencies. */
export const CODE_LENGTHS = 24;
const SYMBOLS = 256;

export interface HuffmanCode {
  /** (CODE_LENGTHS) codes of length 1, 2, …; fewer than 256 of each. */
  readonly counts: readonly number[];
  /** Symbols in the order of their codes. */
  readonly symbols: readonly number[];
  /** (256) bits of each symbol's code; 0 if it never occurs. */
  readonly lengths: readonly number[];
}

interface Node {
  readonly weight: number;
  readonly symbols: readonly number[];
}

/** The best code for these bytes. */
export function huffmanCode(bytes: Uint8Array): HuffmanCode {
  const frequencies = new Array<number>(SYMBOLS).fill(0);
  for (const byte of bytes) frequencies[byte]++;
  const lengths = codeLengths(frequencies);
  const symbols = Array.from(lengths.keys())
    .filter((symbol) => lengths[symbol] > 0)
    .toSorted((a, b) => lengths[a] - lengths[b] || a - b);
  const counts = Array.from(
    { length: CODE_LENGTHS },
    (_, index) => lengths.filter((length) => length === index + 1).length,
  );
  return { counts, symbols, lengths };
}

function codeLengths(frequencies: readonly number[]): number[] {
  const lengths = new Array<number>(SYMBOLS).fill(0);
  const nodes: Node[] = [];
  frequencies.forEach((weight, symbol) => {
    if (weight > 0) nodes.push({ weight, symbols: [symbol] });
  });
  if (nodes.length === 1) lengths[nodes[0].symbols[0]] = 1;
  while (nodes.length > 1) {
    nodes.sort((a, b) => b.weight - a.weight);
    const [a, b] = [nodes.pop()!, nodes.pop()!];
    for (const symbol of [...a.symbols, ...b.symbols]) lengths[symbol]++;
    nodes.push({ weight: a.weight + b.weight, symbols: [...a.symbols, ...b.symbols] });
  }
  // 256 codes of 8 bits are one more than a byte can count: one becomes shorter, and two longer.
  const isFlat = lengths.every((length) => length === 8);
  return isFlat ? [7, ...lengths.slice(3), 9, 9] : lengths;
}

/** Bits of each symbol's code, as numbers. */
function codes({ counts, symbols }: HuffmanCode): Map<number, number> {
  const table = new Map<number, number>();
  let [code, index] = [0, 0];
  for (const count of counts) {
    code *= 2;
    for (let i = 0; i < count; i++) table.set(symbols[index++], code++);
  }
  return table;
}

/** Writes bytes in their code, bits from the top of each byte. */
export function huffmanEncode(bytes: Uint8Array, code: HuffmanCode): Uint8Array {
  const table = codes(code);
  const bits = bytes.reduce((sum, byte) => sum + code.lengths[byte], 0);
  const out = new Uint8Array(Math.ceil(bits / 8));
  let at = 0;
  for (const byte of bytes) {
    const value = table.get(byte)!;
    for (let bit = code.lengths[byte] - 1; bit >= 0; bit--, at++)
      if (Math.floor(value / 2 ** bit) % 2 === 1) out[at >> 3] |= 0x80 >> (at & 7);
  }
  return out;
}
