/** The machine that a program is built for, and the file that it becomes. */

import { InputError } from "../base/input-error.js";
import type { FileFormat, Machine } from "../machines/machine.js";
import { MACHINES } from "../machines/machines.js";

export interface Target {
  readonly machine: Machine;
  readonly format: FileFormat;
  /** File to write. */
  readonly output: string;
  /** What the machine calls the program. */
  readonly name: string;
}

const DEFAULT_NAME = "CHAT";

/**
 * @param machineName as `--machine` has it
 * @param output as `-o` has it; without, the machine's usual kind of file
 * @throws InputError if there is no such machine, or if it doesn't load such a file
 */
export function parseTarget(machineName: string, output: string | undefined): Target {
  const machine = MACHINES.find(({ name }) => name === machineName.toLowerCase());
  if (machine === undefined) {
    const names = MACHINES.map(({ name }) => name).join(", ");
    throw new InputError(`unknown machine "${machineName}"; there are ${names}`);
  }
  const [usual] = machine.files;
  if (output === undefined) {
    const file = DEFAULT_NAME + usual.extension.toUpperCase();
    return { machine, format: usual, output: file, name: DEFAULT_NAME };
  }
  const [, stem, extension] = /([^/\\]*?)(\.[^./\\]*)?$/.exec(output)!;
  return { machine, format: formatOf(machine, output, extension ?? ""), output, name: stem || DEFAULT_NAME };
}

function formatOf(machine: Machine, output: string, extension: string): FileFormat {
  const matches = ({ extension: known }: FileFormat) => known === extension.toLowerCase();
  const format = machine.files.find(matches);
  if (format !== undefined) return format;
  const [usual] = machine.files;
  const owner = MACHINES.find(({ files }) => files.some(matches));
  // a program for the usual machine may have any name, but not one that promises another machine's file
  if (machine === MACHINES[0] && owner === undefined) return usual;
  const kinds = machine.files.map(({ extension: known }) => known).join(" or ");
  const hint = owner === undefined ? "" : `, or say --machine ${owner.name}`;
  throw new InputError(`${machine.title} loads ${kinds}; name the file so${hint}`, { file: output });
}
