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

/** Characters of a reply whose layers are compared; the reply itself is compared whole. */
const TRACED_CHARACTERS = 3;
const CR = 0x0d;
const LF = 0x0a;

/** Builds networks from a range of seeds and compares each on a few questions. */
export function compareSeeds(first: number, count: number, layout: Layout): void {
  for (let seed = first; seed < first + count; seed++) {
    const random = new Random(seed);
    const network = randomNetwork(random, randomShape(random));
    const program = buildProgram(network, { layout, sources: programSource });
    for (let i = 0; i < 2; i++)
      compareQuestion(program, network, randomQuestion(random), `seed ${seed}, question ${i + 1}`);
  }
}

/** Runs one question as a command tail, stopping after each layer. */
export function compareQuestion(program: Program, network: Network, question: string, name: string): void {
  const expected = expectedReply(network, question);
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
  machine.load(program.com, tail(question));
  if (/^ *$/.test(question.replace(/[^]/g, (c) => String.fromCharCode(c.charCodeAt(0) & 0x7f)))) {
    // Nothing asked: the program chats, and waits for its first key.
    expect(machine.run().kind, name).toBe("input");
    expect(printed, name).toBe("> ");
    return;
  }
  const symbol = (label: string) => program.assembly.symbols.get(label)!;
  for (const label of ["layer_done", "network_done"]) machine.breakpoints.add(symbol(label));
  let traced = 0;
  let layer = 0;
  let stop = machine.run();
  while (stop.kind === "breakpoint") {
    const step = expected.steps[traced];
    if (step === undefined) {
      machine.breakpoints.clear();
    } else {
      const page = machine.registers.hl & 0xff00;
      const outputs = step[layer]!;
      const got = Array.from(
        outputs,
        (_, n) => ((machine.memory[page + 256 + n]! << 24) >> 16) | machine.memory[page + n]!,
      );
      expect(got, `${name}: character ${traced + 1}, layer ${layer + 1}`).toEqual(Array.from(outputs));
      expect(stop.pc, name).toBe(symbol(layer === step.length - 1 ? "network_done" : "layer_done"));
      if (++layer === step.length) {
        layer = 0;
        traced++;
      }
    }
    stop = machine.run();
  }
  expect(stop.kind, name).toBe("exit");
  expect(printed, name).toBe(expected.reply);
  expect(traced, name).toBe(expected.steps.length);
}

/** The reply, and every layer's output at its first characters. */
function expectedReply(network: Network, question: string): { reply: string; steps: Int16Array[][] } {
  const query = encodeQuery(question, network.encoder);
  const steps: Int16Array[][] = [];
  let reply = "";
  while (reply.length < MAX_REPLY) {
    const step = forward(network, inputActivations(query, encodeContext(reply)));
    if (steps.length < TRACED_CHARACTERS) steps.push(step);
    const index = argmax(step.at(-1)!);
    if (index === network.charset.length - 1) break;
    reply += network.charset[index];
  }
  return { reply, steps };
}

/** A command tail as the CCP leaves it: a blank, then the text, its bytes as they are. */
function tail(question: string): Uint8Array {
  return Uint8Array.from(` ${question}`, (character) => character.charCodeAt(0));
}
