/** CP/M 2.2 and 3: a .COM file is the program's bytes as they lie in memory, from 0100h on. */

import { DEFAULT_BDOS_BASE, TPA_START } from "../base/cpm-memory.js";
import { intelHex } from "./intel-hex.js";
import type { Machine } from "./machine.js";

export const CPM: Machine = {
  name: "cpm",
  title: "CP/M",
  source: "machines/cpm.asm",
  origin: TPA_START,
  memoryEnd: DEFAULT_BDOS_BASE,
  showsProgress: true,
  memoryName: "the TPA",
  clock: 4_000_000,
  files: [
    { extension: ".com", make: ({ bytes }) => bytes, load: "On CP/M: CHAT, or CHAT and a question" },
    { extension: ".hex", make: intelHex, load: "On CP/M: PIP CHAT.HEX=CON:, send the file, then LOAD CHAT" },
  ],
};

/** Where the BDOS begins under MSX-DOS 1 with one disk drive's ROM: as low as it usually is. */
const MSXDOS_BDOS = 0xd606;

/** MSX-DOS: the same program, for the memory that it leaves. Its functions of the BDOS are those of CP/M. */
export const MSXDOS: Machine = {
  ...CPM,
  name: "msxdos",
  title: "MSX-DOS",
  memoryEnd: MSXDOS_BDOS,
  clock: 3_579_545,
  files: [{ ...CPM.files[0], load: "On MSX-DOS: CHAT, or CHAT and a question" }],
};

/**
 * Where the BDOS of well-known systems begins, as (0006h) tells it, and so where the TPA ends. Some have more memory;
 * none less. src/machines/README.md says where each number is from.
 */
export const KNOWN_TPAS: ReadonlyMap<string, number> = new Map([
  ["rc2014", 0xd806],
  ["romwbw", 0xd806],
  ["kaypro", 0xec06],
  ["pcw", 0xf200],
  ["msxdos", MSXDOS_BDOS],
  ["agon", 0xe506],
  ["runcpm", 0xec06],
]);
