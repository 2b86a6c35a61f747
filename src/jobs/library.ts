/**
 * From a model to a library for other programs: one assembly source that answers questions in memory, with a header
 * that says how to call it and what it costs.
 *
 *   const { text, program } = buildLibrary(model, { machine, origin: 0x8000, memoryEnd: 0xc000, prefix: "npc_", sources });
 */

import { MAX_QUESTION, MAX_REPLY } from "../base/contract.js";
import { hexAddress } from "../base/hex.js";
import { InputError } from "../base/input-error.js";
import { BENCH_QUESTIONS, type Benchmark, benchmarkLibrary } from "../build/bench.js";
import { type Layout, staysPacked } from "../build/layouts.js";
import { type BuildOptions, buildProgram, type Program } from "../build/program.js";
import type { Machine } from "../machines/machine.js";
import { type Network, shapeText } from "../model/network.js";
import type { Unsure } from "../model/reply.js";

/** The library's main source. */
const SOURCE = "machines/library.asm";
/** Bytes of the caller's stack: the engine's, and those of the library's routines. */
const STACK_BYTES = 80;

export interface LibraryRequest {
  /** Where the library is to run: it gives bounds of memory, and the clock. */
  readonly machine: Machine;
  readonly origin: number;
  /** First address that the library must leave alone. */
  readonly memoryEnd: number;
  /** Before each name of the source: `npc_`. */
  readonly prefix: string;
  /** Default: the fastest that fits. */
  readonly layout?: Layout | undefined;
  readonly unsure?: Unsure | undefined;
  readonly sources: BuildOptions["sources"];
}

export interface Library {
  /** The source. */
  readonly text: string;
  readonly program: Program;
  /** Undefined if the replies to all test questions are empty. */
  readonly cost: Benchmark | undefined;
}

/** @throws InputError if the network doesn't fit, or the layout has no source */
export function buildLibrary(network: Network, request: LibraryRequest): Library {
  const { machine, origin, memoryEnd, prefix, layout, unsure, sources } = request;
  if (layout === "ready")
    throw new InputError("layout ready is memory as it is, not a source; take layout columns for a library");
  // memory that the machine has to spare, such as a part of the screen or banks, is the caller's, and so is the place
  const { workPages: _, paging: __, fastFrom: ___, ...others } = machine;
  const place: Machine = { ...others, source: SOURCE, origin, memoryName: "memory for the library" };
  const program = fitting(network, {
    machine: place,
    memoryEnd,
    sources,
    talk: { unsure },
    ...(layout !== undefined && { layout }),
  });
  const cost = costOf(program);
  const header = headerOf(network, program, prefix, cost);
  return { text: `${header.join("\n")}\n${program.assembly.flatSource(prefix)}`, program, cost };
}

/** @throws InputError if it doesn't fit, which a lower origin may cure */
function fitting(network: Network, options: BuildOptions): Program {
  try {
    return buildProgram(network, options);
  } catch (error) {
    if (!(error instanceof InputError && error.message.includes("doesn't fit"))) throw error;
    throw new InputError(`${error.message}, or give a lower --origin`);
  }
}

function costOf(program: Program): Benchmark | undefined {
  try {
    return benchmarkLibrary(program, BENCH_QUESTIONS);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function headerOf(
  network: Network,
  { layout, origin, bytes, memoryEnd }: Program,
  prefix: string,
  cost: Benchmark | undefined,
): string[] {
  const number = (value: number) => value.toLocaleString("en");
  const lines = [
    `A network that answers questions, ${shapeText(network)}, for a program of yours.`,
    "Written by zmlm build --library.",
    "",
    `        call ${prefix}init           ; once, before anything else`,
    "",
    "        ld hl,question          ; its text, ASCII; upper and lower case are alike",
    `        ld b,length             ; 0 to 255; ${MAX_QUESTION} characters count`,
    `        ld de,buffer            ; ${MAX_REPLY + 1} bytes`,
    `        call ${prefix}ask            ; the reply in upper case, with a 0 behind it. A = its length`,
    "",
    "        ld de,routine           ; HL and B as above. It is called with A = a character of the",
    `        call ${prefix}ask_each       ; reply, one after the other. It may destroy AF, BC, DE, HL`,
    "",
    `Memory:     ${hexAddress(origin)} to ${hexAddress(memoryEnd)}, of which ${number(bytes.length)} bytes are assembled, and what lies`,
    `            behind them is written to. ${prefix}end_of_memory is the first free address.`,
    `Stack:      ${STACK_BYTES} bytes of the caller's.`,
    "Registers:  all three destroy AF, BC, DE and HL (A is a result). IX, IY and the second set",
    "            are as before at the end, and in the routine of ask_each; meanwhile they aren't.",
    ...interrupts(layout),
    ...(cost === undefined
      ? []
      : [
          `T-states:   init ${number(cost.startUpTStates)}; to the first character ${number(cost.tStatesToFirstChar)}, then ${number(cost.tStatesPerChar)} each,`,
          `            ${number(cost.tStatesPerReply)} a reply of ordinary length (median of ${cost.questions} questions).`,
        ]),
    "",
    "Include it as the last part of your source, or assemble it apart and load it at its origin:",
    `init is at ${hexAddress(origin)}, ask at ${hexAddress(origin + 3)}, ask_each at ${hexAddress(origin + 6)}. Other models may be in the same program, each`,
    "with its own prefix and memory.",
  ];
  return [...lines.map((line) => `; ${line}`.trimEnd()), ""];
}

function interrupts(layout: Layout): string[] {
  return staysPacked(layout)
    ? [
        "Interrupts: may be on if their routine keeps every register that it uses and needs none to be",
        "            as before. Else turn them off (Spectrum ROM, CPC firmware).",
      ]
    : [
        "Interrupts: on or off as they are at init, and turned off for parts of the work. If on, their",
        "            routine must keep every register that it uses and need none to be as before.",
        "            Else turn them off, for init too (Spectrum ROM, CPC firmware).",
      ];
}
