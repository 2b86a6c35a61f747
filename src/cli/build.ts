/** zmlm build: a model file becomes a CP/M program. */

import chalk from "chalk";
import { Command } from "commander";
import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { BENCH_QUESTIONS, type Benchmark, benchmark } from "../build/bench.js";
import {
  buildLayouts,
  buildProgram,
  type Candidate,
  LAYOUTS,
  type Layout,
  type Program,
} from "../build/program.js";
import { layerRanges } from "../build/ranges.js";
import { CPM } from "../machines/cpm.js";
import { type Network, widths } from "../model/network.js";
import { assertOutputs, readModel, writeWhole } from "./files.js";
import { programSource } from "./sources.js";

interface BuildOptions {
  output: string;
  layout: string;
  tpa?: string;
  emitAsm?: string;
  listing?: string;
  symbols?: string;
}

export function buildCommand(): Command {
  return new Command("build")
    .description("pack a model into one CP/M program")
    .argument("<model.json>", "model file of zmlm train or zmlm import")
    .option("-o, --output <file.com>", "program to write", "CHAT.COM")
    .option("--layout <layout>", `how the weights lie in memory: auto, ${LAYOUTS.join(", ")}`, "auto")
    .option("--tpa <address>", "address of the machine's BDOS, where the TPA ends (default: E406h)")
    .option("--emit-asm <file.asm>", "write the whole program as one assembly source")
    .option("--listing <file>", "write a listing: address, bytes, T-states, source")
    .option("--symbols <file>", "write the labels and their addresses")
    .addHelpText(
      "after",
      `
Examples:
  $ zmlm build model.json                              writes CHAT.COM
  $ zmlm build model.json -o A.COM --emit-asm a.asm    and the source, for pasmo or z80asm too`,
    )
    .action((source: string, options: BuildOptions) => {
      assertOutputs([options.output, options.emitAsm, options.listing, options.symbols], [source]);
      const model = readModel(source);
      const layout = parseLayout(options.layout);
      const memoryEnd = options.tpa === undefined ? CPM.memoryEnd : parseAddress(options.tpa);
      const settings = { machine: CPM, sources: programSource, memoryEnd };
      const candidates = layout === undefined ? buildLayouts(model, settings) : [];
      const program = choose(candidates) ?? buildProgram(model, { ...settings, ...(layout && { layout }) });
      writeWhole(options.output, CPM.files[0].make(program));
      if (options.emitAsm !== undefined) writeWhole(options.emitAsm, program.source);
      if (options.listing !== undefined) writeWhole(options.listing, program.assembly.listing());
      if (options.symbols !== undefined) writeWhole(options.symbols, program.assembly.symbolFile());
      const cost = benchmarkIfItSpeaks(program);
      process.stdout.write(`${summary(options.output, widths(model), program, cost)}\n`);
      process.stdout.write(`  ${wrapping(model)}\n`);
      if (candidates.length > 0)
        process.stdout.write(`${layoutTable(candidates, program, memoryEnd).join("\n")}\n`);
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

/** Hexadecimal as E406h, 0xE406 or E406, as addresses are written. */
function parseAddress(text: string): number {
  const digits = /^(?:0x)?([0-9a-f]{3,5})h?$/i.exec(text)?.[1];
  const address = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
  if (!(address > CPM.origin && address < 0x10000))
    throw new InputError(`"${text}" is no end of a TPA; write a hexadecimal address such as E406h`);
  return address;
}

function choose(candidates: readonly Candidate[]): Program | undefined {
  return candidates.find((candidate) => candidate.program !== undefined)?.program;
}

/** What `auto` had to choose from: the first that fits, for they are sorted by speed, then by start-up. */
function layoutTable(candidates: readonly Candidate[], chosen: Program, memoryEnd: number): string[] {
  const rows = candidates.map(({ layout, program, fault }) => {
    const mark = program === chosen ? "*" : " ";
    if (program === undefined) return `  ${mark} ${layout.padEnd(8)} ${fault?.message.split("; ")[0]}`;
    const speed = benchmarkIfItSpeaks(program)?.tStatesPerChar.toLocaleString("en") ?? "-";
    const size = program.bytes.length.toLocaleString("en");
    return `  ${mark} ${layout.padEnd(8)} ${size.padStart(6)} bytes  to ${hexAddress(program.memoryEnd)}  ${speed.padStart(9)} T-states a character`;
  });
  const why = `the fastest whose memory ends below the BDOS at ${hexAddress(memoryEnd)}`;
  return [`  layouts; * is taken, ${why}:`, ...rows];
}

/** Which layers are proven to stay within 16 bits; the others' code wraps as inference does, too. */
function wrapping(network: Network): string {
  const proven = layerRanges(network).flatMap(({ neverWraps }, index) => (neverWraps ? [index + 1] : []));
  if (proven.length === 0) return "no layer is proven never to wrap; all wrap exactly";
  if (proven.length === network.layers.length) return "no layer can wrap, whatever the question";
  return `can't wrap, whatever the question: layer ${proven.join(", ")}; the others wrap exactly`;
}

/** A model that has nothing to say to any of the questions can be built, but not measured. */
function benchmarkIfItSpeaks(program: Program): Benchmark | undefined {
  try {
    return benchmark(program.bytes, BENCH_QUESTIONS);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function summary(
  file: string,
  sizes: readonly number[],
  program: Program,
  cost: Benchmark | undefined,
): string {
  const speed =
    cost === undefined
      ? "every reply tried is empty, so no speed"
      : `${cost.tStatesPerChar.toLocaleString("en")} T-states a character (${cost.secondsPerCharAt4MHz.toFixed(3)} s at 4 MHz)`;
  return [
    `${chalk.bold(file)}: ${program.bytes.length.toLocaleString("en")} bytes, layout ${program.layout}, ${sizes.join(" -> ")}`,
    `  memory needed: ${hexAddress(program.origin)} to ${hexAddress(program.memoryEnd)}`,
    `  ${speed}`,
  ].join("\n");
}
