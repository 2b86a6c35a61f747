/** zmlm build: a model file becomes a program for CP/M or another machine. */

import { Command } from "commander";
import { foldToAscii } from "../base/ascii.js";
import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { densityThatFits, fits } from "../build/density.js";
import { staysPacked } from "../build/layouts.js";
import { ALL_LAYOUTS, LAYOUTS, type Layout, type BuildOptions as ProgramOptions } from "../build/program.js";
import { MAX_QUESTIONS, type Talk } from "../build/talk.js";
import { HIGHEST_BDOS_BASE } from "../cpm/index.js";
import { build } from "../jobs/build.js";
import { CPM, KNOWN_TPAS } from "../machines/cpm.js";
import { DISK_FORMATS } from "../machines/disk-formats.js";
import type { Machine } from "../machines/machine.js";
import { MACHINES } from "../machines/machines.js";
import { parseModel } from "../model/file.js";
import { MOST_MARGIN } from "../model/inference.js";
import { cureOf, layoutTable, summary } from "./build-summary.js";
import { nodeClock } from "./clock.js";
import { diskWith, parseDisk } from "./disk.js";
import { assertOutputs, readModelText, writeWhole } from "./files.js";
import { writeLibrary } from "./library.js";
import { parseBanner, parseHexAddress, parseWhole } from "./options.js";
import { stepView } from "./progress.js";
import { print } from "./screen.js";
import { programSource } from "./sources.js";
import { loadingLine, parseTarget } from "./target.js";

interface BuildOptions {
  output?: string;
  machine: string;
  layout: string;
  tpa?: string;
  emitAsm?: string;
  listing?: string;
  symbols?: string;
  hex?: boolean;
  disk?: string;
  library?: string;
  origin?: string;
  prefix?: string;
  banner?: string;
  questions?: string;
  secret?: string;
  unsure?: string;
  fallback?: string;
}

/** What a program says where the model is unsure, unless told. */
const FALLBACK = "HUH?";

export function buildCommand(): Command {
  return new Command("build")
    .argument("<model.json>", "model file of zmlm train or zmlm import")
    .option("-o, --output <file>", "program to write (default: CHAT.COM, or what the machine loads)")
    .option(
      "--machine <machine>",
      `machine that it is for: ${MACHINES.map(({ name }) => name).join(", ")}`,
      CPM.name,
    )
    .option("--layout <layout>", `how the weights lie in memory: auto, ${ALL_LAYOUTS.join(", ")}`, "auto")
    .option(
      "--tpa <address>",
      `address of the machine's BDOS, where the TPA ends, or a system: ${[...KNOWN_TPAS.keys()].join(", ")} (default: E406h)`,
    )
    .option(
      "--hex",
      "write Intel HEX instead of a .COM, for machines that load over a serial line (CHAT.HEX)",
    )
    .option(
      "--disk <format>",
      `write a disk image with the .COM and a README.TXT: ${DISK_FORMATS.map(({ name }) => name).join(", ")}`,
    )
    .option("--banner <text>", "first line that the program shows (default: the model's, if it has one)")
    .option("--questions <n>", "make it a game of so many questions, for a model of zmlm data game")
    .option("--secret <words>", 'what the game names to those who lose: "an elephant"')
    .option(
      "--unsure <margin>",
      "say a fallback where the model is unsure: its best output is by less than this above the second (zmlm eval --unsure)",
    )
    .option("--fallback <text>", `what it says then (default: ${FALLBACK})`)
    .option(
      "--library <file.asm>",
      "write the network as a source for programs of yours, instead of a program",
    )
    .option(
      "--origin <address>",
      "where a library lies, such as 8000h; --machine and --tpa say where memory ends",
    )
    .option("--prefix <label>", "what goes before a library's names (default: the file's name)")
    .option("--emit-asm <file.asm>", "write the whole program as one assembly source")
    .option("--listing <file>", "write a listing: address, bytes, T-states, source")
    .option("--symbols <file>", "write the labels and their addresses")
    .addHelpText(
      "after",
      `
Examples:
  $ zmlm build model.json                        writes CHAT.COM
  $ zmlm build model.json --machine spectrum     CHAT.TAP, for a ZX Spectrum
  $ zmlm build model.json --disk ibm-3740        CHAT.IMG, a disk with CHAT.COM
  $ zmlm build model.json --tpa rc2014 --hex     CHAT.HEX, for a serial line
  $ zmlm build model.json --unsure 25 --fallback "HUH?"
  $ zmlm build model.json -o A.COM --emit-asm a.asm     and its whole source
  $ zmlm build model.json --library npc.asm --origin 8000h --machine spectrum
  $ zmlm build data/guess/model.json --questions 20 --secret "an elephant"`,
    )
    .action(async (source: string, options: BuildOptions) => {
      if (options.library !== undefined) {
        const { machine } = parseTarget(options.machine, undefined);
        const layout = parseLayout(options.layout);
        const memoryEnd = memoryEndOf(options, machine);
        writeLibrary(
          source,
          { ...options, library: options.library },
          { machine, memoryEnd, layout, talk: parseTalk(options) },
        );
        return;
      }
      for (const name of ["origin", "prefix"] as const)
        if (options[name] !== undefined)
          throw new InputError(`--${name} is for a library; give --library, too`);
      const disk = options.disk === undefined ? undefined : parseDisk({ ...options, disk: options.disk });
      const { machine, format, output, name } =
        disk ?? parseTarget(options.machine, options.output, options.hex);
      assertOutputs([output, options.emitAsm, options.listing, options.symbols], [source]);
      const layout = parseLayout(options.layout);
      const memoryEnd = memoryEndOf(options, machine);
      const model = { text: readModelText(source), file: source };
      const talk = parseTalk(options);
      const request = { model, machine, format, name, layout, memoryEnd, talk, sources: programSource };
      const view = stepView(process.stderr);
      view.show(`building layout ${layout ?? LAYOUTS[0]} …`);
      const place = { machine, memoryEnd, talk, sources: programSource };
      const built = await build(request, { clock: nodeClock }, ({ layout: tried, fault }) => {
        const next = LAYOUTS[LAYOUTS.indexOf(tried) + 1] ?? "";
        view.show(fault === undefined ? "measuring its speed …" : `building layout ${next} …`);
      })
        .catch((error) => {
          throw layout === undefined ? error : withCure(error, model, layout, place);
        })
        .finally(view.end);
      const { program } = built;
      // asked for before anything is written: a program may have none
      const emitted = options.emitAsm === undefined ? undefined : program.source;
      writeWhole(output, disk === undefined ? built.bytes : diskWith(disk, built, source, talk.unsure));
      if (options.emitAsm !== undefined && emitted !== undefined) writeWhole(options.emitAsm, emitted);
      if (options.listing !== undefined) writeWhole(options.listing, program.assembly.listing());
      if (options.symbols !== undefined) writeWhole(options.symbols, program.assembly.symbolFile());
      print(`${summary(output, machine, memoryEnd, built)}\n`);
      if (layout === undefined) {
        const [fastest] = LAYOUTS;
        view.show(`looking for a density with which layout ${fastest} fits …`);
        const density = program.layout === fastest ? undefined : densityThatFits(built.model, fastest, place);
        view.end();
        print(`${layoutTable(built, density).join("\n")}\n`);
      }
      print(`  ${loadingLine({ format, name })}\n`);
      if (disk !== undefined) print(`  the image has ${name}.COM and README.TXT, for ${disk.disk.title}\n`);
    });
}

/** An error that a layout doesn't fit, with what would; other errors as they are. */
function withCure(
  error: unknown,
  { text, file }: { readonly text: string; readonly file: string },
  layout: Layout,
  place: Omit<ProgramOptions, "layout">,
): unknown {
  if (!(error instanceof InputError && error.message.includes("doesn't fit"))) return error;
  const network = parseModel(text, file);
  const slower = LAYOUTS.slice(LAYOUTS.indexOf(layout) + 1).filter(staysPacked);
  const fitting = slower.find((other) => fits(network, { ...place, layout: other }));
  if (fitting === undefined) return error;
  const [what] = error.message.split("; ");
  const density = staysPacked(layout) ? undefined : densityThatFits(network, layout, place);
  return new InputError(`${what}; ${cureOf(density, `--layout ${fitting}`)}`);
}

/** @returns undefined for `auto` */
function parseLayout(name: string): Layout | undefined {
  if (name.toLowerCase() === "auto") return undefined;
  const layout = ALL_LAYOUTS.find((known) => known === name.toLowerCase());
  if (layout === undefined)
    throw new InputError(`unknown layout "${name}"; use auto or ${ALL_LAYOUTS.join(", ")}`);
  return layout;
}

/** What the program says beside its replies; the model's own banner is left to the build. */
function parseTalk({ banner, questions, secret, unsure, fallback }: BuildOptions): Talk {
  if (fallback !== undefined && unsure === undefined)
    throw new InputError("--fallback is for a model that is unsure; give --unsure <margin>, too");
  return {
    ...(banner !== undefined && { banner: parseBanner(banner) }),
    ...(questions !== undefined && { questions: parseWhole(questions, "--questions", 1, MAX_QUESTIONS) }),
    ...(secret !== undefined && { secret: foldToAscii(secret) }),
    ...(unsure !== undefined && {
      unsure: {
        margin: parseWhole(unsure, "--unsure", 1, MOST_MARGIN),
        reply: foldToAscii(fallback ?? FALLBACK).toUpperCase(),
      },
    }),
  };
}

function memoryEndOf({ tpa }: Pick<BuildOptions, "tpa">, machine: Machine): number {
  return tpa === undefined ? machine.memoryEnd : parseAddress(tpa, machine);
}

/** An address, or the name of a system. */
function parseAddress(text: string, machine: Machine): number {
  if (machine.source !== CPM.source)
    throw new InputError(`--tpa is for CP/M only; the memory of ${machine.title} is fixed`);
  const known = KNOWN_TPAS.get(text.toLowerCase());
  if (known !== undefined) return known;
  const address = parseHexAddress(text);
  if (!(address > CPM.origin && address <= HIGHEST_BDOS_BASE))
    throw new InputError(
      `--tpa "${text}" is not possible; write a hexadecimal address such as E406h, ${hexAddress(HIGHEST_BDOS_BASE)} at most, or one of ${[...KNOWN_TPAS.keys()].join(", ")}`,
    );
  return address;
}
