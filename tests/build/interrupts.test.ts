import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { ALL_LAYOUTS, buildProgram } from "../../src/build/program.js";
import { CpmMachine } from "../../src/cpm/index.js";
import { reply } from "../../src/model/inference.js";
import { FOR_CPM } from "../support/builds.js";
import { isWhole } from "../support/length.js";
import { type NetworkShape, randomNetwork } from "../support/networks.js";

const ENABLE_INTERRUPTS = 0xfb;
/** Bytes that a handler pushes: the program counter and every register. */
const HANDLER_BYTES = 24;

const more: Partial<NetworkShape>[] = [
  { join: { layer: 2, buckets: 64 }, hidden: [70, 40, 19] },
  { head: "replies", hidden: [80, 31], outputs: 256 },
  ...(isWhole ? [{ join: { layer: 2, buckets: 64 }, hidden: [30, 256], density: 0.1 } as const] : []),
];

// The emulated machine has no interrupts, so what they do to memory is done here, before each instruction at which
// a Z80 would accept one: what lies below SP is overwritten.
test.each(ALL_LAYOUTS)(
  "layout %s: an interrupt at every instruction that allows it does no harm",
  (layout) => {
    const kinds: Partial<NetworkShape>[] = [
      {},
      {},
      {},
      { buckets: 384 },
      ...(isWhole || layout !== "small" ? more : []),
    ];
    for (const [index, kind] of kinds.entries()) {
      const seed = index + 1;
      const random = new Random(seed);
      const network = randomNetwork(random, {
        hidden: random.pick([[], [33], [256, 40, 19], [70, 256, 31]]),
        outputs: 30,
        encoder: "word",
        density: 0.25,
        biasRange: random.pick([500, 32767]),
        ...kind,
      });
      const { bytes } = buildProgram(network, { ...FOR_CPM, layout });
      let [text, accepted, lastOpcode] = ["", 0, 0];
      const machine: CpmMachine = new CpmMachine({
        console: {
          read: () => undefined,
          ready: () => false,
          write: (byte) => {
            if (byte >= 0x20) text += String.fromCharCode(byte);
          },
        },
        trace: {
          instruction(pc) {
            const { registers, memory } = machine;
            if (registers.iff1 !== 0 && lastOpcode !== ENABLE_INTERRUPTS) {
              for (let i = 1; i <= HANDLER_BYTES; i++) memory[(registers.sp - i) & 0xffff] = 0x55 + i;
              accepted++;
            }
            lastOpcode = memory[pc];
          },
        },
      });
      machine.load(bytes, "who is there");
      Object.assign(machine.registers, { iff1: 1, iff2: 1 });
      expect(machine.run().kind).toBe("exit");
      expect(text, `seed ${seed}`).toBe(reply(network, "who is there"));
      expect(accepted).toBeGreaterThan(1000);
    }
  },
);
