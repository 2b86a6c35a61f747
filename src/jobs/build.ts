/**
 * From a model to the program that speaks it on a machine: takes the fastest layout that fits, or the one that is
 * asked for, makes the machine's file of it, and measures it.
 *
 *   const { bytes, program, cost } = await build({ model: { text, file }, machine: CPM, sources }, host, tell);
 */

import { InputError } from "../base/input-error.js";
import type { Host } from "../base/steps.js";
import { BENCH_QUESTIONS, type Benchmark, benchmark, benchmarkEngine } from "../build/bench.js";
import {
  type BuildOptions,
  buildProgram,
  type Candidate,
  type Layout,
  layoutsInTurn,
  type Program,
} from "../build/program.js";
import { layerRanges } from "../build/ranges.js";
import type { Talk } from "../build/talk.js";
import { CPM } from "../machines/cpm.js";
import type { FileFormat, Machine } from "../machines/machine.js";
import { type Model, parseModel } from "../model/file.js";
import type { Network } from "../model/network.js";

export interface BuildRequest {
  readonly model: { readonly text: string; readonly file: string };
  readonly machine: Machine;
  /** Kind of file to make; default: the machine's usual one. */
  readonly format?: FileFormat | undefined;
  /** Name of the program inside the file, on machines whose files hold one; default: CHAT. */
  readonly name?: string | undefined;
  /** Default: the fastest that fits. */
  readonly layout?: Layout | undefined;
  /** First address that the program must leave alone, if it isn't the machine's usual one. */
  readonly memoryEnd?: number | undefined;
  /** What the program says and counts beside its replies. Its banner is the model's, unless one is given here. */
  readonly talk?: Talk | undefined;
  /** Gives the files of `asm/`. */
  readonly sources: BuildOptions["sources"];
  /** False: the program isn't measured, which takes longer than building it. */
  readonly measured?: boolean | undefined;
}

/** A layout was tried: it is taken, or the fault says why not. */
export interface BuildEvent {
  readonly type: "layout";
  readonly layout: Layout;
  readonly fault: InputError | undefined;
}

export interface Built {
  readonly model: Model;
  readonly program: Program;
  /** The machine's file. */
  readonly bytes: Uint8Array;
  /** Undefined if the replies to all test questions are empty, or if the request doesn't want it. */
  readonly cost: Benchmark | undefined;
  /** Layouts that were tried, in order; the last one is taken. Slower ones were not tried. */
  readonly tried: readonly Candidate[];
  /** Layers, from 1, that are proven never to wrap, whatever the question. */
  readonly neverWrapping: readonly number[];
}

/**
 * Builds a model's program.
 * @throws InputError where the model's text is none, or no layout fits
 */
export async function build(
  {
    model: { text, file },
    machine,
    format,
    name = "CHAT",
    layout,
    memoryEnd,
    talk,
    sources,
    measured = true,
  }: BuildRequest,
  host: Host,
  tell: (event: BuildEvent) => void,
): Promise<Built> {
  const model = parseModel(text, file);
  const options = {
    machine,
    sources,
    talk: { banner: model.banner, dots: true, ...talk },
    ...(memoryEnd !== undefined && { memoryEnd }),
  };
  const tried =
    layout === undefined
      ? await tryLayouts(model, options, host, tell)
      : [{ layout, program: buildProgram(model, { ...options, layout }) }];
  const { program, fault } = tried.at(-1)!;
  if (program === undefined) throw fault;
  await host.clock.turn();
  return {
    model,
    program,
    bytes: (format ?? machine.files[0]).make(program, name),
    cost: measured ? benchmarkIfItSpeaks(program, machine) : undefined,
    tried,
    neverWrapping: layerRanges(model).flatMap(({ neverWraps }, index) => (neverWraps ? [index + 1] : [])),
  };
}

/** Builds layouts, the fastest first, until one fits. */
async function tryLayouts(
  network: Network,
  options: Omit<BuildOptions, "layout">,
  { clock, signal }: Host,
  tell: (event: BuildEvent) => void,
): Promise<Candidate[]> {
  const tried: Candidate[] = [];
  for (const candidate of layoutsInTurn(network, options)) {
    tried.push(candidate);
    tell({ type: "layout", layout: candidate.layout, fault: candidate.fault });
    if (candidate.program !== undefined) break;
    await clock.turn();
    signal?.throwIfAborted();
  }
  return tried;
}

/** Measures a program. Undefined if all replies are empty: such a model can be built, but its speed can't be measured. */
function benchmarkIfItSpeaks(program: Program, machine: Machine): Benchmark | undefined {
  try {
    if (machine !== CPM) return benchmarkEngine(program, BENCH_QUESTIONS);
    return benchmark(program.bytes, BENCH_QUESTIONS, Math.max(machine.memoryEnd, program.memoryEnd));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
