/** A program's first line and its game on other machines, in their emulators. */

import { writeFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { buildProgram } from "../../src/build/program.js";
import { readModel } from "../../src/cli/model-file.js";
import { programSource } from "../../src/cli/sources.js";
import type { Machine } from "../../src/machines/machine.js";
import { MSX } from "../../src/machines/msx.js";
import { SPECTRUM } from "../../src/machines/spectrum.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { ENTER, Fuse, hasFuse } from "../support/fuse.js";
import { isWhole } from "../support/length.js";
import { hasOpenMsx, runMsx } from "../support/openmsx.js";

const inFolder = temporaryFolder();
const talk = { banner: "GUESS. ! LEAVES.", questions: 1, secret: "an elephant" };
const INTRO = ["GUESS. ! LEAVES.", "I HAVE A SECRET. ! LEAVES.", "1 QUESTIONS AND A LAST GUESS."];
const ASKED = "is it alive";
const GUESSED = "a mouse";

const build = (machine: Machine) =>
  buildProgram(readModel(repositoryPath("data/guess/model.json")), {
    machine,
    sources: programSource,
    talk,
  });

test.runIf(isWhole && hasOpenMsx)("on an MSX", { timeout: 400_000 }, () => {
  const rom = MSX.files[0].make(build(MSX), "game");
  const line = (keys: string) => ({ keys: `${keys}\r`, seconds: 15 });
  const [start, answered, over] = runMsx("C-BIOS_MSX1", rom, [line(ASKED), line(GUESSED)]);
  expect(start.slice(0, 4)).toEqual([...INTRO, "1>"]);
  expect(answered.slice(3, 6)).toEqual([`1> ${ASKED}`, "YES", "LAST GUESS>"]);
  // it has left; C-BIOS has no BASIC to go back to
  expect(over.join("\n")).not.toBe(answered.join("\n"));
});

let fuse = new Fuse();
afterEach(() => fuse.stop());

test.runIf(isWhole && hasFuse)("on a ZX Spectrum", { timeout: 400_000 }, async () => {
  const snapshot = inFolder("game.sna");
  writeFileSync(snapshot, SPECTRUM.files[1].make(build(SPECTRUM), "game"));
  fuse = new Fuse();
  await fuse.start("--snapshot", snapshot);
  await fuse.shows(
    /^GUESS\. ! LEAVES\. *\nI HAVE A SECRET\. ! LEAVES\. *\n1 QUESTIONS AND A LAST GUESS\. *\n1> /,
  );
  await fuse.type(ASKED, "1> ");
  await fuse.press(ENTER);
  await fuse.shows(/1> is it alive *\nYES *\nLAST GUESS> /);
});
