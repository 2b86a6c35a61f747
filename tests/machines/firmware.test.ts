/**
 * Each machine's program with the machine's firmware stood in, on our processor: a chat from the first key to the
 * last, with interrupts every 10 ms and every 0.1 ms. What firmware wants of registers and memory is checked at every
 * call, at every interrupt and in the end.
 */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildProgram } from "../../src/build/program.js";
import { parseTranscript } from "../../src/build/transcript.js";
import { readModel } from "../../src/cli/model-file.js";
import { programSource } from "../../src/cli/sources.js";
import { CPC } from "../../src/machines/cpc.js";
import { CPM, MSXDOS } from "../../src/machines/cpm.js";
import { MACHINES } from "../../src/machines/machines.js";
import { MSX } from "../../src/machines/msx.js";
import { SPECTRUM, SPECTRUM_128 } from "../../src/machines/spectrum.js";
import { SCREEN, SCREEN_BYTES } from "../../src/machines/spectrum-memory.js";
import { reply } from "../../src/model/inference.js";
import { repositoryPath } from "../support/cli.js";
import { type Firmware, FirmwareRun } from "../support/firmware-run.js";
import { cpc, cpm, msx, spectrum } from "../support/firmwares.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";
import { once } from "../support/once.js";

const MILLISECONDS = isWhole ? [10, 0.1] : [0.1];
/** One golden question in so many is asked. */
const EVERY = shortOrWhole(60, 1);
const BANNER = "ZED. ! LEAVES.";
const EXAMPLES = ["tinychat", "guess"].slice(0, shortOrWhole(1, 2));

const FIRMWARES: ReadonlyMap<string, Firmware> = new Map([
  [CPM.name, cpm(CPM.memoryEnd)],
  [MSXDOS.name, cpm(MSXDOS.memoryEnd)],
  [SPECTRUM.name, spectrum],
  [SPECTRUM_128.name, spectrum],
  [MSX.name, msx],
  [CPC.name, cpc()],
]);
/** The key that deletes the last one; CP/M's is the BDOS's own. */
const RUBOUT: ReadonlyMap<string, string> = new Map([
  [SPECTRUM.name, "\u000c"],
  [SPECTRUM_128.name, "\u000c"],
  [MSX.name, "\u0008"],
  [CPC.name, "\u007f"],
]);

const network = once((example: string) => readModel(repositoryPath(`data/${example}/model.json`)));
const golden = once((example: string) => {
  const file = repositoryPath(`data/${example}/golden.txt`);
  return parseTranscript(readFileSync(file, "utf8"), file).filter((_, index) => index % EVERY === 0);
});

/** MSX-DOS has the program of CP/M. */
const cases = MACHINES.filter(({ name }) => isWhole || name !== MSXDOS.name).flatMap((machine) =>
  EXAMPLES.map((example) => [machine.name, example] as const),
);

test.each(cases)("%s: %s chats through all interrupts, and leaves everything as it was", (name, example) => {
  const machine = MACHINES.find((known) => known.name === name)!;
  const firmware = FIRMWARES.get(name)!;
  const rubout = RUBOUT.get(name);
  const talk = { banner: BANNER };
  const program = buildProgram(network(example), { machine, sources: programSource, talk });
  const asked = golden(example);
  const mistake = rubout === undefined ? "" : `x${rubout}`;
  const keys = [...asked.map(({ question }) => mistake + question), "", "!"]
    .map((line) => `${line}\r`)
    .join("");
  const expected = [BANNER, ...asked.map(({ reply }) => reply)];
  for (const milliseconds of MILLISECONDS) {
    const run = new FirmwareRun(program, keys);
    expect(run.run(firmware, (machine.clock * milliseconds) / 1000)).toEqual([]);
    expect(run.interrupts).toBeGreaterThan(asked.length);
    const lines = run.written.split("\r\n");
    const replies = lines
      .map((line) => line.replace(/^(> )+/, ""))
      .filter((line) => line !== "" && line !== ">");
    expect(replies).toEqual(expected);
  }
});

test.each([SPECTRUM_128, SPECTRUM].slice(0, shortOrWhole(1, 2)))(
  "$name: RUN starts it again, whatever BASIC has done to the screen",
  (machine) => {
    const shape = { outputs: 20, encoder: "word", density: 0.3, biasRange: 500, buckets: 512 } as const;
    const small = randomNetwork(new Random(1), {
      ...shape,
      hidden: [60, 30],
      join: { layer: 2, buckets: 64 },
    });
    for (const layout of ["columns", "tight"] as const) {
      const program = buildProgram(small, { machine, sources: programSource, layout });
      const run = new FirmwareRun(program, "hello\r!\rhello\r!\r");
      for (const _ of ["LOAD", "RUN"]) {
        expect(run.run(spectrum, machine.clock / 50)).toEqual([]);
        run.memory.fill(0xaa, SCREEN, SCREEN + SCREEN_BYTES);
      }
      const once = `> ${reply(small, "hello")}\r\n> `;
      expect(run.written).toBe(once + once);
    }
  },
);
