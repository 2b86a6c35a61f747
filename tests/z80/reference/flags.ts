/**
 * What the Z80 makes of operands: results and flags, each by its rule in the Zilog manual (UM0080), bits 3 and 5
 * by Sean Young's "The Undocumented Z80 Documented" (0.91). Plain sums and comparisons, no tables of a processor.
 */

export const CARRY = 0x01;
export const SUBTRACT = 0x02;
export const PARITY = 0x04;
export const BIT3 = 0x08;
export const HALF = 0x10;
export const BIT5 = 0x20;
export const ZERO = 0x40;
export const SIGN = 0x80;

export interface Result {
  /** 8 or 16 bits. */
  readonly value: number;
  readonly flags: number;
}

export function when(condition: boolean, flag: number): number {
  return condition ? flag : 0;
}

/** By byte: whether an even number of its bits are 1. */
export const EVEN_PARITY: readonly boolean[] = Array.from(
  { length: 256 },
  (_, byte) => [...byte.toString(2)].filter((digit) => digit === "1").length % 2 === 0,
);

/** S, Z and bits 3 and 5 of a byte. */
export function signZero(byte: number): number {
  return (byte & (SIGN | BIT5 | BIT3)) | when(byte === 0, ZERO);
}

export function signZeroParity(byte: number): number {
  return signZero(byte) | when(EVEN_PARITY[byte], PARITY);
}

function signed(value: number, bits: number): number {
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
}

function overflows(signedResult: number, bits: number): boolean {
  return signedResult < -(2 ** (bits - 1)) || signedResult >= 2 ** (bits - 1);
}

/** a + b + carry. */
export function add8(a: number, b: number, carry: number): Result {
  const value = (a + b + carry) % 256;
  const flags =
    signZero(value) |
    when((a % 16) + (b % 16) + carry > 15, HALF) |
    when(overflows(signed(a, 8) + signed(b, 8) + carry, 8), PARITY) |
    when(a + b + carry > 255, CARRY);
  return { value, flags };
}

/** a - b - carry. */
export function subtract8(a: number, b: number, carry: number): Result {
  const value = (a - b - carry + 512) % 256;
  const flags =
    signZero(value) |
    SUBTRACT |
    when((a % 16) - (b % 16) - carry < 0, HALF) |
    when(overflows(signed(a, 8) - signed(b, 8) - carry, 8), PARITY) |
    when(a - b - carry < 0, CARRY);
  return { value, flags };
}

/** The arithmetic of opcode bits 3 to 5: ADD, ADC, SUB, SBC, AND, XOR, OR, CP. For CP the value is A. */
export function arithmetic(operation: number, a: number, b: number, flags: number): Result {
  const carry = flags & CARRY;
  const logic = (value: number, half: number) => ({ value, flags: signZeroParity(value) | half });
  switch (operation) {
    case 0:
      return add8(a, b, 0);
    case 1:
      return add8(a, b, carry);
    case 2:
      return subtract8(a, b, 0);
    case 3:
      return subtract8(a, b, carry);
    case 4:
      return logic(a & b, HALF);
    case 5:
      return logic(a ^ b, 0);
    case 6:
      return logic(a | b, 0);
    default: {
      // CP takes bits 3 and 5 from the operand
      const compared = subtract8(a, b, 0);
      return { value: a, flags: (compared.flags & ~(BIT3 | BIT5)) | (b & (BIT3 | BIT5)) };
    }
  }
}

export function increment(byte: number, flags: number): Result {
  const { value, flags: made } = add8(byte, 1, 0);
  return { value, flags: (made & ~CARRY) | (flags & CARRY) };
}

export function decrement(byte: number, flags: number): Result {
  const { value, flags: made } = subtract8(byte, 1, 0);
  return { value, flags: (made & ~CARRY) | (flags & CARRY) };
}

/** The shifts of CB's bits 3 to 5: RLC, RRC, RL, RR, SLA, SRA, SLL (bit 0 becomes 1), SRL. */
export function shift(operation: number, byte: number, flags: number): Result {
  const [top, bottom] = [byte >> 7, byte & 1];
  const carry = flags & CARRY;
  const left = operation % 2 === 0;
  const shiftedIn = [top, bottom, carry, carry, 0, top, 1, 0][operation];
  const value = left ? (byte * 2 + shiftedIn) % 256 : (byte >> 1) + shiftedIn * 128;
  return { value, flags: signZeroParity(value) | when((left ? top : bottom) === 1, CARRY) };
}

/** RLCA, RRCA, RLA, RRA: S, Z and P/V stay. */
export function rotateA(operation: number, a: number, flags: number): Result {
  const { value, flags: made } = shift(operation, a, flags);
  return { value, flags: (flags & (SIGN | ZERO | PARITY)) | (made & (BIT3 | BIT5 | CARRY)) };
}

/** @param source of bits 3 and 5: the byte itself, or the high byte of the address it came from */
export function testBit(bit: number, byte: number, source: number, flags: number): number {
  const isSet = (byte >> bit) % 2 === 1;
  return (
    (flags & CARRY) |
    HALF |
    (source & (BIT3 | BIT5)) |
    when(!isSet, ZERO | PARITY) |
    when(bit === 7 && isSet, SIGN)
  );
}

type Range = readonly [low: number, high: number];
const DECIMAL: Range = [0, 9];
const LETTER: Range = [10, 15];
const ANY: Range = [0, 15];

/** The manual's table of DAA, for every state: C and H before (2 for either), ranges of the digits, what is added. */
const DAA: readonly (readonly [
  carry: number,
  high: Range,
  half: number,
  low: Range,
  sum: number,
  after: number,
])[] = [
  [0, DECIMAL, 0, DECIMAL, 0x00, 0],
  [0, DECIMAL, 1, DECIMAL, 0x06, 0],
  [0, [0, 8], 2, LETTER, 0x06, 0],
  [0, LETTER, 0, DECIMAL, 0x60, 1],
  [0, LETTER, 1, DECIMAL, 0x66, 1],
  [0, [9, 15], 2, LETTER, 0x66, 1],
  [1, ANY, 0, DECIMAL, 0x60, 1],
  [1, ANY, 1, DECIMAL, 0x66, 1],
  [1, ANY, 2, LETTER, 0x66, 1],
];

export function decimalAdjust(a: number, flags: number): Result {
  const [high, low] = [a >> 4, a % 16];
  const isHalf = (flags & HALF) !== 0;
  const within = (digit: number, [least, most]: Range) => digit >= least && digit <= most;
  const row = DAA.find(
    ([carry, highs, half, lows]) =>
      carry === (flags & CARRY) &&
      within(high, highs) &&
      (half === 2 || (half === 1) === isHalf) &&
      within(low, lows),
  )!;
  const [, , , , correction, carryAfter] = row;
  const subtracts = (flags & SUBTRACT) !== 0;
  const value = (a + (subtracts ? 256 - correction : correction)) % 256;
  const halfAfter = subtracts ? isHalf && low < 6 : low > 9;
  return {
    value,
    flags: signZeroParity(value) | (flags & SUBTRACT) | when(halfAfter, HALF) | carryAfter,
  };
}

/** ADD HL,rr: S, Z and P/V stay; H is the carry out of bit 11. */
export function add16(a: number, b: number, flags: number): Result {
  const value = (a + b) % 65_536;
  return {
    value,
    flags:
      (flags & (SIGN | ZERO | PARITY)) |
      ((value >> 8) & (BIT3 | BIT5)) |
      when((a % 4096) + (b % 4096) > 4095, HALF) |
      when(a + b > 65_535, CARRY),
  };
}

export function addWithCarry16(a: number, b: number, flags: number): Result {
  const carry = flags & CARRY;
  const value = (a + b + carry) % 65_536;
  return {
    value,
    flags:
      ((value >> 8) & (SIGN | BIT3 | BIT5)) |
      when(value === 0, ZERO) |
      when((a % 4096) + (b % 4096) + carry > 4095, HALF) |
      when(overflows(signed(a, 16) + signed(b, 16) + carry, 16), PARITY) |
      when(a + b + carry > 65_535, CARRY),
  };
}

export function subtractWithCarry16(a: number, b: number, flags: number): Result {
  const carry = flags & CARRY;
  const value = (a - b - carry + 131_072) % 65_536;
  return {
    value,
    flags:
      ((value >> 8) & (SIGN | BIT3 | BIT5)) |
      SUBTRACT |
      when(value === 0, ZERO) |
      when((a % 4096) - (b % 4096) - carry < 0, HALF) |
      when(overflows(signed(a, 16) - signed(b, 16) - carry, 16), PARITY) |
      when(a - b - carry < 0, CARRY),
  };
}
