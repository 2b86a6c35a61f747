/** The adventure of examples/: built as its sources say, and played to its end on CP/M and on a ZX Spectrum. */

import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { assemble } from "../../src/asm/index.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { type Firmware, FirmwareRun } from "../support/firmware-run.js";
import { cpm, spectrum } from "../support/firmwares.js";
import { ENTER, Fuse, hasFuse } from "../support/fuse.js";
import { isWhole } from "../support/length.js";
import { PEERS } from "../support/peers.js";

const pasmo = PEERS.find(({ name }) => name === "pasmo")!;
const FOLDER = repositoryPath("examples/adventure");
const at = temporaryFolder();
beforeAll(() => {
  for (const file of readdirSync(FOLDER)) copyFileSync(`${FOLDER}/${file}`, at(file));
});

const GAME = ["n", "e", "hello tom", "i want a lamp", "where can i get a coin", "w", "t", "t", "e"];
const END = ["sell me a lamp please", "w", "n"];
/** Milliseconds from interrupt to interrupt. */
const EVERY = isWhole ? [20, 0.1] : [0.1];
const KEYS = [...GAME, ...END].map((line) => `${line}\r`).join("");
const TOLD = [
  /^THE CAVE\./,
  /A coin lies in the fountain\./,
  /^It is too dark\./,
  /^TOM: WELCOME TO MY SHOP\.$/,
  /^TOM: SOLD\.$/,
  /^But you have no coin\./,
  /^TOM: LOOK IN THE FOUNTAIN\.$/,
  /^You have the coin\.$/,
  /^There is nothing to take\.$/,
  /^TOM: SOLD\.$/,
  /^He takes your coin\.$/,
  /^You have a lamp\.$/,
  /gold!$/,
  /^YOU WIN\.$/,
];

/** Every line of the story is there, in order. */
function expectStory(printed: string): void {
  let lines = printed.split(/[\r\n]+/);
  for (const line of TOLD) {
    const found = lines.findIndex((candidate) => line.test(candidate));
    expect(found, `${line} in:\n${lines.join("\n")}`).toBeGreaterThanOrEqual(0);
    lines = lines.slice(found + 1);
  }
}

/** What was built, by its main file: building takes longer than playing. */
const built = new Map<string, Awaited<ReturnType<typeof build>>>();

async function buildOnce(main: string, ...place: string[]) {
  if (!built.has(main)) built.set(main, await build(main, ...place));
  return built.get(main)!;
}

/** Assembles a machine's file with a network for it. */
async function build(main: string, ...place: string[]) {
  const library = ["build", at("shop.json"), "--library", at("tom.asm"), ...place];
  expect(await command(library)).toMatchObject({ code: 0, stderr: "" });
  const text = readFileSync(at(main), "utf8");
  const assembly = assemble(text, { file: main, resolve: (name) => new Uint8Array(readFileSync(at(name))) });
  const { origin, bytes } = assembly;
  return { origin, bytes, start: assembly.symbols.get("start") ?? origin, assembly };
}

describe("CP/M", () => {
  test.each(EVERY)("played to its end, with an interrupt every %s ms", async (milliseconds) => {
    const bdos = cpm(0xe406);
    const run = new FirmwareRun(await buildOnce("cpm.asm", "--origin", "0800h"), KEYS);
    expect(run.run({ ...bdos, check: () => {} }, milliseconds * 4000)).toEqual([]);
    expectStory(run.printed);
  });
});

describe("ZX Spectrum", () => {
  const PRINT = 0x10;
  const CLEAR = 0x0d6b;
  const OPEN = 0x1601;
  const SCROLLS = 0x5c8c;
  /** The ROM's routines that the game calls, beside what every program meets. */
  const rom: Firmware = {
    ...spectrum,
    entries: new Map([
      ...spectrum.entries,
      [
        PRINT,
        (run) => {
          run.print(run.registers.a);
          run.return();
          return undefined;
        },
      ],
      ...[CLEAR, OPEN].map((address): [number, (run: FirmwareRun) => undefined] => [
        address,
        (run) => {
          run.return();
          return undefined;
        },
      ]),
    ]),
    check({ registers }) {
      expect([registers.iy, registers.im, registers.iff1]).toEqual([0x5c3a, 1, 1]);
      // BASIC's stack has room
      expect(registers.sp).toBeGreaterThan(0x5d40);
    },
    mayDiffer: [...spectrum.mayDiffer, [SCROLLS, SCROLLS + 1], [0x5d40, 0x5dd0]],
  };

  test.each(EVERY)("played to its end, with an interrupt every %s ms", async (milliseconds) => {
    const run = new FirmwareRun(
      await buildOnce("spectrum.asm", "--origin", "8000h", "--machine", "spectrum"),
      `${KEYS.slice(0, 3)}x\u000c${KEYS.slice(3)}`,
    );
    expect(run.run(rom, milliseconds * 3500)).toEqual([]);
    expectStory(run.printed);
  });

  let fuse = new Fuse();
  afterEach(() => fuse.stop());

  test.runIf(isWhole && hasFuse && !pasmo.isMissing)(
    "played to its end in Fuse, from the tape that pasmo makes",
    { timeout: 600_000 },
    async () => {
      await build("spectrum.asm", "--origin", "8000h", "--machine", "spectrum");
      const { status } = spawnSync("pasmo", ["--tapbas", "spectrum.asm", "cave.tap"], { cwd: at(".") });
      expect(status).toBe(0);
      fuse = new Fuse();
      await fuse.start("--tape", at("cave.tap"));
      await fuse.shows("Nine Tiles");
      await fuse.type('load ""', "");
      await fuse.press(ENTER);
      await fuse.shows("THE CAVE");
      for (const [line, told] of [
        ["t", "You have the coin"],
        ["e", "Old Tom looks up"],
        ["what do you sell", "TOM: OLD TOM"],
        ["i want a lamp", "You have a lamp"],
        ["w", /a shop is east\. *\n> *\n/],
        ["n", "YOU WIN"],
      ] as const) {
        await fuse.type(line);
        await fuse.press(ENTER);
        await fuse.shows(told);
      }
    },
  );

  test.skipIf(pasmo.isMissing)("pasmo makes the same program", async () => {
    const { bytes, assembly } = await buildOnce("spectrum.asm", "--origin", "8000h", "--machine", "spectrum");
    expect(pasmo.assemble(assembly.flatSource())).toEqual(bytes);
  });
});
