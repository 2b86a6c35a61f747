/**
 * A ZX Spectrum's 48 KB and registers at the moment when the program starts: a .sna file. No BASIC is in it but what
 * the ROM's reading of keys needs. Where the program leaves, the ROM starts anew.
 */

import type { Image } from "./machine.js";
import { RAM, RAM_END } from "./spectrum-memory.js";

const HEADER_BYTES = 27;
/** Places in the header. */
const IY = 15;
const INTERRUPTS = 19;
const SP = 23;
const MODE = 25;

/** IFF2, in its bit. */
const ENABLED = 4;
/** What IY is for the ROM. */
export const SYSTEM = 0x5c3a;

/** The ROM's variables that aren't 0: address, bytes. */
const VARIABLES: readonly [number, ...number[]][] = [
  [0x5c00, 0xff], // KSTATE: no key is held
  [0x5c04, 0xff],
  [0x5c09, 35, 5], // REPDEL, REPPER: fiftieths until a key repeats, and again
  [0x5c36, 0x00, 0x3c], // CHARS: 256 below the font
  [0x5c3a, 0xff], // ERR_NR: none
];

/** (49152) RAM from 4000h on, with a program and what the ROM needs. */
export function ramWith({ origin, bytes }: Pick<Image, "origin" | "bytes">): Uint8Array {
  const ram = new Uint8Array(RAM_END - RAM);
  for (const [address, ...values] of VARIABLES) ram.set(values, address - RAM);
  ram.set(bytes, origin - RAM);
  return ram;
}

export function spectrumSnapshot({ origin, bytes, start }: Image): Uint8Array {
  const snapshot = new Uint8Array(HEADER_BYTES + RAM_END - RAM);
  const memory = snapshot.subarray(HEADER_BYTES);
  memory.set(ramWith({ origin, bytes }));
  // The loader takes PC from the stack. Above it lies 0, the address at which the ROM starts.
  const sp = origin - 4;
  putWord(memory, sp - RAM, start);
  putWord(snapshot, IY, SYSTEM);
  putWord(snapshot, SP, sp);
  snapshot[INTERRUPTS] = ENABLED;
  snapshot[MODE] = 1;
  return snapshot;
}

export function putWord(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 255;
  bytes[at + 1] = value >> 8;
}
