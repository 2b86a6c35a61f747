/** What both encoders hash: characters folded to seven bits, n-grams of them by a rolling hash. */

import { HASH_MULTIPLIER } from "../base/contract.js";

export const SPACE = 0x20;

/** Seven bits of a character code, A-Z lowercased. */
export function foldCode(code: number): number {
  const ascii = code & 0x7f;
  return ascii >= 0x41 && ascii <= 0x5a ? ascii | 0x20 : ascii;
}

/**
 * The 16-bit hash of `length` codes: h = seed, then h = (31 * h + code) mod 2^16 for each.
 * @param codes folded characters, of which those from `start` on are hashed
 */
export function hash(codes: ArrayLike<number>, start: number, length: number, seed: number): number {
  let h = seed;
  for (let i = start; i < start + length; i++) h = (h * HASH_MULTIPLIER + codes[i]) & 0xffff;
  return h;
}
