/** zmlm build --library: the network as an assembly source for other programs. */

import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import type { Layout } from "../build/program.js";
import type { Talk } from "../build/talk.js";
import { buildLibrary } from "../jobs/library.js";
import { type Machine, tStatesASecond } from "../machines/machine.js";
import { assertOutputs, writeWhole } from "./files.js";
import { readModel } from "./model-file.js";
import { parseHexAddress } from "./options.js";
import { print } from "./screen.js";
import { programSource } from "./sources.js";

/** Options of build that mean nothing to a library. */
const OTHERS = {
  output: "-o",
  hex: "--hex",
  disk: "--disk",
  banner: "--banner",
  questions: "--questions",
  secret: "--secret",
  emitAsm: "--emit-asm",
  listing: "--listing",
  symbols: "--symbols",
} as const;

export interface LibraryOptions extends Partial<Record<keyof typeof OTHERS, unknown>> {
  library: string;
  origin?: string;
  prefix?: string;
}

interface LibraryPlace {
  readonly machine: Machine;
  readonly memoryEnd: number;
  readonly layout: Layout | undefined;
  readonly talk: Talk;
}

/** Builds a model's library, writes its source and says what it costs. @param source the model's file */
export function writeLibrary(source: string, options: LibraryOptions, place: LibraryPlace): void {
  for (const [name, flag] of Object.entries(OTHERS))
    if (options[name as keyof typeof OTHERS] !== undefined)
      throw new InputError(`--library writes a source and nothing else; leave ${flag} out`);
  const { machine, memoryEnd, layout, talk } = place;
  const origin = parseOrigin(options.origin, machine, memoryEnd);
  const prefix = parsePrefix(options);
  assertOutputs([options.library], [source]);
  const request = { machine, memoryEnd, origin, prefix, layout, unsure: talk.unsure, sources: programSource };
  const { text, program, cost } = buildLibrary(readModel(source), request);
  writeWhole(options.library, text);
  const seconds = (tStates: number) => (tStates / tStatesASecond(machine, origin)).toFixed(3);
  const speed =
    cost === undefined
      ? "speed unknown: the replies to all test questions are empty"
      : `${seconds(cost.tStatesToFirstChar)} s to the first character, then ${seconds(cost.tStatesPerChar)} s each, at ${machine.clock / 1e6} MHz`;
  print(
    `${options.library}: ${program.bytes.length.toLocaleString("en")} bytes when assembled, layout ${program.layout}\n` +
      `  memory ${hexAddress(program.origin)} to ${hexAddress(program.memoryEnd)}; ${speed}\n` +
      `  call ${prefix}init, then ${prefix}ask or ${prefix}ask_each: the head of the file says how\n`,
  );
}

function parseOrigin(text: string | undefined, machine: Machine, memoryEnd: number): number {
  if (text === undefined)
    throw new InputError("a library needs an address to lie at; say --origin, such as --origin 8000h");
  const origin = parseHexAddress(text);
  if (Number.isNaN(origin))
    throw new InputError(`--origin "${text}" is not possible; write a hexadecimal address such as 8000h`);
  if (origin < machine.origin || origin >= memoryEnd)
    throw new InputError(
      `--origin ${hexAddress(origin)} is in ROM or the system's memory; ${machine.title} has ${hexAddress(machine.origin)} to ${hexAddress(memoryEnd - 1)} for programs`,
    );
  return origin;
}

/** What goes before each name: the option's, or else the file's name. */
function parsePrefix({ library, prefix }: LibraryOptions): string {
  const name = prefix ?? /([^/\\]*?)(?:\.[^./\\]*)?$/.exec(library)![1];
  if (/^[a-z][a-z0-9_]{0,15}$/i.test(name)) return name.endsWith("_") ? name : `${name}_`;
  throw new InputError(
    `"${name}" is no label, and can't go before the library's names; give --prefix a letter and up to 15 letters, digits or _`,
  );
}
