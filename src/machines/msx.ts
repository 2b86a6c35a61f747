/** MSX with 64 KB of RAM: a cartridge, whose program copies itself into RAM. */

import type { Image, Machine } from "./machine.js";

/** A part of the cartridge, of which two are seen at a time. */
const PART_BYTES = 0x4000;

/** A cartridge of mapper ASCII16: the program from its first byte on, in as many parts as a power of two. */
function cartridge({ bytes }: Image): Uint8Array {
  let parts = 1;
  while (parts * PART_BYTES < bytes.length) parts *= 2;
  const rom = new Uint8Array(parts * PART_BYTES).fill(0xff);
  rom.set(bytes);
  return rom;
}

export const MSX: Machine = {
  name: "msx",
  title: "MSX",
  source: "machines/msx.asm",
  origin: 0x4000,
  // above lie our stack, the loader, the BIOS's stack, and from F380h on its variables
  memoryEnd: 0xef00,
  memoryName: "memory",
  clock: 3_579_545,
  files: [{ extension: ".rom", make: cartridge, load: "On the MSX: as a cartridge with mapper ASCII16" }],
};
