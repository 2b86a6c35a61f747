/** Random networks, built and run: the Z80 program against `inference.ts`, every value of every layer. */

import { expect } from "vitest";
import { MAX_REPLY } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { buildProgram, type Layout, type Program } from "../../src/build/program.js";
import { programSource } from "../../src/cli/sources.js";
import { CpmMachine } from "../../src/cpm/index.js";
import { encodeContext, encodeQuery } from "../../src/model/encoder.js";
import { argmax, forward, inputActivations } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { randomNetwork, randomQuestion, randomShape } from "../support/networks.js";

/** Networks compared for each layout; more of them with the environment variable. */
export const DIFFERENTIAL_NETWORKS = Number(process.env.ZMLM_DIFFERENTIAL_NETWORKS ?? 2000);

/** Characters of a reply whose layers are compared. */
const TRACED_CHARACTERS = 3;
/** Every so many networks are followed to the end of their replies, which are mostly 50 characters long… */
const WHOLE_REPLY_EVERY = 8;
/** …and the others this far. */
const SHORT_REPLY = 6;

const CR = 0x0d;
const LF = 0x0a;

/** Builds networks from a range of seeds and compares each on two questions. */
export function compareSeeds(first: number, count: number, layout: Layout): void {
  for (let seed = first; seed < first + count; seed++) {
    const random = new Random(seed);
    const network = randomNetwork(random, randomShape(random));
    const program = buildProgram(network, { layout, sources: programSource });
    const characters = seed % WHOLE_REPLY_EVERY === 0 ? MAX_REPLY : SHORT_REPLY;
    for (let i = 1; i <= 2; i++)
      compareQuestion(program, network, randomQuestion(random), characters, `seed ${seed}, question ${i}`);
  }
}

/**
 * Runs one question as a command tail, stopping after each layer.
 * @param characters of the reply to follow it for
 */
export function compareQuestion(
  program: Program,
  network: Network,
  question: string,
  characters: number,
  name: string,
): void {
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
  machine.load(program.com, commandTail(question));
  if (isBlank(question)) {
    // Nothing asked: the program chats, and waits for its first key.
    expect(machine.run().kind, name).toBe("input");
    expect(printed, name).toBe("> ");
    return;
  }
  const { reply, steps } = expectedReply(network, question, characters);
  const symbol = (label: string) => program.assembly.symbols.get(label)!;
  for (const label of ["layer_done", "network_done"]) machine.breakpoints.add(symbol(label));
  steps.forEach((step, character) => {
    step.forEach((outputs, layer) => {
      const at = `${name}: character ${character + 1}, layer ${layer + 1}`;
      const pc = symbol(layer === step.length - 1 ? "network_done" : "layer_done");
      expect(machine.run(), at).toEqual({ kind: "breakpoint", pc });
      expect(layerOutputs(machine, outputs.length), at).toEqual(outputs);
    });
  });
  machine.breakpoints.delete(symbol("layer_done"));
  let stop = machine.run();
  while (stop.kind === "breakpoint" && printed.length < characters) stop = machine.run();
  expect(printed, name).toBe(reply);
  if (reply.length < characters || characters === MAX_REPLY) expect(stop.kind, name).toBe("exit");
}

/** What a layer has just put out: low bytes in the page at H, high bytes a page above. */
function layerOutputs(machine: CpmMachine, count: number): Int16Array {
  const page = machine.registers.hl & 0xff00;
  return Int16Array.from(
    { length: count },
    (_, n) => machine.memory[page + n]! | (machine.memory[page + 256 + n]! << 8),
  );
}

/** The reply's first characters, and every layer's output at the very first. */
function expectedReply(
  network: Network,
  question: string,
  characters: number,
): { reply: string; steps: Int16Array[][] } {
  const query = encodeQuery(question, network.encoder);
  const steps: Int16Array[][] = [];
  let reply = "";
  while (reply.length < characters) {
    const step = forward(network, inputActivations(query, encodeContext(reply)));
    if (steps.length < TRACED_CHARACTERS) steps.push(step);
    const index = argmax(step.at(-1)!);
    if (index === network.charset.length - 1) break;
    reply += network.charset[index];
  }
  return { reply, steps };
}

/** True if the machine, which sees seven bits, sees nothing but blanks. */
function isBlank(question: string): boolean {
  return Array.from(question).every((character) => (character.charCodeAt(0) & 0x7f) === 0x20);
}

/** A command tail as the CCP leaves it: a blank, then the text, its bytes as they are. */
function commandTail(question: string): Uint8Array {
  return Uint8Array.from(` ${question}`, (character) => character.charCodeAt(0));
}
