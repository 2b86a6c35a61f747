/**
 * The `.dsk` file of Amstrad emulators, which floppy emulators such as the Gotek take too: a header of the disk, then
 * a header and the sectors of each track. The format is Marco Vieth's for CPCEMU, of which each emulator has a text.
 */

import type { DiskFormat } from "./disk-formats.js";

const HEADER_BYTES = 256;
const MAGIC = "MV - CPCEMU Disk-File\r\nDisk-Info\r\n";
const CREATOR = "zmlm";
const TRACK_MAGIC = "Track-Info\r\n";

/** Places in the disk's header. */
const AT_CREATOR = 0x22;
const AT_TRACKS = 0x30;
const AT_SIDES = 0x31;
const AT_TRACK_BYTES = 0x32;
/** Places in a track's header. */
const AT_TRACK = 0x10;
const AT_SIZE = 0x14;
const AT_SECTORS = 0x15;
const AT_GAP = 0x16;
const AT_FILLER = 0x17;
const AT_LIST = 0x18;
const LIST_BYTES = 8;
const GAP = 0x4e;
const FILLER = 0xe5;

type TrackFormat = Pick<DiskFormat, "sectorBytes" | "sectors" | "tracks" | "firstSector">;

/** @param disk sectors in the order of their numbers, track by track */
export function dskFile(
  { sectorBytes, sectors, tracks, firstSector }: TrackFormat,
  disk: Uint8Array,
): Uint8Array {
  const dataBytes = sectors * sectorBytes;
  const trackBytes = HEADER_BYTES + dataBytes;
  const file = new Uint8Array(HEADER_BYTES + tracks * trackBytes);
  file.set(codes(MAGIC));
  file.set(codes(CREATOR), AT_CREATOR);
  file[AT_TRACKS] = tracks;
  file[AT_SIDES] = 1;
  file[AT_TRACK_BYTES] = trackBytes & 255;
  file[AT_TRACK_BYTES + 1] = trackBytes >> 8;
  const size = Math.log2(sectorBytes / 128);
  for (let track = 0; track < tracks; track++) {
    const header = file.subarray(HEADER_BYTES + track * trackBytes);
    header.set(codes(TRACK_MAGIC));
    header[AT_TRACK] = track;
    header[AT_SIZE] = size;
    header[AT_SECTORS] = sectors;
    header[AT_GAP] = GAP;
    header[AT_FILLER] = FILLER;
    interleaved(sectors).forEach((sector, place) => {
      header.set([track, 0, firstSector + sector, size], AT_LIST + place * LIST_BYTES);
      const from = track * dataBytes + sector * sectorBytes;
      header.set(disk.subarray(from, from + sectorBytes), HEADER_BYTES + place * sectorBytes);
    });
  }
  return file;
}

/** Sectors as they pass the head: every second one, so that the machine can keep up. 0, 5, 1, 6, ... of nine. */
function interleaved(sectors: number): number[] {
  const half = Math.ceil(sectors / 2);
  return Array.from({ length: sectors }, (_, place) =>
    place % 2 === 0 ? place / 2 : half + (place - 1) / 2,
  );
}

function codes(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
