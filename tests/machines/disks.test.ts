/** Disk images of CP/M, read back by code that didn't write them: cpmtools. */

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { buildProgram } from "../../src/build/program.js";
import { readModel } from "../../src/cli/model-file.js";
import { DISK_FORMATS, diskFormat } from "../../src/machines/disk-formats.js";
import { diskImage } from "../../src/machines/disk-image.js";
import { FOR_CPM } from "../support/builds.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { copyOut, faults, hasCpmtools } from "../support/cpmtools.js";

/** The formats' names in cpmtools, and the bytes that files can have: blocks without the directory's. */
const FORMATS = [
  // of 241 KB: cpmtools with libdsk can't read the last of an odd number of tracks
  ["ibm-3740", "ibm-3740", 238 * 1024],
  ["cpc-data", "cpcdata", 178 * 1024],
  ["cpc-system", "cpcsys", 169 * 1024],
  ["pcw", "pcw", 173 * 1024],
  ["plus3", "pcw", 173 * 1024],
  ["romwbw", "wbw_hd1024", 2036 * 4096],
  ["romwbw-512", "wbw_hd512", 2044 * 4096],
  ["rc2014", "rc2014", 2044 * 4096],
] as const;

function bytesOf(length: number): Uint8Array {
  const random = new Random(length);
  return Uint8Array.from({ length }, () => random.int(0, 255));
}

test("every format is tested", () => {
  expect(FORMATS.map(([name]) => name)).toEqual(DISK_FORMATS.map(({ name }) => name));
});

describe.skipIf(!hasCpmtools)("read back by cpmtools", () => {
  test.each(FORMATS)("%s: files of all kinds of lengths", (name, known, capacity) => {
    const format = diskFormat(name);
    const lengths = [38_103, 1, 128, 1024, 16_384, 16_385, 32_768, 32_769];
    // the last file fills the disk, if it has few extents
    const { blockBytes } = format;
    const blocks = lengths.reduce((sum, length) => sum + Math.ceil(length / blockBytes), 0);
    lengths.push(Math.min(capacity - blocks * blockBytes, 600_000));
    const files = lengths.map((length, index) => ({ name: `FILE${index}.BIN`, bytes: bytesOf(length) }));
    const disk = { image: diskImage(format, files), format: known, isDsk: format.extension === ".dsk" };
    for (const { name: file, bytes } of files) {
      const back = copyOut(disk, file.toLowerCase()) ?? Uint8Array.of();
      expect(back.length, file).toBe(Math.ceil(bytes.length / 128) * 128);
      expect(Buffer.compare(back.subarray(0, bytes.length), bytes)).toBe(0);
    }
    expect(faults(disk)).toBeUndefined();
  });

  test("build --disk: the program, and a README with the replies of the transcript", async () => {
    const at = temporaryFolder();
    const model = at("model.json");
    copyFileSync(repositoryPath("examples/adventure/shop.json"), model);
    writeFileSync(at("golden.txt"), "> hello tom\nWELCOME TO MY SHOP.\n");
    const options = ["--layout", "packed"];
    const { code, stdout } = await command([
      "build",
      model,
      ...options,
      "--disk",
      "PCW",
      "-o",
      at("guess.dsk"),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("the image has GUESS.COM and README.TXT, for Amstrad PCW disks\n");
    const disk = { image: new Uint8Array(readFileSync(at("guess.dsk"))), format: "pcw", isDsk: true };
    const com = buildProgram(readModel(model), { ...FOR_CPM, layout: "packed", talk: {} }).bytes;
    expect(Buffer.compare(copyOut(disk, "guess.com")!.subarray(0, com.length), com)).toBe(0);
    const readme = Buffer.from(copyOut(disk, "readme.txt")!).toString("latin1");
    expect(readme).toContain("> hello tom\r\nWELCOME TO MY SHOP.\r\n");
    expect(Math.max(...readme.split("\r\n").map((line) => line.replace(/\x1a/g, "").length))).toBeLessThan(
      52,
    );
  });
});

test("what doesn't fit, or can't be, is told in a line", async () => {
  const at = temporaryFolder();
  const build = async (...args: string[]) => {
    const { code, stderr } = await command(["build", repositoryPath("data/guess/model.json"), ...args]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await build("--disk", "osborne")).toMatch(
    /^error: unknown disk format "osborne"; there are ibm-3740, .*\n$/,
  );
  expect(await build("--disk", "pcw", "--machine", "msx")).toMatch(
    /^error: --disk is for CP\/M only; MSX .*\n$/,
  );
  expect(await build("--disk", "pcw", "--hex")).toMatch(/^error: --disk holds a \.COM; leave --hex out\n$/);
  expect(await build("--disk", "pcw", "-o", "a.img")).toMatch(
    /^error: a\.img: .* are \.dsk files; name it so\n$/,
  );
  expect(await build("--disk", "pcw", "-o", at("nine chars.dsk"))).toMatch(
    /^error: "NINE CHARS\.COM" is no name/,
  );
  const big = [{ name: "A.BIN", bytes: new Uint8Array(200_000) }];
  expect(() => diskImage(diskFormat("cpc-data"), big)).toThrow(
    "the files don't fit Amstrad CPC data disks: 18,432 bytes are missing",
  );
  const many = Array.from({ length: 65 }, (_, i) => ({ name: `F${i}`, bytes: new Uint8Array(1) }));
  expect(() => diskImage(diskFormat("pcw"), many)).toThrow("its directory has only 64 entries");
});
