/**
 * The BIOS's entries, in the order of the jump table that programs find through the warm boot vector. The console,
 * list, punch and reader entries work; those for disk hardware report failure, as there are no sectors here.
 */

import { type Devices, END_OF_FILE, type SystemRoutine } from "./devices.js";

/** Entries of the jump table, in its order. */
export const BIOS_ENTRIES = [
  "boot",
  "wboot",
  "const",
  "conin",
  "conout",
  "list",
  "punch",
  "reader",
  "home",
  "seldsk",
  "settrk",
  "setsec",
  "setdma",
  "read",
  "write",
  "listst",
  "sectran",
] as const;

export type BiosEntry = (typeof BIOS_ENTRIES)[number];

/** What CONST and LISTST return when the device is ready. */
const READY = 0xff;
/** What READ and WRITE return when they fail. */
const DISK_ERROR = 1;

/** What an entry returns in A, and in HL if it uses it. */
export interface BiosResult {
  readonly a: number;
  readonly hl?: number;
}

/**
 * Carries out an entry.
 * @param bc BC at the call; C where the entry takes a byte
 */
export function* callBios(entry: BiosEntry, devices: Devices, bc: number): SystemRoutine<BiosResult> {
  const c = bc & 0xff;
  switch (entry) {
    case "boot":
    case "wboot":
      yield "exit";
      return { a: 0 };
    case "const":
      return { a: devices.keyReady() ? READY : 0 };
    case "conin":
      return { a: yield* devices.readKey() };
    case "conout":
      devices.write(c);
      return { a: c };
    case "list":
      devices.list(c);
      return { a: c };
    case "punch":
      devices.punch(c);
      return { a: c };
    case "reader":
      return { a: END_OF_FILE };
    case "listst":
      return { a: READY };
    case "seldsk":
      return { a: 0, hl: 0 };
    case "read":
    case "write":
      return { a: DISK_ERROR };
    case "sectran":
      return { a: c, hl: bc };
    case "home":
    case "settrk":
    case "setsec":
    case "setdma":
      return { a: 0 };
  }
}
