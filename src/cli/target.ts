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
 * @param asHex true: a file in Intel HEX
 * @throws InputError if there is no such machine, or if it doesn't load such a file
 */
export function parseTarget(machineName: string, output: string | undefined, asHex = false): Target {
  const machine = MACHINES.find(({ name }) => name === machineOf(machineName));
  if (machine === undefined) {
    const names = MACHINES.map(({ name }) => name).join(", ");
    throw new InputError(`unknown machine "${machineName}"; there are ${names}`);
  }
  const usual = asHex ? hexOf(machine, output) : machine.files[0];
  if (output === undefined) {
    const file = DEFAULT_NAME + usual.extension.toUpperCase();
    return { machine, format: usual, output: file, name: DEFAULT_NAME };
  }
  const [, stem, extension] = /([^/\\]*?)(\.[^./\\]*)?$/.exec(output)!;
  const format = asHex ? usual : formatOf(machine, output, extension ?? "");
  return { machine, format, output, name: stem || DEFAULT_NAME };
}

/** Other names of machines, by their letters and digits. */
const ALIASES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(sinclair)?(zx|zxspectrum|spectrum|speccy)(48)?k?$/, "spectrum"],
  [/^(sinclair)?(zx|zxspectrum|spectrum|speccy)(128|plus2|plus3)k?$/, "spectrum128"],
  [/^msx[12]?$/, "msx"],
  [/^cpm(2|22|3|80|plus)?$/, "cpm"],
];

/** The name that a machine has here: ZX-Spectrum is spectrum, CP/M 2.2 is cpm. */
function machineOf(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return ALIASES.find(([pattern]) => plain !== "" && pattern.test(plain))?.[1] ?? text.toLowerCase();
}

/** How an owner loads the file, by the program's name. */
export function loadingLine({ format, name }: Pick<Target, "format" | "name">): string {
  return format.load.replaceAll(DEFAULT_NAME, name.toUpperCase());
}

const HEX = ".hex";

/** The machine's Intel HEX. */
function hexOf(machine: Machine, output: string | undefined): FileFormat {
  const format = machine.files.find(({ extension }) => extension === HEX);
  if (format === undefined)
    throw new InputError(`--hex is for CP/M only; ${machine.title} loads no Intel HEX`);
  if (output !== undefined && !output.toLowerCase().endsWith(HEX))
    throw new InputError(`with --hex the file is Intel HEX; name it ${HEX}`, { file: output });
  return format;
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
