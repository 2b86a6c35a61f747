/** What the observed machine tells is what `inference.ts` computes, layer by layer and character by character. */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildProgram, LAYOUTS } from "../../src/build/program.js";
import { ObservedMachine, type SeenQuestion, type SeenStep } from "../../src/jobs/inside.js";
import { type PageProgram, pageProgram } from "../../src/jobs/page.js";
import { argmax, forward, reply } from "../../src/model/inference.js";
import { branchingTexts } from "../../src/model/known-replies.js";
import type { Network } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { type NetworkShape, randomNetwork } from "../support/networks.js";

const SHAPE: NetworkShape = { hidden: [40, 30], outputs: 20, encoder: "word", density: 0.4, biasRange: 300 };

/** Layer 1 or 2 joined by the reply, both heads, one layer to three, few buckets and many. */
const SHAPES: readonly (readonly [name: string, shape: NetworkShape])[] = [
  ["the usual kind", SHAPE],
  ["one layer", { ...SHAPE, hidden: [] }],
  ["256 buckets", { ...SHAPE, buckets: 256, encoder: "phrase" }],
  ["384 buckets", { ...SHAPE, buckets: 384 }],
  ["the reply joins layer 2 of 2", { ...SHAPE, hidden: [40], join: { layer: 2, buckets: 128 } }],
  ["known replies", { ...SHAPE, buckets: 256, join: { layer: 2, buckets: 64 }, known: true }],
  ["head replies", { ...SHAPE, buckets: 256, head: "replies" }],
  ["head replies, one layer", { ...SHAPE, hidden: [], head: "replies" }],
  ["the reply joins layer 2", { ...SHAPE, buckets: 512, join: { layer: 2, buckets: 64 } }],
];

/** Asks a program questions, one chat. */
function observe(program: PageProgram, lines: readonly string[], holds = false) {
  const seen: { question: SeenQuestion; steps: SeenStep[] }[] = [];
  let [keys, screen] = [lines.map((line) => `${line}\r`).join(""), ""];
  const console = {
    read: () => {
      const key = keys.charCodeAt(0);
      keys = keys.slice(1);
      return Number.isNaN(key) ? undefined : key;
    },
    ready: () => keys !== "",
    write: (byte: number) => {
      screen += String.fromCharCode(byte);
    },
  };
  const machine = new ObservedMachine(program, console, {
    question: (question) => seen.push({ question, steps: [] }),
    step: (step) => seen.at(-1)!.steps.push(step),
  });
  machine.holds = holds;
  let holdings = 0;
  while (machine.run(Number.POSITIVE_INFINITY).kind === "input" && machine.isHeld) {
    holdings++;
    machine.release();
  }
  return { seen, screen, holdings };
}

function compare(program: PageProgram, network: Network, lines: readonly string[]): void {
  const { seen, screen } = observe(program, lines);
  expect(seen.map(({ question }) => question.text)).toEqual(lines);
  for (const { question, steps } of seen) {
    const query = network.encoder.encode(question.text);
    expect(question.buckets).toEqual(network.encoder.grams(question.text).map(({ bucket }) => bucket));
    let sofar = "";
    for (const { layers, chosen, tStates } of steps) {
      const expected = forward(network, query, sofar).map(({ y }) => y);
      // in known replies a character that alone can follow takes no pass
      const isAsked = network.known === undefined || branchingTexts(network.known).has(sofar);
      expect(layers).toEqual(isAsked ? expected : []);
      if (network.known === undefined) expect(chosen).toBe(argmax(expected.at(-1)!));
      expect(tStates).toBeGreaterThan(0);
      if (network.answers !== undefined) sofar = network.answers[chosen];
      else if (chosen < network.charset.length - 1) sofar += network.charset[chosen];
    }
    expect(sofar).toBe(reply(network, question.text));
    expect(screen).toContain(`\n${sofar}\r\n`);
  }
}

describe.each(isWhole ? SHAPES : SHAPES.slice(-1))("%s", (_, shape) => {
  test.each(isWhole ? LAYOUTS : (["columns", "packed"] as const))("%s: every value", (layout) => {
    for (let seed = 1; seed <= shortOrWhole(1, 2); seed++) {
      const network = randomNetwork(new Random(seed), shape);
      const page = pageProgram(layout, network, buildProgram(network, { ...FOR_CPM, layout }));
      compare(page, network, isWhole ? ["hello", " Who are  you? "] : [" Hi  you "]);
    }
  });
});

test("it stands still after each character but the last", () => {
  const network = randomNetwork(new Random(3), SHAPE);
  const page = pageProgram("held", network, buildProgram(network, { ...FOR_CPM, layout: "packed" }));
  const { seen, holdings } = observe(page, ["hello"], true);
  const [{ steps }] = seen;
  expect(steps.length).toBeGreaterThan(1);
  expect(holdings).toBe(steps.filter(({ chosen }) => chosen < network.charset.length - 1).length);
});

test.each([
  ["characters", { ...SHAPE, buckets: 256, known: true, join: { layer: 2, buckets: 64 } }],
  ["replies", { ...SHAPE, head: "replies" }],
] as const)("head %s: where it is unsure, what it says instead", (_, shape) => {
  const network = randomNetwork(new Random(5), shape);
  const lines = ["hello", "who are you", "what", "good day", "yes no"];
  const margins = lines.map((line) => {
    const [best, second] = [...forward(network, network.encoder.encode(line), "").at(-1)!.y].sort(
      (a, b) => b - a,
    );
    return best - second;
  });
  // some are below it, some aren't
  const margin = [...margins].sort((a, b) => a - b)[2];
  const unsure = { margin, reply: "SAY THAT AGAIN?" };
  const program = buildProgram(network, { ...FOR_CPM, layout: "packed", talk: { unsure } });
  const { seen, screen } = observe(pageProgram("unsure", network, program), lines);
  expect(seen.map(({ steps }) => steps[0].fallback)).toEqual(
    margins.map((own) => (own < margin ? unsure.reply : undefined)),
  );
  for (const [index, { question, steps }] of seen.entries()) {
    const expected = forward(network, network.encoder.encode(question.text), "").map(({ y }) => y);
    expect(steps[0].layers).toEqual(expected);
    expect(screen).toContain(`\n${reply(network, question.text, unsure)}\r\n`);
    if (margins[index] < margin)
      expect(steps.map(({ chosen }) => chosen)).toEqual([argmax(expected.at(-1)!)]);
  }
});

test("a program without the labels, as of another version, runs all the same", () => {
  const network = randomNetwork(new Random(3), SHAPE);
  const page = pageProgram("other", network, buildProgram(network, { ...FOR_CPM, layout: "packed" }));
  const { seen, screen } = observe({ ...page, symbols: new Map() }, ["hello"]);
  expect(seen).toEqual([]);
  expect(screen).toContain(`\n${reply(network, "hello")}\r\n`);
});
