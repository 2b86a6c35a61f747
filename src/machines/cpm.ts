/** CP/M 2.2 and 3: a .COM file is the program's bytes as they lie in memory, from 0100h on. */

import { DEFAULT_BDOS_BASE, TPA_START } from "../base/cpm-memory.js";
import type { Machine } from "./machine.js";

export const CPM: Machine = {
  name: "cpm",
  title: "CP/M",
  source: "machines/cpm.asm",
  origin: TPA_START,
  memoryEnd: DEFAULT_BDOS_BASE,
  memoryName: "the TPA",
  clock: 4_000_000,
  files: [{ extension: ".com", make: ({ bytes }) => bytes, load: "On CP/M: CHAT, or CHAT and a question" }],
};
