/** The engine where no CP/M is: other origins, other ends of memory, a machine of a few instructions. */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildLayouts, LAYOUTS } from "../../src/build/program.js";
import { type Machine, WORK_BYTES } from "../../src/machines/machine.js";
import { reply } from "../../src/model/inference.js";
import { BareMachine, bareMachine, forBare } from "../support/bare-machine.js";
import { shortOrWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";
import { compareSeeds, inTurn, type Place, prepareOnce } from "./differential.js";

const NETWORKS = shortOrWhole(2, 60);

const MACHINES: Machine[] = [
  bareMachine(0x0040, 0xa67b),
  bareMachine(0x5e01, 0x10000),
  bareMachine(0x5e00, 0xff00, { workPages: 0x5000 }),
  bareMachine(0x4000, 0xfff0, {
    paging: { window: 0xc000, windowBytes: 0x4000, port: 0xfd, home: 1, free: [2, 3] },
  }),
];

function asked(machine: Machine): Place {
  return {
    options: forBare(machine),
    leastFitted: 0.5,
    ask(program, question) {
      const bare = new BareMachine(program);
      bare.begin("answer");
      bare.type(question);
      const { memory, registers, breakpoints } = bare;
      prepareOnce(program, bare);
      return {
        memory,
        registers,
        breakpoints,
        run: () => bare.run(),
        get printed() {
          return bare.printed.replace(/[\r\n]/g, "");
        },
      };
    },
  };
}

describe.each(MACHINES.map((machine) => [machine.origin.toString(16), machine] as const))(
  "at %sh",
  (_, machine) => {
    test("every layout agrees with inference on every bit of every layer", () => {
      const place = asked(machine);
      // the machine with banks differs from another only where there are more than the usual buckets
      const networks = machine.paging === undefined ? NETWORKS : shortOrWhole(2, 25);
      compareSeeds(5000, networks, place, undefined, inTurn);
      for (const buckets of [256, 384, 512]) {
        const layoutsOf = (seed: number) => inTurn(seed + buckets / 128);
        compareSeeds(6000, Math.ceil(NETWORKS / 8), place, buckets, layoutsOf);
      }
      // of any kind, the largest leave no room
      compareSeeds(6100, Math.ceil(NETWORKS / 8), { ...place, leastFitted: -1 }, "any", inTurn);
    });

    test("talks until `!` or the break key, and writes to its own memory only", () => {
      const shape = { hidden: [40, 30], outputs: 20, encoder: "word", density: 0.3, biasRange: 500 } as const;
      const network = randomNetwork(new Random(8), shape);
      const programs = buildLayouts(network, forBare(machine)).flatMap(({ program }) => program ?? []);
      expect(programs.map(({ layout }) => layout)).toEqual([...LAYOUTS]);
      for (const leave of ["!", " ! ", "\u0003"])
        for (const program of programs) {
          const bare = new BareMachine(program);
          const before = bare.memory.slice();
          bare.begin("chat");
          for (const line of ["hello", "", "  hello you ", "!!", leave]) bare.type(line);
          expect(bare.run()).toEqual({ kind: "exit" });
          const replies = ["hello", "hello you", "!!"].map((question) => `> ${reply(network, question)}\r\n`);
          expect(bare.printed).toBe(`${replies[0]}> ${replies[1]}${replies[2]}> `);
          const written = Array.from(bare.memory.keys()).filter((at) => bare.memory[at] !== before[at]);
          const { workPages = machine.origin } = machine;
          const isWork = (at: number) => at >= workPages && at < workPages + WORK_BYTES;
          const isOurs = (at: number) => at >= machine.origin && at < machine.memoryEnd;
          expect(written.filter((at) => !isWork(at) && !isOurs(at))).toEqual([]);
          // above its tables it uses no more than it says, but for the stack
          const stack = machine.memoryEnd - 64;
          expect(written.filter((at) => at >= program.memoryEnd && at < stack)).toEqual([]);
        }
    });
  },
);
