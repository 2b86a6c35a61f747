/**
 * A disk of CP/M with a chat program and a README.TXT.
 *
 *   const built = await build({ model: { text, file }, machine: CPM, sources }, host, tell);
 *   const image = chatDisk(diskFormat("cpc-data"), built, { name: "CHAT" });
 */

import { BENCH_QUESTIONS } from "../build/bench.js";
import { parseTranscript } from "../build/transcript.js";
import { KNOWN_TPAS } from "../machines/cpm.js";
import type { DiskFormat } from "../machines/disk-formats.js";
import { diskImage } from "../machines/disk-image.js";
import type { Network } from "../model/network.js";
import type { Unsure } from "../model/reply.js";
import { readmeText } from "./readme.js";

/** A CP/M program and the network that it was built of. */
export interface ChatProgram {
  readonly model: Network;
  /** The .COM file. */
  readonly bytes: Uint8Array;
}

export interface ChatDiskOptions {
  /** The program's name on the disk: at most eight letters and digits, in capitals. */
  readonly name: string;
  /** README.TXT has the questions of this transcript, or some ordinary ones. */
  readonly transcript?: { readonly text: string; readonly file: string } | undefined;
  /** What the program says if it is unsure, as it was built. */
  readonly unsure?: Unsure | undefined;
}

/** Names in KNOWN_TPAS of the systems whose disks these formats alone are, and that leave less memory than is usual. */
const SYSTEMS: Readonly<Record<string, string>> = {
  romwbw: "romwbw",
  "romwbw-512": "romwbw",
  rc2014: "rc2014",
};

/** First address that a program for disks of this format must leave alone; undefined: the usual one. */
export function memoryEndOf({ name }: DiskFormat): number | undefined {
  return KNOWN_TPAS.get(SYSTEMS[name] ?? "");
}

/**
 * The image of a disk, as a file.
 * @throws InputError if the program doesn't fit, or the transcript is none
 */
export function chatDisk(
  format: DiskFormat,
  { model, bytes }: ChatProgram,
  { name, transcript, unsure }: ChatDiskOptions,
): Uint8Array {
  const questions =
    transcript === undefined
      ? BENCH_QUESTIONS
      : parseTranscript(transcript.text, transcript.file).map(({ question }) => question);
  const readme = new TextEncoder().encode(readmeText(model, name, questions, unsure));
  return diskImage(format, [
    { name: `${name}.COM`, bytes },
    { name: "README.TXT", bytes: readme },
  ]);
}
