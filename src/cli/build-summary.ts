/** What zmlm build says of a program: its size, what it fits, its speed, and a line for each layout. */

import chalk from "chalk";
import { hexAddress } from "../base/hex.js";
import { LAYOUTS, type Layout } from "../build/program.js";
import type { Built } from "../jobs/build.js";
import { CPM } from "../machines/cpm.js";
import { type Machine, slowdownOf, tStatesASecond } from "../machines/machine.js";
import { shapeText } from "../model/network.js";

/** @param memoryEnd first address that the program must leave alone */
export function summary(file: string, machine: Machine, memoryEnd: number, built: Built): string {
  const { program, model } = built;
  // a program that lies higher than it must has room below
  const spare = memoryEnd - program.memoryEnd + program.origin - machine.origin;
  return [
    `${chalk.bold(file)}: ${machine === CPM ? "" : `for ${machine.title}, `}${program.bytes.length.toLocaleString("en")} bytes, layout ${program.layout}, ${shapeText(model)}`,
    `  fits: memory ${hexAddress(program.origin)} to ${hexAddress(program.memoryEnd)}, ${machine.memoryName} ends at ${hexAddress(memoryEnd)}, ${spare.toLocaleString("en")} bytes to spare`,
    ...banks(built),
    `  ${speed(built, machine)}`,
    `  ${wrapping(built)}`,
  ].join("\n");
}

/** What the program has in banks of memory, if anything. */
function banks({ program }: Built): string[] {
  if (program.banks === undefined) return [];
  const { contents, paging } = program.banks;
  const bytes = contents.reduce((sum, bank) => sum + bank.length, 0);
  const numbers = paging.free.slice(0, contents.length);
  return [
    `  and ${bytes.toLocaleString("en")} bytes of its weights in bank${numbers.length > 1 ? "s" : ""} ${numbers.join(" and ")} of memory`,
  ];
}

function speed({ cost, program }: Built, machine: Machine): string {
  if (cost === undefined) return "speed unknown: the replies to all test questions are empty";
  const rate = tStatesASecond(machine, program.origin);
  const { tStatesPerChar, tStatesToFirstChar, chars, questions } = cost;
  const reply = replySeconds(cost, rate, chars / questions);
  return (
    `${reply.toFixed(2)} s a reply at ${megahertz(machine.clock)} MHz${waits(slowdownOf(machine, program.origin))}: ${(tStatesToFirstChar / rate).toFixed(3)} s to its first character, ` +
    `then ${(tStatesPerChar / rate).toFixed(3)} s each (${tStatesPerChar.toLocaleString("en")} T-states)`
  );
}

function waits(slowdown: number): string {
  return slowdown === 1 ? "" : `, ${((slowdown - 1) * 100).toFixed(1)} % of it waits for memory`;
}

function megahertz(clock: number): number {
  return Number((clock / 1e6).toFixed(2));
}

/** Seconds that a reply takes, its end included. @param rate T-states a second. @param length the reply's characters */
export function replySeconds(
  { tStatesPerChar, tStatesToFirstChar }: NonNullable<Built["cost"]>,
  rate: number,
  length: number,
): number {
  return (tStatesToFirstChar + length * tStatesPerChar) / rate;
}

/** Says which layers are proven never to leave 16 bits. The others wrap, and the program wraps as inference does. */
function wrapping({ neverWrapping: proven, model }: Built): string {
  if (proven.length === 0) return "no layer is proven never to wrap; all wrap exactly";
  if (proven.length === model.layers.length) return "no layer can wrap, whatever the question";
  return `can't wrap, whatever the question: layer ${proven.join(", ")}; the others wrap exactly`;
}

/**
 * A line for each layout.
 * @param density with which the fastest layout would fit, if it doesn't
 */
export function layoutTable({ tried, program }: Built, density: number | undefined): string[] {
  const what = (name: Layout): string => {
    if (name === program.layout) return `taken: memory ends at ${hexAddress(program.memoryEnd)}`;
    const fault = tried.find((candidate) => candidate.layout === name)?.fault;
    if (fault === undefined) return `not needed: ${ABOUT[name]}`;
    const missing = /([\d,]+) bytes are missing/.exec(fault.message)?.[1];
    const cure = name !== LAYOUTS[0] ? "" : `; ${cureOf(density, `${program.layout} as now`)}`;
    return `doesn't fit${missing === undefined ? "" : `: ${Number(missing).toLocaleString("en")} bytes are missing`}${cure}`;
  };
  const rows = LAYOUTS.map(
    (name) => `  ${name === program.layout ? "*" : " "} ${name.padEnd(8)} ${what(name)}`,
  );
  return ["  layouts, the fastest first:", ...rows];
}

/** What one may do about a layout that doesn't fit. @param other what fits */
export function cureOf(density: number | undefined, other: string): string {
  const training = density === undefined ? "train it smaller (--hidden)" : `train with --density ${density}`;
  return `${training}, or take ${other}`;
}

/** What distinguishes a layout from the ones before it. */
const ABOUT: Readonly<Record<Layout, string>> = {
  columns: "the fastest",
  small: "as fast as columns, with a smaller file and a longer start",
  packed: "slower, with less memory",
  tight: "slower, with the least memory",
  ready: "as fast as columns, and there at once, in a file as large as its memory",
};
