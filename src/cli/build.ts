/** zmlm build: a model file becomes a program for CP/M or another machine. */

import chalk from "chalk";
import { Command } from "commander";
import { foldToAscii } from "../base/ascii.js";
import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { LAYOUTS, type Layout } from "../build/program.js";
import { MAX_QUESTIONS, type Talk } from "../build/talk.js";
import { HIGHEST_BDOS_BASE } from "../cpm/index.js";
import { type Built, build } from "../jobs/build.js";
import { CPM, KNOWN_TPAS } from "../machines/cpm.js";
import type { Machine } from "../machines/machine.js";
import { MACHINES } from "../machines/machines.js";
import { MOST_MARGIN } from "../model/inference.js";
import { shapeText } from "../model/network.js";
import { nodeClock } from "./clock.js";
import { assertOutputs, readModelText, writeWhole } from "./files.js";
import { parseBanner, parseWhole } from "./options.js";
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
    .description("pack a model into one program, for CP/M or another machine")
    .argument("<model.json>", "model file of zmlm train or zmlm import")
    .option("-o, --output <file>", "program to write (default: CHAT.COM, or what the machine loads)")
    .option(
      "--machine <machine>",
      `machine that it is for: ${MACHINES.map(({ name }) => name).join(", ")}`,
      CPM.name,
    )
    .option("--layout <layout>", `how the weights lie in memory: auto, ${LAYOUTS.join(", ")}`, "auto")
    .option(
      "--tpa <address>",
      `address of the machine's BDOS, where the TPA ends, or a system: ${[...KNOWN_TPAS.keys()].join(", ")} (default: E406h)`,
    )
    .option(
      "--hex",
      "write Intel HEX instead of a .COM, for machines that load over a serial line (CHAT.HEX)",
    )
    .option("--banner <text>", "first line that the program shows (default: the model's, if it has one)")
    .option("--questions <n>", "make it a game of so many questions, for a model of zmlm data game")
    .option("--secret <words>", 'what the game names to those who lose: "an elephant"')
    .option(
      "--unsure <margin>",
      "say a fallback where the model is unsure: its best output is by less than this above the second (zmlm eval --unsure)",
    )
    .option("--fallback <text>", `what it says then (default: ${FALLBACK})`)
    .option("--emit-asm <file.asm>", "write the whole program as one assembly source")
    .option("--listing <file>", "write a listing: address, bytes, T-states, source")
    .option("--symbols <file>", "write the labels and their addresses")
    .addHelpText(
      "after",
      `
Examples:
  $ zmlm build model.json                              writes CHAT.COM
  $ zmlm build model.json -o A.COM --emit-asm a.asm    and the source, for pasmo or z80asm too
  $ zmlm build model.json --machine spectrum           writes CHAT.TAP, for a ZX Spectrum
  $ zmlm build model.json --tpa rc2014 --hex           writes CHAT.HEX, for a board without a disk
  $ zmlm build data/guess/model.json --questions 20 --secret "an elephant" -o GAME.COM`,
    )
    .action(async (source: string, options: BuildOptions) => {
      const { machine, format, output, name } = parseTarget(options.machine, options.output, options.hex);
      assertOutputs([output, options.emitAsm, options.listing, options.symbols], [source]);
      const layout = parseLayout(options.layout);
      const memoryEnd = options.tpa === undefined ? machine.memoryEnd : parseAddress(options.tpa, machine);
      const model = { text: readModelText(source), file: source };
      const talk = parseTalk(options);
      const request = { model, machine, format, name, layout, memoryEnd, talk, sources: programSource };
      const built = await build(request, { clock: nodeClock }, () => undefined);
      const { program } = built;
      writeWhole(output, built.bytes);
      if (options.emitAsm !== undefined) writeWhole(options.emitAsm, program.source);
      if (options.listing !== undefined) writeWhole(options.listing, program.assembly.listing());
      if (options.symbols !== undefined) writeWhole(options.symbols, program.assembly.symbolFile());
      print(`${summary(output, machine, built)}\n`);
      print(`  ${wrapping(built)}\n`);
      if (layout === undefined) print(`${layoutTable(built, machine, memoryEnd).join("\n")}\n`);
      print(`  ${loadingLine({ format, name })}\n`);
    });
}

/** @returns undefined for `auto` */
function parseLayout(name: string): Layout | undefined {
  if (name === "auto") return undefined;
  const layout = LAYOUTS.find((known) => known === name);
  if (layout === undefined)
    throw new InputError(`unknown layout "${name}"; use auto or ${LAYOUTS.join(", ")}`);
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

/** Hexadecimal as E406h, 0xE406 or E406, as addresses are written; or the name of a system. */
function parseAddress(text: string, machine: Machine): number {
  if (machine !== CPM)
    throw new InputError(`--tpa is for CP/M only; the memory of ${machine.title} is fixed`);
  const known = KNOWN_TPAS.get(text.toLowerCase());
  if (known !== undefined) return known;
  const digits = /^(?:0x)?([0-9a-f]{3,5})h?$/i.exec(text)?.[1];
  const address = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
  if (!(address > CPM.origin && address <= HIGHEST_BDOS_BASE))
    throw new InputError(
      `--tpa "${text}" is not possible; write a hexadecimal address such as E406h, ${hexAddress(HIGHEST_BDOS_BASE)} at most, or one of ${[...KNOWN_TPAS.keys()].join(", ")}`,
    );
  return address;
}

/** The layouts that `auto` tried, and why it didn't take the faster ones. */
function layoutTable(
  { tried, program: { layout, memoryEnd } }: Built,
  machine: Machine,
  end: number,
): string[] {
  const what = (name: Layout): string => {
    if (name === layout) return `memory ends at ${hexAddress(memoryEnd)}`;
    const fault = tried.find((candidate) => candidate.layout === name)?.fault;
    return fault === undefined ? "not tried" : fault.message.split("; ")[0];
  };
  const rows = LAYOUTS.map((name) => `  ${name === layout ? "*" : " "} ${name.padEnd(8)} ${what(name)}`);
  const why = `the fastest whose memory ends below ${machine === CPM ? "the BDOS at " : ""}${hexAddress(end)}`;
  return [`  layouts; * is taken, ${why}:`, ...rows];
}

/** Says which layers are proven never to leave 16 bits. The others wrap, and the program wraps as inference does. */
function wrapping({ neverWrapping: proven, model }: Built): string {
  if (proven.length === 0) return "no layer is proven never to wrap; all wrap exactly";
  if (proven.length === model.layers.length) return "no layer can wrap, whatever the question";
  return `can't wrap, whatever the question: layer ${proven.join(", ")}; the others wrap exactly`;
}

function summary(file: string, machine: Machine, { program, model, cost }: Built): string {
  const { title, clock } = machine;
  const seconds = (tStates: number) => (tStates / clock).toFixed(3);
  const megahertz = Number((clock / 1e6).toFixed(2));
  const speed =
    cost === undefined
      ? "speed unknown: the replies to all test questions are empty"
      : `${cost.tStatesPerChar.toLocaleString("en")} T-states a character (${seconds(cost.tStatesPerChar)} s at ${megahertz} MHz), the first of a reply after ${seconds(cost.tStatesToFirstChar)} s`;
  return [
    `${chalk.bold(file)}: ${machine === CPM ? "" : `for ${title}, `}${program.bytes.length.toLocaleString("en")} bytes, layout ${program.layout}, ${shapeText(model)}`,
    `  memory needed: ${hexAddress(program.origin)} to ${hexAddress(program.memoryEnd)}`,
    `  ${speed}`,
  ].join("\n");
}
