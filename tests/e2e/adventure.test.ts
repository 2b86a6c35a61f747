/** The adventure of examples/: built as its sources say, and played to its end on CP/M and on a ZX Spectrum. */

import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { assemble } from "../../src/asm/index.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { type Firmware, FirmwareRun } from "../support/firmware-run.js";
import { cpm, spectrum } from "../support/firmwares.js";
import { PEERS } from "../support/peers.js";

const FOLDER = repositoryPath("examples/adventure");
const at = temporaryFolder();
beforeAll(() => {
  for (const file of readdirSync(FOLDER)) copyFileSync(`${FOLDER}/${file}`, at(file));
});

const GAME = ["n", "e", "hello tom", "i want a lamp", "where can i get a coin", "w", "t", "t", "e"];
const END = ["sell me a lamp please", "w", "n"];
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
  /^He takes your coin\. You have a lamp\.$/,
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
  test.each([10, 0.1])("played to its end, with an interrupt every %s ms", async (milliseconds) => {
    const bdos = cpm(0xe406);
    const run = new FirmwareRun(await build("cpm.asm", "--origin", "0800h"), KEYS);
    expect(run.run({ ...bdos, check: () => {} }, milliseconds * 4000)).toEqual([]);
    expectStory(run.printed);
  });
});

describe("ZX Spectrum", () => {
  const PRINT = 0x10;
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
      [
        OPEN,
        (run) => {
          run.return();
          return undefined;
        },
      ],
    ]),
    check({ registers }) {
      expect([registers.iy, registers.im, registers.iff1]).toEqual([0x5c3a, 1, 1]);
      // BASIC's stack has room
      expect(registers.sp).toBeGreaterThan(0x5d40);
    },
    mayDiffer: [...spectrum.mayDiffer, [SCROLLS, SCROLLS + 1], [0x5d40, 0x5dd0]],
  };

  test.each([20, 0.1])("played to its end, with an interrupt every %s ms", async (milliseconds) => {
    const run = new FirmwareRun(
      await build("spectrum.asm", "--origin", "8000h", "--machine", "spectrum"),
      `${KEYS.slice(0, 3)}x\u000c${KEYS.slice(3)}`,
    );
    expect(run.run(rom, milliseconds * 3500)).toEqual([]);
    expectStory(run.printed);
  });

  const pasmo = PEERS.find(({ name }) => name === "pasmo")!;
  test.skipIf(pasmo.isMissing)("pasmo makes the same program", async () => {
    const { bytes, assembly } = await build("spectrum.asm", "--origin", "8000h", "--machine", "spectrum");
    expect(pasmo.assemble(assembly.flatSource())).toEqual(bytes);
  });
});
