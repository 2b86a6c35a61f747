/**
 * Amstrad CPC 464, 664 and 6128: a disk with a binary file that `RUN"` starts, or a tape of it. The firmware loads the
 * program, sets itself up anew and calls it; its jump table is the console.
 */

import { InputError } from "../base/input-error.js";
import { AMSDOS, PROGRAM } from "./cpc-memory.js";
import { cpcTape } from "./cpc-tape.js";
import { diskFormat } from "./disk-formats.js";
import { diskImage } from "./disk-image.js";
import type { Image, Machine } from "./machine.js";

const HEADER_BYTES = 128;
const BINARY = 2;
/** Places in the header. */
const AT_NAME = 1;
const AT_KIND = 18;
const AT_ADDRESS = 21;
const AT_FIRST = 23;
const AT_LENGTH = 24;
const AT_START = 26;
const AT_FILE_LENGTH = 64;
const AT_SUM = 67;
const NAME_LENGTH = 8;

/** A data disk with the program as NAME.BIN. */
function cpcDisk(image: Image, name = "CHAT"): Uint8Array {
  const stem = name.toUpperCase().slice(0, NAME_LENGTH);
  return diskImage(diskFormat("cpc-data"), [{ name: `${stem}.BIN`, bytes: amsdosFile(image, stem) }]);
}

/** A binary file as AMSDOS has it: 128 bytes that say where it goes and starts, with their sum, then the program. */
function amsdosFile({ origin, bytes, start }: Image, stem: string): Uint8Array {
  if (origin + bytes.length > AMSDOS)
    throw new InputError("the program reaches into AMSDOS's memory, and can't be loaded; train it smaller");
  const file = new Uint8Array(HEADER_BYTES + bytes.length);
  const view = new DataView(file.buffer);
  const name = `${stem.padEnd(NAME_LENGTH)}BIN`;
  file.set(
    Array.from(name, (character) => character.charCodeAt(0)),
    AT_NAME,
  );
  file[AT_KIND] = BINARY;
  file[AT_FIRST] = 0xff;
  view.setUint16(AT_ADDRESS, origin, true);
  view.setUint16(AT_LENGTH, bytes.length, true);
  view.setUint16(AT_START, start, true);
  view.setUint16(AT_FILE_LENGTH, bytes.length, true);
  const sum = file.subarray(0, AT_SUM).reduce((total, byte) => total + byte, 0);
  view.setUint16(AT_SUM, sum, true);
  file.set(bytes, HEADER_BYTES);
  return file;
}

export const CPC: Machine = {
  name: "cpc",
  title: "Amstrad CPC",
  source: "machines/cpc.asm",
  origin: PROGRAM,
  memoryEnd: AMSDOS,
  memoryName: "memory",
  clock: 4_000_000,
  // the gate array lets an access through every four T-states
  slowdown: 1.086,
  files: [
    { extension: ".dsk", make: cpcDisk, load: 'On the CPC, with the disk in drive A: RUN"CHAT' },
    {
      extension: ".cdt",
      make: cpcTape,
      load: 'On the CPC: RUN"", then play the tape (with a disk drive, |TAPE first)',
    },
  ],
};
