/** zmlm build: a model file becomes a CP/M program. */

import chalk from "chalk";
import { Command } from "commander";
import { InputError } from "../base/input-error.js";
import { BENCH_QUESTIONS, type Benchmark, benchmark } from "../build/bench.js";
import { buildProgram, LAYOUTS, type Layout, type Program } from "../build/program.js";
import { widths } from "../model/network.js";
import { readModel, writeWhole } from "./files.js";
import { programSource } from "./sources.js";

interface BuildOptions {
  output: string;
  layout: string;
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
      const model = readModel(source);
      const layout = parseLayout(options.layout);
      const program = buildProgram(model, { ...(layout && { layout }), sources: programSource });
      writeWhole(options.output, program.com);
      if (options.emitAsm !== undefined) writeWhole(options.emitAsm, program.source);
      if (options.listing !== undefined) writeWhole(options.listing, program.assembly.listing());
      if (options.symbols !== undefined) writeWhole(options.symbols, program.assembly.symbolFile());
      const cost = benchmarkIfItSpeaks(program);
      process.stderr.write(`${summary(options.output, widths(model), program, cost)}\n`);
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

/** A model that has nothing to say to any of the questions can be built, but not measured. */
function benchmarkIfItSpeaks(program: Program): Benchmark | undefined {
  try {
    return benchmark(program.com, BENCH_QUESTIONS);
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
  const memory = `${program.memoryEnd.toString(16).toUpperCase().padStart(4, "0")}h`;
  const speed =
    cost === undefined
      ? "every reply tried is empty, so no speed"
      : `${cost.tStatesPerChar.toLocaleString("en")} T-states a character (${cost.secondsPerCharAt4MHz.toFixed(3)} s at 4 MHz)`;
  return [
    `${chalk.bold(file)}: ${program.com.length.toLocaleString("en")} bytes, layout ${program.layout}, ${sizes.join(" -> ")}`,
    `  memory needed: 0100h to ${memory}`,
    `  ${speed}`,
  ].join("\n");
}
