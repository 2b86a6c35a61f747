/** Folders that the host changes under a running program, or fills with what CP/M can't use. */

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { CpmMachine } from "../../../src/cpm/index.js";
import { FCB, numbered } from "../../cpm/bdos-caller.js";
import { code } from "../../support/programs.js";
import { ALL, at, bdos, drive, folder, mount, NOT_FOUND, outside, useDiskFolder } from "./disk-folder.js";

const { calls } = vi.hoisted(() => ({ calls: new Map<string, number>() }));

/** The host's file system as it is, counting how often a folder is read and a file looked at. */
vi.mock("node:fs", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:fs")>();
  const counted = <T extends (...args: never[]) => unknown>(name: string, action: T): T =>
    ((...args: Parameters<T>) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return action(...args);
    }) as T;
  return {
    ...original,
    readdirSync: counted("readdir", original.readdirSync as never),
    lstatSync: counted("lstat", original.lstatSync as never),
    realpathSync: counted("realpath", original.realpathSync as never),
  };
});

const BAD_SECTOR = "\r\nBdos Err On A: Bad Sector";
useDiskFolder();

describe("an entry that can't be used is unseen, and the others work", () => {
  const spoil: readonly (readonly [string, () => void])[] = [
    ["a link to itself", () => symlinkSync("LOOP.TXT", at("LOOP.TXT"))],
    [
      "two links to each other",
      () => {
        symlinkSync("B.TXT", at("A.TXT"));
        symlinkSync("A.TXT", at("B.TXT"));
      },
    ],
    ["a link beyond a file", () => symlinkSync("GOOD.TXT/X", at("BEYOND.TXT"))],
    ["a file in the place of user 1", () => writeFileSync(at("user 1"), "x")],
    ["a link to itself in the place of user 1", () => symlinkSync("user 1", at("user 1"))],
    [
      "a folder of user 1 that can't be read",
      () => {
        mkdirSync(at("user 1"));
        chmodSync(at("user 1"), 0);
      },
    ],
  ];

  test.each(spoil)("%s", (_, make) => {
    writeFileSync(at("GOOD.TXT"), "good");
    make();
    mount();
    expect(bdos.search(ALL)).toEqual(["GOOD    TXT:0"]);
    expect(bdos.on(15, "GOOD.TXT")).toBe(0);
    expect(bdos.on(22, "NEW.TXT")).toBe(0);
    expect(bdos.call(21, FCB)).toBe(0);
    expect(bdos.console.written).toBe("");
  });

  test("where user 1 has no folder, it can't make files", () => {
    writeFileSync(at("user 1"), "x");
    bdos.call(32, 1);
    expect(bdos.search(ALL)).toEqual([]);
    expect(bdos.on(22, "NEW.TXT")).toBe(NOT_FOUND);
    expect(bdos.console.written).toBe("");
  });
});

describe("names end with spaces alone", () => {
  test.each(["\t", "\n", "\r", "\v", "\f"])("%j is no blank", (character) => {
    writeFileSync(at("DATA.TXT"), "precious");
    for (const number of [15, 22, 19, 21, 34])
      for (const name of [`DATA${character}   TXT`, `DATA    TX${character}`, `DATA   ${character}TXT`]) {
        const fcb = bdos.fcb("");
        bdos.machine.memory.set(Buffer.from(name, "latin1"), fcb + 1);
        if (bdos.call(number, fcb) === 0) throw new Error(`function ${number} took ${JSON.stringify(name)}`);
      }
    expect(readFileSync(at("DATA.TXT"), "utf8")).toBe("precious");
    expect(readdirSync(folder)).toEqual(["DATA.TXT"]);
  });
});

describe("many files", () => {
  test("a wildcard delete looks at each a few times, and reads the folder once", () => {
    const COUNT = 1000;
    for (let i = 0; i < COUNT; i++) writeFileSync(at(`F${i}.TMP`), "");
    writeFileSync(at("KEEP.TXT"), "");
    calls.clear();
    expect(bdos.on(19, "????????.TMP")).toBe(0);
    expect(calls.get("readdir")).toBeLessThanOrEqual(16);
    expect(calls.get("lstat")).toBeLessThanOrEqual(3 * COUNT);
    expect(calls.get("realpath")).toBeLessThanOrEqual(2 * COUNT);
    expect(readdirSync(folder)).toEqual(["KEEP.TXT"]);
  });

  test("so does making them one by one", () => {
    const COUNT = 500;
    calls.clear();
    for (let i = 0; i < COUNT; i++) {
      expect(bdos.on(22, `F${i}.TMP`)).toBe(0);
      expect(bdos.call(21, FCB)).toBe(0);
    }
    expect(calls.get("readdir")).toBeLessThanOrEqual(16);
    expect(calls.get("lstat")).toBeLessThanOrEqual(12 * COUNT);
  });

  test("the host has its turn between two", () => {
    for (let i = 0; i < 100; i++) writeFileSync(at(`F${i}.TMP`), "");
    const console = { read: () => undefined, ready: () => false, write: () => {}, wantsTurn: () => true };
    const machine = new CpmMachine({ console, drives: [drive] });
    machine.load(code(" ld c,19\n ld de,fcb\n call bdos\n ret\nfcb: db 0,'????????TMP'\n ds 24"), "");
    let turns = 0;
    while (machine.run().kind === "limit") {
      turns++;
      expect(readdirSync(folder).length).toBeLessThanOrEqual(Math.max(0, 100 - turns));
    }
    expect(turns).toBeGreaterThanOrEqual(100);
    expect(machine.registers.a).toBe(0);
  });

  test("of names that differ by case the second comes to light when the first is deleted", () => {
    writeFileSync(at("same.txt"), "small");
    writeFileSync(at("SAME.TXT"), "capital");
    expect(bdos.on(19, "SAME.TXT")).toBe(0);
    expect(bdos.on(15, "SAME.TXT")).toBe(0);
    bdos.call(20, FCB);
    expect(Buffer.from(bdos.record).toString()).toContain("small");
    expect(bdos.on(19, "SAME.TXT")).toBe(0);
    expect(bdos.on(15, "SAME.TXT")).toBe(NOT_FOUND);
  });
});

describe("a file that the host replaces while the program has it open", () => {
  /** As an editor saves: the new text beside the old, then in its place. */
  function save(): void {
    writeFileSync(at("new~"), "edited");
    renameSync(at("new~"), at("NOTES.TXT"));
  }

  beforeEach(() => {
    writeFileSync(at("NOTES.TXT"), "old");
  });

  test.each([
    ["written", 21],
    ["read", 20],
  ])("%s: is told as a disk error, and the new file stays as it is", (_, number) => {
    bdos.on(15, "NOTES.TXT");
    bdos.call(number, FCB);
    bdos.machine.memory[FCB + 32] = 0;
    save();
    for (let i = 0; i < 2; i++) {
      bdos.console.type(" ");
      expect(bdos.call(number, FCB)).toBe(NOT_FOUND);
    }
    expect(bdos.console.written).toBe(BAD_SECTOR.repeat(2));
    expect(readFileSync(at("NOTES.TXT"), "utf8")).toBe("edited");
  });

  test("between opening and the first write, too; even if the old one is removed first", () => {
    bdos.on(15, "NOTES.TXT");
    unlinkSync(at("NOTES.TXT"));
    writeFileSync(at("NOTES.TXT"), "edited");
    bdos.console.type(" ");
    expect(bdos.call(21, FCB)).toBe(NOT_FOUND);
    expect(readFileSync(at("NOTES.TXT"), "utf8")).toBe("edited");
  });

  test("opened anew, it is the new one", () => {
    bdos.on(15, "NOTES.TXT");
    bdos.call(20, FCB);
    save();
    bdos.on(15, "NOTES.TXT");
    expect(bdos.call(20, FCB)).toBe(0);
    expect(Buffer.from(bdos.record.subarray(0, 6)).toString()).toBe("edited");
    bdos.fcb("NOTES.TXT");
    bdos.record = numbered(7);
    expect(bdos.call(21, FCB)).toBe(0);
    expect(new Uint8Array(readFileSync(at("NOTES.TXT")))).toEqual(numbered(7));
  });

  test("changed in place, it is the same file", () => {
    bdos.on(15, "NOTES.TXT");
    bdos.call(20, FCB);
    writeFileSync(at("NOTES.TXT"), "longer than before");
    bdos.fcb("NOTES.TXT");
    expect(bdos.call(20, FCB)).toBe(0);
    expect(Buffer.from(bdos.record).toString()).toContain("longer than before");
  });
});

describe("what is swapped for a link after the first look is not followed", () => {
  const secret = () => join(outside, "SECRET.TXT");

  beforeEach(() => {
    writeFileSync(at("PLAIN.TXT"), "plain");
    expect(bdos.search(ALL)).toEqual(["PLAIN   TXT:0"]);
  });

  test.each([20, 21, 33, 34])("a file, by function %i", (number) => {
    unlinkSync(at("PLAIN.TXT"));
    symlinkSync(secret(), at("PLAIN.TXT"));
    bdos.console.type(" ");
    expect(bdos.on(number, "PLAIN.TXT")).not.toBe(0);
    expect(Buffer.from(bdos.record).toString()).not.toContain("secret");
    expect(readFileSync(secret(), "utf8")).toBe("secret");
  });

  test.each([15, 19, 22, 23, 30, 35])("nor by function %i", (number) => {
    unlinkSync(at("PLAIN.TXT"));
    symlinkSync(secret(), at("PLAIN.TXT"));
    const { mode } = statSync(secret());
    bdos.console.type("  ");
    const fcb = bdos.fcb("PLAIN.TXT");
    bdos.machine.memory.set(Buffer.from("OTHER   TXT"), fcb + 17);
    bdos.machine.memory[fcb + 9] |= 0x80;
    bdos.call(number, fcb);
    expect(readFileSync(secret(), "utf8")).toBe("secret");
    expect(statSync(secret()).mode).toBe(mode);
  });

  test("a user's folder", () => {
    mkdirSync(at("user 1"));
    writeFileSync(join(folder, "user 1", "SECRET.TXT"), "inside");
    bdos.call(32, 1);
    expect(bdos.search(ALL)).toEqual(["SECRET  TXT:0"]);
    rmSync(at("user 1"), { recursive: true });
    symlinkSync(outside, at("user 1"));
    for (const number of [15, 20, 21, 22, 19, 23, 30]) {
      bdos.start();
      bdos.call(32, 1);
      bdos.console.type("  ");
      const fcb = bdos.fcb("SECRET.TXT");
      bdos.machine.memory.set(Buffer.from("OTHER   TXT"), fcb + 17);
      bdos.call(number, fcb);
      expect(Buffer.from(bdos.record).toString()).not.toContain("secret");
    }
    expect(readFileSync(secret(), "utf8")).toBe("secret");
    expect(readdirSync(outside).sort()).toEqual(["SECRET.TXT", "disk"]);
  });

  test.runIf(process.platform !== "win32")("a pipe in a file's place doesn't hold the program up", () => {
    bdos.on(15, "PLAIN.TXT");
    unlinkSync(at("PLAIN.TXT"));
    execFileSync("mkfifo", [at("PLAIN.TXT")]);
    expect(bdos.on(20, "PLAIN.TXT")).toBe(1);
    expect(bdos.on(22, "PLAIN.TXT")).toBe(NOT_FOUND);
  });
});
