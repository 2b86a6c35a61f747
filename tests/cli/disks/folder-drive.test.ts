/** Folders as drives: what programs see, and that they stay inside. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/base/input-error.js";
import { Random } from "../../../src/base/random.js";
import { FolderDrive } from "../../../src/cli/disks/folder-drive.js";
import { drivesOf } from "../../../src/cli/disks/options.js";
import { FCB, numbered } from "../../cpm/bdos-caller.js";
import { ALL, at, bdos, drive, folder, mount, NOT_FOUND, outside, useDiskFolder } from "./disk-folder.js";

useDiskFolder();

describe("files on the host", () => {
  test("small and capital letters are the same name; what CP/M can't name stays unseen", () => {
    for (const name of ["small.txt", "BIG.TXT", "Mixed.Com", "noext", "$$$.SUB"])
      writeFileSync(at(name), "x");
    for (const name of [
      "longer than.eight",
      "ninechars.x",
      "four.type",
      "two.dots.x",
      ".hidden",
      "spa ce",
      "ümlaut.x",
      "st*r",
      "con.txt",
    ])
      writeFileSync(at(name), "x");
    mkdirSync(at("FOLDER"));
    expect(bdos.search(ALL)).toEqual([
      "$$$     SUB:0",
      "BIG     TXT:0",
      "MIXED   COM:0",
      "NOEXT      :0",
      "SMALL   TXT:0",
    ]);
  });

  test("of two that differ by case, capitals count", () => {
    writeFileSync(at("same.txt"), "small");
    writeFileSync(at("SAME.TXT"), "capital");
    bdos.on(15, "SAME.TXT");
    bdos.call(20, FCB);
    expect(Buffer.from(bdos.record).toString()).toContain("capital");
    expect(bdos.search(ALL)).toEqual(["SAME    TXT:0"]);
  });

  test("made, written, read, renamed, deleted", () => {
    bdos.on(22, "NEW.DAT");
    for (let i = 0; i < 200; i++) {
      bdos.record = numbered(i);
      expect(bdos.call(21, FCB)).toBe(0);
    }
    const bytes = readFileSync(at("NEW.DAT"));
    expect(bytes.length).toBe(200 * 128);
    expect(new Uint8Array(bytes.subarray(199 * 128))).toEqual(numbered(199));
    bdos.random = 150;
    expect(bdos.call(33, FCB)).toBe(0);
    expect(bdos.record).toEqual(numbered(150));

    const fcb = bdos.fcb("NEW.DAT");
    bdos.machine.memory.set(Buffer.from("OLD     BAK"), fcb + 17);
    expect(bdos.call(23, fcb)).toBe(0);
    expect(readdirSync(folder)).toEqual(["OLD.BAK"]);
    expect(bdos.on(19, "OLD.BAK")).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("more files in turns than are kept open", () => {
    const names = Array.from({ length: 20 }, (_, i) => `FILE${i}.DAT`);
    for (const name of names) bdos.on(22, name);
    for (let record = 0; record < 3; record++)
      for (const [i, name] of names.entries()) {
        bdos.fcb(name);
        bdos.random = record;
        bdos.record = numbered(1000 * record + i);
        expect(bdos.call(34, FCB)).toBe(0);
      }
    for (const [i, name] of names.entries())
      expect(new Uint8Array(readFileSync(at(name)).subarray(256))).toEqual(numbered(2000 + i));
  });

  test("users have folders of their own, made when needed", () => {
    bdos.call(32, 5);
    expect(bdos.search(ALL)).toEqual([]);
    expect(existsSync(at("user 5"))).toBe(false);
    expect(bdos.on(22, "MINE.TXT")).toBe(0);
    expect(readdirSync(at("user 5"))).toEqual(["MINE.TXT"]);
    expect(bdos.search(ALL)).toEqual(["MINE    TXT:0"]);
    bdos.call(32, 0);
    expect(bdos.search(ALL)).toEqual([]);
    bdos.call(32, 20);
    expect(bdos.on(22, "NONE.TXT")).toBe(NOT_FOUND);
  });

  test("the attribute R/O is the host's permission to write", () => {
    writeFileSync(at("KEEP.TXT"), "x");
    const fcb = bdos.fcb("KEEP.TXT");
    bdos.machine.memory[fcb + 9] |= 0x80;
    expect(bdos.call(30, fcb)).toBe(0);
    expect(drive.find({ user: 0, name: "KEEP.TXT" })?.readOnly).toBe(true);
    expect(bdos.on(30, "KEEP.TXT")).toBe(0);
    expect(drive.find({ user: 0, name: "KEEP.TXT" })?.readOnly).toBe(false);
    chmodSync(at("KEEP.TXT"), 0o444);
    bdos.on(21, "KEEP.TXT");
    expect(bdos.console.written).toBe("\r\nBdos Err On A: File R/O");
  });

  test("a file that comes or goes while the program runs", () => {
    expect(bdos.search(ALL)).toEqual([]);
    writeFileSync(at("LATE.TXT"), "x");
    expect(bdos.search(ALL)).toEqual(["LATE    TXT:0"]);
    rmSync(at("LATE.TXT"));
    expect(bdos.on(15, "LATE.TXT")).toBe(NOT_FOUND);
  });
});

describe("no way out", () => {
  test.each(["../SECRET.TXT", "/ETC", "..", "C:X", "A\\B", "..\\X"])('not by the name "%s"', (name) => {
    for (const number of [15, 19, 22]) {
      const fcb = bdos.fcb("X");
      bdos.machine.memory.set(Buffer.from(name.replace(".", "").padEnd(11).slice(0, 11)), fcb + 1);
      expect(bdos.call(number, fcb)).toBe(NOT_FOUND);
    }
    expect(drive.create({ user: 0, name })).toBe(false);
    expect(drive.find({ user: 0, name })).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(outside).sort()).toEqual(["SECRET.TXT", "disk"]);
  });

  test("not by links that leave the folder; those within are files", () => {
    writeFileSync(at("REAL.TXT"), "inside");
    symlinkSync(at("REAL.TXT"), at("LINK.TXT"));
    symlinkSync(join(outside, "SECRET.TXT"), at("OUT.TXT"));
    symlinkSync(join(outside, "NEW.TXT"), at("DANGLING.TXT"));
    expect(bdos.search(ALL)).toEqual(["LINK    TXT:0", "REAL    TXT:0"]);
    for (const name of ["OUT", "DANGLING"]) {
      expect(bdos.on(15, `${name}.TXT`)).toBe(NOT_FOUND);
      expect(bdos.on(22, `${name}.TXT`)).toBe(NOT_FOUND);
      const fcb = bdos.fcb("REAL.TXT");
      bdos.machine.memory.set(Buffer.from(`${name.padEnd(8)}TXT`), fcb + 17);
      expect(bdos.call(23, fcb)).toBe(NOT_FOUND);
    }
    expect(readFileSync(join(outside, "SECRET.TXT"), "utf8")).toBe("secret");
    expect(existsSync(join(outside, "NEW.TXT"))).toBe(false);
    bdos.on(19, "LINK.TXT");
    expect(readdirSync(folder)).toContain("REAL.TXT");
  });

  test("not by a user's folder that is a link", () => {
    symlinkSync(outside, at("user 1"));
    bdos.call(32, 1);
    expect(bdos.search(ALL)).toEqual([]);
    expect(bdos.on(22, "NEW.TXT")).toBe(NOT_FOUND);
    expect(existsSync(join(outside, "NEW.TXT"))).toBe(false);
  });

  test("a disk given as a link is that folder", () => {
    symlinkSync(folder, join(outside, "link"));
    writeFileSync(at("A.TXT"), "x");
    expect(new FolderDrive(join(outside, "link")).files().map(({ name }) => name)).toEqual(["A.TXT"]);
  });
});

test("3,000 random calls on random names change nothing outside", () => {
  const random = new Random(5);
  mkdirSync(join(outside, "OTHER"));
  symlinkSync(join(outside, "SECRET.TXT"), at("OUT.TXT"));
  symlinkSync(join(outside, "OTHER"), at("OTHER"));
  symlinkSync(outside, at("user 1"));
  const patterns = [
    "A       TXT",
    "OUT     TXT",
    "..      ",
    "../SECRETXT",
    "OTHER   ",
    "OTHER/X ",
    "???????????",
  ];
  const seen = new Set<string>();
  for (let i = 0; i < 3000; i++) {
    if (bdos.stop !== "breakpoint") bdos.start();
    const { memory } = bdos.machine;
    const fcb = bdos.fcb("");
    for (const offset of [1, 17]) {
      memory.set(Buffer.from(random.pick(patterns).padEnd(11)), fcb + offset);
      if (random.float() < 0.5) memory[fcb + offset + random.int(0, 10)] = random.int(0, 255);
    }
    memory[fcb + 12] = random.int(0, 40) & 1;
    if (random.float() < 0.1) bdos.call(32, random.int(0, 3));
    bdos.random = random.int(0, 20);
    bdos.call(random.pick([15, 16, 17, 18, 19, 20, 21, 22, 23, 30, 33, 34, 35, 40]), fcb);
    for (const name of readdirSync(folder)) seen.add(name);
  }
  expect(readdirSync(outside).sort()).toEqual(["OTHER", "SECRET.TXT", "disk"]);
  expect(readdirSync(join(outside, "OTHER"))).toEqual([]);
  expect(readFileSync(join(outside, "SECRET.TXT"), "utf8")).toBe("secret");
  // they do make files
  expect(seen.size).toBeGreaterThan(8);
});

test("the disk is full at its limit, counting what was there", () => {
  writeFileSync(at("OLD.DAT"), new Uint8Array(2048));
  mount({ capacity: 18 * 2048 });
  bdos.on(22, "NEW.DAT");
  expect(Array.from({ length: 17 }, () => bdos.call(21, FCB))).toEqual([...new Array(16).fill(0), 2]);
});

describe("--disk", () => {
  test("names drives and protects them", () => {
    const drives = drivesOf([`${folder},ro`, `c=${folder}`]);
    expect(drives.map((one) => one?.readOnly)).toEqual([
      true,
      undefined,
      false,
      ...new Array(13).fill(undefined),
    ]);
  });

  test("without one, A: is empty and in memory", () => {
    const [a, b] = drivesOf([]);
    expect([a?.files(), b]).toEqual([[], undefined]);
  });

  test.each([
    ["no such folder", ["none"]],
    ["a file", [join("package.json")]],
    ["one drive twice", [".", "a=."]],
    ["nothing", [""]],
  ])("refuses %s", (_, options) => {
    expect(() => drivesOf(options)).toThrow(InputError);
  });
});
