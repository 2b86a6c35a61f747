/**
 * Formats of disks that machines with CP/M read, by table.
 *
 *   const { title, blockBytes } = diskFormat("cpc-data");
 */

import { InputError } from "../base/input-error.js";

export interface DiskFormat {
  /** Its name in options: `ibm-3740`. */
  readonly name: string;
  /** Its name in messages. */
  readonly title: string;
  readonly sectorBytes: number;
  /** Sectors of a track. */
  readonly sectors: number;
  /** Tracks of one side. */
  readonly tracks: number;
  /** Tracks that CP/M's files don't use, from the first on. */
  readonly systemTracks: number;
  readonly blockBytes: number;
  readonly directoryEntries: number;
  /** The next sector in CP/M's order is so many further on the track; 1: in the order of the track. */
  readonly skew: number;
  /** Extension of the image: `.dsk` has a header for each track; `.img` is the sectors alone. */
  readonly extension: ".img" | ".dsk";
  /** Number of a track's first sector, in the headers of a `.dsk`. */
  readonly firstSector: number;
  /** First bytes of the disk, if it tells its own format. */
  readonly label?: readonly number[];
}

/** Single-sided disks of 3" with 40 tracks, as Amstrad's machines have them. */
const AMSTRAD = {
  sectorBytes: 512,
  sectors: 9,
  tracks: 40,
  blockBytes: 1024,
  directoryEntries: 64,
  skew: 1,
  extension: ".dsk",
} as const;

/**
 * Of the PCW and the Spectrum +3: format 0, one side, 40 tracks of 9 sectors of 2^2 * 128 bytes, one system track,
 * blocks of 2^3 * 128 bytes, two of them for the directory, gaps between sectors for reading and for formatting. The
 * +3's manual, chapter 8 part 27, has it.
 */
const PCW_LABEL = [0, 0, 40, 9, 2, 1, 3, 2, 0x2a, 0x52, 0, 0, 0, 0, 0, 0] as const;

/** Cards of RomWBW and RC2014: one part of 8 MB, of many. */
const CARD = { sectorBytes: 512, blockBytes: 4096, skew: 1, extension: ".img", firstSector: 0 } as const;

/** Numbers as Debian's cpmtools and RomWBW's Source/Images/diskdefs have them. */
export const DISK_FORMATS: readonly [DiskFormat, ...DiskFormat[]] = [
  {
    name: "ibm-3740",
    title: '8" disks, single-sided, single density',
    sectorBytes: 128,
    sectors: 26,
    tracks: 77,
    systemTracks: 2,
    blockBytes: 1024,
    directoryEntries: 64,
    skew: 6,
    extension: ".img",
    firstSector: 1,
  },
  { ...AMSTRAD, name: "cpc-data", title: "Amstrad CPC data disks", systemTracks: 0, firstSector: 0xc1 },
  { ...AMSTRAD, name: "cpc-system", title: "Amstrad CPC system disks", systemTracks: 2, firstSector: 0x41 },
  { ...AMSTRAD, name: "pcw", title: "Amstrad PCW disks", systemTracks: 1, firstSector: 1, label: PCW_LABEL },
  {
    ...AMSTRAD,
    name: "plus3",
    title: "ZX Spectrum +3 disks",
    systemTracks: 1,
    firstSector: 1,
    label: PCW_LABEL,
  },
  {
    ...CARD,
    name: "romwbw",
    title: "slices of RomWBW cards, 1024 entries",
    sectors: 16,
    tracks: 1024,
    systemTracks: 2,
    directoryEntries: 1024,
  },
  {
    ...CARD,
    name: "romwbw-512",
    title: "slices of RomWBW cards, 512 entries",
    sectors: 16,
    tracks: 1040,
    systemTracks: 16,
    directoryEntries: 512,
  },
  {
    ...CARD,
    name: "rc2014",
    title: "drives B to O of RC2014 cards",
    sectors: 32,
    tracks: 512,
    systemTracks: 0,
    directoryEntries: 512,
  },
];

/** @throws InputError if there is none of this name */
export function diskFormat(name: string): DiskFormat {
  const format = DISK_FORMATS.find((known) => known.name === name.toLowerCase());
  if (format === undefined)
    throw new InputError(
      `unknown disk format "${name}"; there are ${DISK_FORMATS.map((known) => known.name).join(", ")}`,
    );
  return format;
}
