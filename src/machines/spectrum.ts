/**
 * ZX Spectrum 48K, and what is compatible: a tape, or a snapshot of memory. The program lies above a BASIC program of
 * two lines, which starts it.
 */

import type { Machine } from "./machine.js";
import { FAST_MEMORY, LOWER_THIRD, PROGRAM, RAM_END } from "./spectrum-memory.js";
import { spectrumSnapshot } from "./spectrum-snapshot.js";
import { spectrumTape } from "./spectrum-tape.js";
import { spectrumZ80 } from "./spectrum-z80.js";

export const SPECTRUM: Machine = {
  name: "spectrum",
  title: "ZX Spectrum 48K",
  source: "machines/spectrum.asm",
  origin: PROGRAM,
  fastFrom: FAST_MEMORY,
  memoryEnd: RAM_END,
  memoryName: "memory",
  workPages: LOWER_THIRD,
  losesWorkPages: true,
  clock: 3_500_000,
  slowdown: 1.035,
  files: [
    { extension: ".tap", make: spectrumTape, load: 'On the Spectrum: LOAD "", then play the tape' },
    {
      extension: ".sna",
      make: spectrumSnapshot,
      load: "Open the snapshot in an emulator, or by a card interface's menu",
    },
  ],
};

/** The same with the question's weights in banks of memory, which leaves room for the fastest layout. */
export const SPECTRUM_128: Machine = {
  ...SPECTRUM,
  name: "spectrum128",
  title: "ZX Spectrum 128K",
  paging: { window: 0xc000, windowBytes: 0x4000, port: 0x7ffd, home: 0, free: [4, 6] },
  clock: 3_546_900,
  slowdown: 1.04,
  files: [
    { ...SPECTRUM.files[0], load: "On the Spectrum: Tape Loader in the menu, then play the tape" },
    {
      extension: ".z80",
      make: spectrumZ80,
      load: "Open the snapshot in an emulator, or by a card interface's menu",
    },
  ],
};
