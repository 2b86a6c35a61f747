/** Random networks, built and run: the Z80 program against `inference.ts`, every value of every layer. */

import { expect } from "vitest";
import { MAX_REPLY } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { Probe } from "../../src/build/probe.js";
import {
  type BuildOptions,
  buildLayouts,
  LAYOUTS,
  type Layout,
  type Program,
} from "../../src/build/program.js";
import { CpmMachine } from "../../src/cpm/index.js";
import { forward } from "../../src/model/inference.js";
import { joinOf, type Network } from "../../src/model/network.js";
import { spell } from "../../src/model/reply.js";
import type { Registers } from "../../src/z80/cpu.js";
import { FOR_CPM } from "../support/builds.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { randomKind, randomNetwork, randomQuestion, randomShape } from "../support/networks.js";

/** Networks compared; as many as one likes with the environment variable. */
export const DIFFERENTIAL_NETWORKS = Number(
  process.env.ZMLM_DIFFERENTIAL_NETWORKS ?? shortOrWhole(200, 1000),
);

/** Characters of a reply whose layers are compared. */
const TRACED_CHARACTERS = 3;
/** Every so many networks are followed to the end of their replies, which are mostly 50 characters long… */
const WHOLE_REPLY_EVERY = 8;
/** …and the others this far. */
const SHORT_REPLY = 6;

const CR = 0x0d;
const LF = 0x0a;

/** Where CP/M puts a command tail, and its length. */
const TAIL = 0x80;
const TAIL_BYTES = 0x80;

/** A machine that a program has been loaded into, with a question. */
export interface Asked {
  readonly memory: Uint8Array;
  readonly registers: { readonly hl: number };
  readonly breakpoints: Set<number>;
  /** What the program has written, without line ends. */
  readonly printed: string;
  /** Goes on to a breakpoint, to the end, or to where a question is asked for. */
  run(): { readonly kind: string; readonly pc?: number };
}

const HALVES: readonly (readonly Layout[])[] = [LAYOUTS.slice(0, 2), LAYOUTS.slice(2)];

/** In `npm test` each network is built in half of the layouts, and every layout meets half of the networks. */
export const inTurn = (seed: number): readonly Layout[] => (isWhole ? LAYOUTS : HALVES[seed % HALVES.length]);

/** Compares a share of the random networks. @param part of `parts`, from 0 */
export function compareNetworks(part: number, parts: number): void {
  const share = DIFFERENTIAL_NETWORKS / parts;
  compareSeeds(part * share, share, ON_CPM, undefined, inTurn);
}

/** Where programs are built for and run. */
export interface Place {
  readonly options: Omit<BuildOptions, "layout">;
  ask(program: Program, question: string): Asked;
  /** Share of networks that must at least fit memory, in every layout. */
  readonly leastFitted: number;
}

/** Memory and registers of each program when its tables are made, which takes far longer than to answer. */
const prepared = new WeakMap<Program, { readonly memory: Uint8Array; readonly registers: Registers }>();

/**
 * Runs a program that has been loaded until its `prepare` returns. For a second question it takes what the first one's
 * run has made.
 * @param own addresses, the last excluded, of the memory that each question has its own bytes in
 */
export function prepareOnce(
  program: Program,
  machine: Pick<Asked, "memory" | "breakpoints" | "run"> & { readonly registers: Registers },
  own: readonly [number, number] = [0, 0],
): void {
  const { memory, registers, breakpoints } = machine;
  const before = prepared.get(program);
  if (before !== undefined) {
    const [from, to] = own;
    const bytes = memory.slice(from, to);
    memory.set(before.memory);
    memory.set(bytes, from);
    Object.assign(registers, before.registers);
    return;
  }
  breakpoints.add(symbol(program, "prepare"));
  machine.run();
  breakpoints.clear();
  const returns = memory[registers.sp] | (memory[registers.sp + 1] << 8);
  breakpoints.add(returns);
  expect(machine.run()).toEqual({ kind: "breakpoint", pc: returns });
  breakpoints.clear();
  prepared.set(program, { memory: memory.slice(), registers: { ...registers } as Registers });
}

/** CP/M, where a question is the command tail: a blank as the CCP leaves it, then the text, its bytes as they are. */
export const ON_CPM: Place = {
  options: FOR_CPM,
  leastFitted: 0.8,
  ask(program, question) {
    let printed = "";
    const machine = new CpmMachine({
      console: {
        read: () => undefined,
        ready: () => false,
        write: (byte) => {
          if (byte !== LF && byte !== CR) printed += String.fromCharCode(byte);
        },
      },
    });
    machine.load(
      program.bytes,
      Uint8Array.from(` ${question}`, (character) => character.charCodeAt(0)),
    );
    const { memory, registers, breakpoints } = machine;
    prepareOnce(program, machine, [TAIL, TAIL + TAIL_BYTES]);
    return {
      memory,
      registers,
      breakpoints,
      run: () => machine.run(),
      get printed() {
        return printed;
      },
    };
  },
};

/**
 * Builds networks from a range of seeds, and compares each on two questions.
 * @param buckets that questions are counted in, if not the usual number; `any`: buckets, join and head at random
 * @param layoutsOf the layouts that the network of a seed is built in; all unless told
 */
export function compareSeeds(
  first: number,
  count: number,
  place = ON_CPM,
  buckets?: number | "any",
  layoutsOf = (_seed: number): readonly Layout[] => LAYOUTS,
): void {
  const built = new Map<Layout, number>(LAYOUTS.map((layout) => [layout, 0]));
  const fitted = new Map(built);
  for (let seed = first; seed < first + count; seed++) {
    const random = new Random(seed);
    const shape = buckets === "any" ? randomKind(random) : randomShape(random);
    const network = randomNetwork(random, typeof buckets === "number" ? { ...shape, buckets } : shape);
    const questions = [randomQuestion(random), randomQuestion(random)];
    const characters = seed % WHOLE_REPLY_EVERY === 0 ? MAX_REPLY : SHORT_REPLY;
    for (const { layout, program } of buildLayouts(network, place.options, layoutsOf(seed))) {
      built.set(layout, built.get(layout)! + 1);
      // Dense and large networks leave no room for the faster layouts.
      if (program === undefined) continue;
      fitted.set(layout, fitted.get(layout)! + 1);
      for (const [i, question] of questions.entries())
        compareQuestion(
          program,
          network,
          question,
          characters,
          `${layout}, seed ${seed}, question ${i + 1}`,
          place,
        );
    }
  }
  // with more buckets than usual, the largest of them leave no room in any layout
  if (place === ON_CPM && buckets === undefined) expect(fitted.get("packed")).toBe(built.get("packed"));
  for (const [layout, networks] of fitted)
    if (built.get(layout)! > 0) expect(networks / built.get(layout)!).toBeGreaterThan(place.leastFitted);
}

/**
 * Asks a program one question, stopping after each layer.
 * @param characters of the reply to follow it for
 */
export function compareQuestion(
  program: Program,
  network: Network,
  question: string,
  characters: number,
  name: string,
  place = ON_CPM,
): void {
  const machine = place.ask(program, question);
  if (isBlank(question)) {
    // Nothing asked: the program chats, and waits for its first key; or it leaves.
    expect(machine.run().kind, name).toBe(place === ON_CPM ? "input" : "exit");
    expect(machine.printed, name).toBe(place === ON_CPM ? "> " : "");
    return;
  }
  // a whole reply, or the rest of a known one, is printed at once
  const followed = (network.answers ?? network.known) === undefined ? characters : MAX_REPLY;
  const { reply, steps } = expectedReply(network, question, followed);
  const probe = probeOf(program, network);
  for (const pc of probe.breakpoints) machine.breakpoints.add(pc);
  steps.forEach((step, character) => {
    step.forEach((outputs, layer) => {
      // the question part runs once
      if (character > 0 && layer === 0 && joinOf(network)?.layer === 2) return;
      const at = `${name}: character ${character + 1}, layer ${layer + 1}`;
      expect(machine.run(), at).toEqual({ kind: "breakpoint", pc: probe.stop(layer) });
      expect(probe.outputs(machine, layer), at).toEqual(outputs);
    });
  });
  machine.breakpoints.clear();
  machine.breakpoints.add(symbol(program, "network_done"));
  let stop = machine.run();
  while (stop.kind === "breakpoint" && machine.printed.length < followed) stop = machine.run();
  expect(machine.printed, name).toBe(reply);
  if (reply.length < followed || followed === MAX_REPLY) expect(stop.kind, name).toBe("exit");
}

function symbol(program: Program, label: string): number {
  const address = program.assembly.symbols.get(label);
  if (address === undefined) throw new Error(`the program has no label ${label}`);
  return address;
}

function probeOf({ assembly: { symbols }, layout }: Program, network: Network): Probe {
  const outputs = network.layers.map((layer) => layer.outputs);
  const join = joinOf(network);
  return new Probe({ symbols, layout, outputs, join: join === undefined ? undefined : join.layer - 1 });
}

interface Expected {
  readonly reply: string;
  readonly steps: readonly (readonly Int16Array[])[];
}

/** What the layouts of a network are compared with, by question and length. */
const expectations = new WeakMap<Network, Map<string, Expected>>();

function expectedReply(network: Network, question: string, characters: number): Expected {
  const known = expectations.get(network) ?? new Map<string, Expected>();
  expectations.set(network, known);
  const key = `${characters} ${question}`;
  const expected = known.get(key) ?? computeReply(network, question, characters);
  known.set(key, expected);
  return expected;
}

/** The reply's first characters, and every layer's output at the very first. */
function computeReply(network: Network, question: string, characters: number): Expected {
  const query = network.encoder.encode(question);
  const steps: Int16Array[][] = [];
  const next = (text: string) => {
    const step = forward(network, query, text).map(({ y }) => y);
    if (steps.length < TRACED_CHARACTERS) steps.push(step);
    return step.at(-1)!;
  };
  return { reply: spell(network, next, { most: characters }), steps };
}

/** True if the machine, which sees seven bits, sees nothing but blanks. */
function isBlank(question: string): boolean {
  return Array.from(question).every((character) => (character.charCodeAt(0) & 0x7f) === 0x20);
}
