/** zmlm build --disk: the program and a README.TXT on a disk of CP/M. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../base/input-error.js";
import type { Built } from "../jobs/build.js";
import { chatDisk } from "../jobs/disk.js";
import { CPM } from "../machines/cpm.js";
import { nameParts } from "../machines/cpm-disk.js";
import { type DiskFormat, diskFormat } from "../machines/disk-formats.js";
import type { Unsure } from "../model/reply.js";
import { readText } from "./files.js";
import { parseTarget, type Target } from "./target.js";

/** The transcript that lies beside a model. */
const TRANSCRIPT = "golden.txt";

export interface DiskTarget extends Target {
  readonly disk: DiskFormat;
}

interface DiskOptions {
  readonly disk: string;
  readonly machine: string;
  readonly output?: string | undefined;
  readonly hex?: boolean | undefined;
}

/** @throws InputError if there is no such format, or the machine has no such disks */
export function parseDisk({ disk: wanted, machine: machineName, output, hex }: DiskOptions): DiskTarget {
  const disk = diskFormat(wanted);
  const target = parseTarget(machineName, undefined);
  if (target.machine.source !== CPM.source)
    throw new InputError(`--disk is for CP/M only; ${target.machine.title} has its own kinds of files`);
  if (hex === true) throw new InputError("--disk holds a .COM; leave --hex out");
  if (output === undefined) return { ...target, disk, output: target.name + disk.extension.toUpperCase() };
  if (!output.toLowerCase().endsWith(disk.extension))
    throw new InputError(`${disk.title} are ${disk.extension} files; name it so`, { file: output });
  const stem = /[^/\\]*$/.exec(output)![0].slice(0, -disk.extension.length);
  const name = (stem || target.name).toUpperCase();
  nameParts(`${name}.COM`);
  return { ...target, disk, output, name };
}

/**
 * The image. README.TXT has the questions of the transcript beside the model, if there is one, or some ordinary ones.
 * @param source the model's file
 */
export function diskWith(
  { disk, name }: DiskTarget,
  built: Built,
  source: string,
  unsure: Unsure | undefined,
): Uint8Array {
  const file = join(dirname(source), TRANSCRIPT);
  const transcript = existsSync(file) ? { text: readText(file), file } : undefined;
  return chatDisk(disk, built, { name, transcript, unsure });
}
