/** The chat on a ZX Spectrum: loaded as an owner loads it, typed key by key, in Fuse. */

import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { EngineRun } from "../../src/build/engine-run.js";
import { buildProgram, type Program } from "../../src/build/program.js";
import { parseTranscript } from "../../src/build/transcript.js";
import { readModel } from "../../src/cli/model-file.js";
import { programSource } from "../../src/cli/sources.js";
import type { Machine } from "../../src/machines/machine.js";
import { SPECTRUM, SPECTRUM_128 } from "../../src/machines/spectrum.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { BREAK, ENTER, Fuse, hasFuse, RUBOUT } from "../support/fuse.js";
import { playLines } from "../support/fuse-playback.js";
import { isWhole, shortOrWhole } from "../support/length.js";
import { once } from "../support/once.js";

const EXAMPLES = ["tinychat", "guess"] as const;
/** One golden question in so many is asked. */
const EVERY = shortOrWhole(4, 1);
const inFolder = temporaryFolder();

/** Built once. */
const build = once((example: string) => buildFor(SPECTRUM, example));
const build128 = once((example: string) => buildFor(SPECTRUM_128, example));

function buildFor(machine: Machine, example: string): Program {
  const network = readModel(repositoryPath(`data/${example}/model.json`));
  return buildProgram(network, { machine, sources: programSource });
}

function golden(example: string) {
  const file = repositoryPath(`data/${example}/golden.txt`);
  return parseTranscript(readFileSync(file, "utf8"), file);
}

/** Each example on each machine; in `npm test` not the second on a 128K. */
const CASES = (
  [
    ["tinychat", SPECTRUM.name, SPECTRUM],
    ["guess", SPECTRUM.name, SPECTRUM],
    ["tinychat", SPECTRUM_128.name, SPECTRUM_128],
    ["guess", SPECTRUM_128.name, SPECTRUM_128],
  ] as const
).slice(0, shortOrWhole(3, 4));

test.each(CASES)("%s: golden replies, on our processor (%s)", (example, _, machine) => {
  const run = new EngineRun((machine === SPECTRUM ? build : build128)(example));
  const asked = golden(example).filter((_, index) => index % EVERY === 0);
  for (const { question, reply } of asked) expect(run.ask(question).reply).toBe(reply);
});

describe.skipIf(!hasFuse)("in Fuse", () => {
  let fuse = new Fuse();
  afterEach(() => fuse.stop());

  async function asks(question: string, reply: string): Promise<void> {
    await fuse.type(question);
    await fuse.press(ENTER);
    await fuse.shows(
      new RegExp(`> ${question.replace(/[?.]/g, "\\$&")} *\\n${reply.replace(/[?.]/g, "\\$&")} *\\n>`),
    );
  }

  /** Loads the tape as an owner does. */
  async function loads(): Promise<void> {
    await fuse.shows("Nine Tiles");
    await fuse.type('load ""', "");
    await fuse.press(ENTER);
  }

  /** Leaves to BASIC by its key, and starts again. */
  async function leavesAndRuns(): Promise<void> {
    await fuse.press(BREAK);
    await fuse.shows("BREAK into program");
    await fuse.type("run", "");
    await fuse.press(ENTER);
    await fuse.shows(/^> *█? *\n *\n/);
  }

  /** Leaves to BASIC by what the chat's first line says. */
  async function ends(): Promise<void> {
    await fuse.type("!");
    await fuse.press(ENTER);
    await fuse.shows("statement, 10:2");
  }

  test('a tape: loaded by LOAD "", chats, leaves to BASIC, starts again', { timeout: 600_000 }, async () => {
    const tape = inFolder("tinychat.tap");
    writeFileSync(tape, SPECTRUM.files[0].make(build("tinychat"), "tinychat"));
    fuse = new Fuse();
    await fuse.start("--tape", tape);
    await loads();
    await fuse.shows(/^> /);
    await asks("hello", "HI");
    await fuse.type("are you a robox");
    await fuse.press(RUBOUT);
    await fuse.type("t");
    await fuse.press(ENTER);
    await fuse.shows(/> are you a robot *\nYES *\n>/);
    await leavesAndRuns();
    for (const { question, reply } of golden("tinychat").slice(0, shortOrWhole(0, 6)))
      await asks(question, reply!);
    await ends();
  });

  test.runIf(isWhole)(
    "a tape for a 128K: loads the banks too, chats, leaves, starts again",
    { timeout: 600_000 },
    async () => {
      const tape = inFolder("tiny128.tap");
      writeFileSync(tape, SPECTRUM_128.files[0].make(build128("tinychat"), "tiny128"));
      fuse = new Fuse(128);
      await fuse.start("--tape", tape);
      await loads();
      await fuse.shows(/^> /);
      await asks("hello", "HI");
      await leavesAndRuns();
      await asks("are you a robot", "YES");
      await ends();
    },
  );

  test.runIf(isWhole)("a snapshot of a 128K: chats", { timeout: 600_000 }, async () => {
    const snapshot = inFolder("guess128.z80");
    writeFileSync(snapshot, SPECTRUM_128.files[1].make(build128("guess"), "guess"));
    fuse = new Fuse(128);
    await fuse.start("--snapshot", snapshot);
    await fuse.shows(/^> /);
    for (const { question, reply } of golden("guess").slice(0, 2)) await asks(question, reply!);
  });

  test.runIf(isWhole)("a 48K says what a tape for a 128K needs", { timeout: 600_000 }, async () => {
    const tape = inFolder("guess128.tap");
    writeFileSync(tape, SPECTRUM_128.files[0].make(build128("guess"), "guess128"));
    fuse = new Fuse();
    await fuse.start("--tape", tape);
    await loads();
    await fuse.shows(/This needs 128K and 128 BASIC *\n *\nOut of memory/);
  });

  test.each(EXAMPLES.slice(0, shortOrWhole(1, 2)))(
    "%s: golden replies, typed at once and read from the screen",
    { timeout: 120_000 },
    (example) => {
      const program = build(example);
      const asked = golden(example).filter((_, index) => index % EVERY === 0);
      const shown = playLines({
        snapshot: SPECTRUM.files[1].make(program, example),
        at: (label) => program.assembly.symbols.get(label)!,
        lines: [...asked.map(({ question }) => question.toLowerCase()), "!"],
      });
      expect(shown).toEqual(asked.map(({ reply }) => reply));
    },
  );

  test.runIf(isWhole)("a snapshot: chats", { timeout: 600_000 }, async () => {
    const snapshot = inFolder("guess.sna");
    writeFileSync(snapshot, SPECTRUM.files[1].make(build("guess"), "guess"));
    fuse = new Fuse();
    await fuse.start("--snapshot", snapshot);
    await fuse.shows(/^> /);
    for (const { question, reply } of golden("guess").slice(0, 6)) await asks(question, reply!);
    await fuse.press(BREAK);
    await fuse.shows("Nine Tiles");
  });
});
