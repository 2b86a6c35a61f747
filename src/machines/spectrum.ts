/**
 * ZX Spectrum 48K, and what is compatible: a tape, or a snapshot of memory. The program lies above a BASIC program of
 * two lines, which starts it.
 */

import type { Machine } from "./machine.js";
import { LOWER_THIRD, PROGRAM, RAM_END } from "./spectrum-memory.js";
import { spectrumSnapshot } from "./spectrum-snapshot.js";
import { spectrumTape } from "./spectrum-tape.js";

export const SPECTRUM: Machine = {
  name: "spectrum",
  title: "ZX Spectrum 48K",
  source: "machines/spectrum.asm",
  origin: PROGRAM,
  memoryEnd: RAM_END,
  memoryName: "memory",
  workPages: LOWER_THIRD,
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
