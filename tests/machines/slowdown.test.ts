/** How much slower programs run where the screen shares their memory: what the machines' files say, measured. */

import { expect, test } from "vitest";
import { EngineRun } from "../../src/build/engine-run.js";
import { buildProgram } from "../../src/build/program.js";
import { readModel } from "../../src/cli/model-file.js";
import { programSource } from "../../src/cli/sources.js";
import { CPC } from "../../src/machines/cpc.js";
import { slowdownOf } from "../../src/machines/machine.js";
import { SPECTRUM, SPECTRUM_128 } from "../../src/machines/spectrum.js";
import { repositoryPath } from "../support/cli.js";
import { isWhole } from "../support/length.js";

const PREFIXES = [0xcb, 0xdd, 0xed, 0xfd];
const QUESTIONS = ["are you a robot", "hello", "tell me a joke"];

/** T-states to wait before an access that would begin at a T-state. */
type Wait = (start: number, address: number) => number;

/**
 * The ULA: from a T-state of a frame on, 128 of the T-states of each of 192 lines, memory below 8000h. A 128K's odd banks
 * are as slow, but our programs use none.
 */
function ulaOf(first: number, line: number, frame: number): Wait {
  return (start, address) => {
    const time = (start % frame) - first;
    if (address < 0x4000 || address >= 0x8000 || time < 0 || time >= 192 * line || time % line >= 128)
      return 0;
    return [6, 5, 4, 3, 2, 1, 0, 0][(time % line) % 8];
  };
}
const ula48 = ulaOf(14_335, 224, 69_888);
const ula128 = ulaOf(14_361, 228, 70_908);
/** The gate array: an access every four T-states. */
const gateArray: Wait = (start) => (4 - (start % 4)) % 4;

test.runIf(isWhole).each([
  [SPECTRUM, ula48],
  [SPECTRUM_128, ula128],
  [CPC, gateArray],
] as const)("$name", (machine, wait) => {
  for (const example of ["tinychat", "guess"]) {
    const network = readModel(repositoryPath(`data/${example}/model.json`));
    const program = buildProgram(network, { machine, sources: programSource });
    const tStates = [() => 0, wait].map((rule) => {
      // the first accesses of an instruction, of four T-states, fetch its opcode; the others have three
      let fetches = 0;
      let isWatched = false;
      const run = new EngineRun(program, {
        instruction({ clock, registers }, memory) {
          fetches = PREFIXES.includes(memory[registers.pc]) ? 2 : 1;
          if (isWatched) return;
          isWatched = true;
          const access = (address: number) => {
            clock.tStateCount += rule(clock.tStateCount - (fetches-- > 0 ? 4 : 3), address);
          };
          const { readMemory, writeMemory } = clock;
          clock.readMemory = (address) => {
            access(address);
            return readMemory(address);
          };
          clock.writeMemory = (address, value) => {
            access(address);
            writeMemory(address, value);
          };
        },
      });
      return QUESTIONS.map((question) => run.ask(question)).reduce(
        (sum, { asked, done }) => sum + done - asked,
        0,
      );
    });
    expect(Math.abs(tStates[1] / tStates[0] - slowdownOf(machine, program.origin))).toBeLessThan(0.01);
  }
});
