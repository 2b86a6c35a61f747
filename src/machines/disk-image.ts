/**
 * A disk as a file that emulators, floppy emulators and card writers take.
 *
 *   const image = diskImage(diskFormat("cpc-data"), [{ name: "CHAT.COM", bytes }]);
 */

import { cpmDisk, type DiskFile } from "./cpm-disk.js";
import type { DiskFormat } from "./disk-formats.js";
import { dskFile } from "./dsk.js";

/**
 * A disk with these files, as a file.
 * @throws InputError if they don't fit
 */
export function diskImage(format: DiskFormat, files: readonly DiskFile[]): Uint8Array {
  const disk = cpmDisk(format, files);
  if (format.label !== undefined) disk.set(format.label);
  return format.extension === ".dsk" ? dskFile(format, disk) : onTracks(format, disk);
}

/** Sectors from CP/M's order into that of the tracks; system tracks have none. */
function onTracks(
  { sectorBytes, sectors, tracks, systemTracks, skew }: DiskFormat,
  disk: Uint8Array,
): Uint8Array {
  const order = skewed(sectors, skew);
  const image = disk.slice();
  for (let track = systemTracks; track < tracks; track++)
    order.forEach((place, index) => {
      const from = (track * sectors + index) * sectorBytes;
      image.set(disk.subarray(from, from + sectorBytes), (track * sectors + place) * sectorBytes);
    });
  return image;
}

/** Places of a track's sectors on it, in CP/M's order. One that is taken moves on to the next. */
function skewed(sectors: number, skew: number): number[] {
  const places: number[] = [];
  for (let place = 0; places.length < sectors; place = (place + skew) % sectors) {
    while (places.includes(place)) place = (place + 1) % sectors;
    places.push(place);
  }
  return places;
}
