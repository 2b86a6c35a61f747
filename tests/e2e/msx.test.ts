/** The chat on an MSX: a cartridge in its slot, typed key by key, in openMSX. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EngineRun } from "../../src/build/engine-run.js";
import { buildProgram } from "../../src/build/program.js";
import { parseTranscript } from "../../src/build/transcript.js";
import { readModel } from "../../src/cli/model-file.js";
import { programSource } from "../../src/cli/sources.js";
import { MSX } from "../../src/machines/msx.js";
import { reply } from "../../src/model/inference.js";
import { repositoryPath } from "../support/cli.js";
import { shortOrWhole } from "../support/length.js";
import { once } from "../support/once.js";
import { hasOpenMsx, runMsx } from "../support/openmsx.js";

const EXAMPLES = ["tinychat", "guess"] as const;
/** Seconds that a key takes to be typed, and a reply of 50 characters to come. */
const KEY = 0.3;
const REPLY = 15;
/** One golden question in so many is asked. */
const EVERY = shortOrWhole(4, 1);

const networkOf = (example: string) => readModel(repositoryPath(`data/${example}/model.json`));
/** Built once. */
const build = once((example: string) =>
  buildProgram(networkOf(example), { machine: MSX, sources: programSource }),
);

/** The golden questions and replies of an example: one in so many. */
function golden(example: string) {
  const file = repositoryPath(`data/${example}/golden.txt`);
  return parseTranscript(readFileSync(file, "utf8"), file).filter((_, index) => index % EVERY === 0);
}

const line = (keys: string) => ({ keys: `${keys}\r`, seconds: keys.length * KEY + REPLY });

test.each(EXAMPLES)("%s: golden replies, on our processor", (example) => {
  const run = new EngineRun(build(example));
  for (const { question, reply: expected } of golden(example)) expect(run.ask(question).reply).toBe(expected);
});

test("a cartridge is the program in parts of 16 KB, as many as a power of two", () => {
  const bytes = Uint8Array.from({ length: 0x8001 }, (_, i) => i);
  const rom = MSX.files[0].make({ origin: 0x4000, start: 0x4100, bytes }, "x");
  expect(rom.length).toBe(0x10000);
  expect(rom.subarray(0, bytes.length)).toEqual(bytes);
});

describe.skipIf(!hasOpenMsx)("in openMSX", () => {
  test.each(EXAMPLES)("%s: golden replies", { timeout: 400_000 }, (example) => {
    const rom = MSX.files[0].make(build(example), example);
    const asked = golden(example);
    const screens = runMsx(
      "C-BIOS_MSX1",
      rom,
      asked.map(({ question }) => line(question)),
    );
    const network = networkOf(example);
    let repeated = 0;
    for (const [index, { question, reply: expected }] of asked.entries()) {
      const rows = screens[index + 1].join("\n").trimEnd().split("\n");
      expect(rows.at(-1)).toBe(">");
      const last = rows
        .slice(
          rows.findLastIndex((row) => row.startsWith("> ")),
          -1,
        )
        .join("");
      if (last === `> ${question}${expected}`) continue;
      // now and then C-BIOS repeats the first key of a line
      const typed = question[0] + question;
      expect(last).toBe(`> ${typed}${reply(network, typed)}`);
      repeated++;
    }
    expect(repeated).toBeLessThan(asked.length / 10);
  });

  test.each(["C-BIOS_MSX1", "C-BIOS_MSX2", "C-BIOS_MSX2+"])(
    "%s: a line that is rubbed out in part, an empty one, `!`",
    { timeout: 400_000 },
    (machine) => {
      const rom = MSX.files[0].make(build("tinychat"), "tinychat");
      const steps = [line("hello you\b\b\b\b"), line(""), line("are you a robox\bt"), line("!")];
      const [start, first, empty, second, left] = runMsx(machine, rom, steps);
      expect(start.slice(0, 2)).toEqual([">", ""]);
      expect(first.slice(0, 4)).toEqual(["> hello", "HI", ">", ""]);
      expect(empty.slice(0, 5)).toEqual(["> hello", "HI", ">", ">", ""]);
      expect(second.slice(3, 6)).toEqual(["> are you a robot", "YES", ">"]);
      expect(left.join("\n")).not.toBe(second.join("\n"));
    },
  );
});
