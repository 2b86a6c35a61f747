/**
 * A ZX Spectrum 128K's memory and registers at the moment when the program starts: a .z80 file of version 3, which names
 * the machine (a .sna of 128 KB is a Pentagon's to some emulators). Where the program leaves, the ROM starts anew.
 */

import type { Image } from "./machine.js";
import { RAM } from "./spectrum-memory.js";
import { putWord, ramWith, SYSTEM } from "./spectrum-snapshot.js";

/** The first header, which is version 1's, and the length of the second. */
const FIRST_BYTES = 30;
const SECOND_BYTES = 54;
/** Places in the first header: SP, IY, both interrupt flags and the interrupt mode. */
const SP = 8;
const IY = 23;
const IFF1 = 27;
/** Places from the first header's begin: length of the second, PC, the machine, its paging port. */
const LENGTH = 30;
const PC = 32;
const HARDWARE = 34;
const PORT = 35;
const SPECTRUM_128 = 4;
/** The port's value: the ROM of a 48K. */
const ROM_48 = 0x10;

/** A block of memory: this for its length, its page, and its bytes as they are. */
const UNPACKED = 0xffff;
const BLOCK_HEADER = 3;
/** A bank's page in the file. */
const FIRST_PAGE = 3;
const BANKS = 8;
const BANK_BYTES = 0x4000;
/** Banks at 4000h and 8000h. */
const [LOW_BANK, MIDDLE_BANK] = [5, 2];

export function spectrumZ80(image: Image): Uint8Array {
  const { origin, start, banks } = image;
  const ram = ramWith(image);
  const part = (address: number) => ram.subarray(address - RAM, address - RAM + BANK_BYTES);
  const home = banks?.paging.home ?? 0;
  const contents = new Map([
    [LOW_BANK, part(0x4000)],
    [MIDDLE_BANK, part(0x8000)],
    [home, part(0xc000)],
    ...(banks?.contents ?? []).map((bytes, index) => [banks!.paging.free[index], bytes] as const),
  ]);
  const header = FIRST_BYTES + 2 + SECOND_BYTES;
  const file = new Uint8Array(header + BANKS * (BLOCK_HEADER + BANK_BYTES));
  // 0 lies there, the address at which the ROM starts
  putWord(file, SP, origin - 2);
  putWord(file, IY, SYSTEM);
  file.set([1, 1, 1], IFF1);
  putWord(file, LENGTH, SECOND_BYTES);
  putWord(file, PC, start);
  file[HARDWARE] = SPECTRUM_128;
  file[PORT] = ROM_48 + home;
  for (let bank = 0; bank < BANKS; bank++) {
    const at = header + bank * (BLOCK_HEADER + BANK_BYTES);
    putWord(file, at, UNPACKED);
    file[at + 2] = FIRST_PAGE + bank;
    file.set(contents.get(bank) ?? new Uint8Array(), at + BLOCK_HEADER);
  }
  return file;
}
