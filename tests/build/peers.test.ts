/** The program's source, with what it includes or leaves out for different networks, in other assemblers. */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildLayouts, buildProgram, LAYOUTS } from "../../src/build/program.js";
import { MACHINES } from "../../src/machines/machines.js";
import type { Network } from "../../src/model/network.js";
import { FOR_CPM } from "../support/builds.js";
import { denseForQuestions, largeActivations, randomNetwork } from "../support/networks.js";
import { once } from "../support/once.js";
import { PEERS } from "../support/peers.js";

const shape = { outputs: 20, encoder: "word", density: 0.15, biasRange: 500 } as const;

const networks: [name: string, network: Network, symbols: Record<string, number>][] = [
  ["a single layer", randomNetwork(new Random(1), { ...shape, hidden: [] }), { QUERY_AT_ONCE: 0 }],
  ["lists that fit", randomNetwork(new Random(2), { ...shape, hidden: [90, 60] }), { QUERY_AT_ONCE: 0 }],
  [
    "packed question columns",
    denseForQuestions(new Random(3), { ...shape, hidden: [256, 192, 128] }),
    { QUERY_AT_ONCE: 1 },
  ],
  ["additions of two bytes", largeActivations(), { WIDE_LAYERS: 1 }],
  [
    "a join at layer 2",
    randomNetwork(new Random(6), { ...shape, hidden: [40, 30], join: { layer: 2, buckets: 64 } }),
    { JOIN_2: 1 },
  ],
  [
    "whole replies",
    randomNetwork(new Random(7), { ...shape, hidden: [40], head: "replies" }),
    { HEAD_REPLIES: 1 },
  ],
  ...[256, 384, 512].map((buckets): (typeof networks)[number] => [
    `${buckets} buckets`,
    randomNetwork(new Random(5), { ...shape, hidden: [40], buckets }),
    { QUERY_AT_ONCE: 1 },
  ]),
];

/** Each network's programs, built once for all peers. */
const programsOf = once((name) => {
  const [, network] = networks.find(([one]) => one === name)!;
  const programs = buildLayouts(network, FOR_CPM).flatMap(({ program }) => program ?? []);
  return programs.map(({ layout, bytes, source, assembly }) => ({ layout, bytes, source, assembly }));
});

describe.each(PEERS)("$title", (peer) => {
  test.skipIf(peer.isMissing).each(networks)("makes the same program: %s", (name, _, symbols) => {
    const programs = programsOf(name);
    expect(programs.map(({ layout }) => layout)).toEqual([...LAYOUTS]);
    for (const [symbol, value] of Object.entries(symbols))
      expect(programs[0].assembly.symbols.get(symbol)).toBe(value);
    for (const { bytes, source } of programs) expect(peer.assemble(source)).toEqual(bytes);
  });

  test.skipIf(peer.isMissing).each(MACHINES)("makes the same program for $name", (machine) => {
    const network = randomNetwork(new Random(8), { ...shape, hidden: [20] });
    const { bytes, source } = buildProgram(network, { machine, sources: FOR_CPM.sources, layout: "columns" });
    expect(peer.assemble(source)).toEqual(bytes);
  });
});
