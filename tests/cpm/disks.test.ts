/** BDOS functions RESET DISKS to WRITE RANDOM ZERO FILL on drives in memory. */

import { beforeEach, describe, expect, test } from "vitest";
import { DriveError, MemoryDrive } from "../../src/cpm/index.js";
import { BdosCaller, DMA, FCB, numbered } from "./bdos-caller.js";

const RECORD = 128;
const NOT_FOUND = 0xff;

let a: MemoryDrive;
let b: MemoryDrive;
let bdos: BdosCaller;

beforeEach(() => {
  a = new MemoryDrive();
  b = new MemoryDrive();
  bdos = new BdosCaller([a, b]);
});

/** Puts a file of so many numbered records on A:. */
function putRecords(name: string, records: number): void {
  const bytes = new Uint8Array(records * RECORD);
  for (let i = 0; i < records; i++) bytes.set(numbered(i), i * RECORD);
  a.put({ user: 0, name }, bytes);
}

describe("in sequence", () => {
  test("a file written record by record is read the same, over several extents", () => {
    const records = 300;
    expect(bdos.on(22, "NEW.DAT")).toBe(0);
    for (let i = 0; i < records; i++) {
      bdos.record = numbered(i);
      expect(bdos.call(21, FCB)).toBe(0);
    }
    expect(bdos.place).toEqual({ extent: 2, module: 0, record: 300 - 256, count: 300 - 256 });
    expect(bdos.call(16, FCB)).toBe(0);
    expect(a.get({ user: 0, name: "NEW.DAT" })?.length).toBe(records * RECORD);

    expect(bdos.on(15, "NEW.DAT")).toBe(0);
    expect(bdos.place).toEqual({ extent: 0, module: 0, record: 0, count: 128 });
    for (let i = 0; i < records; i++) {
      expect(bdos.call(20, FCB)).toBe(0);
      expect(bdos.record).toEqual(numbered(i));
    }
    expect([bdos.call(20, FCB), bdos.call(20, FCB)]).toEqual([1, 1]);
  });

  test("at the end of an extent the record counts to 128, as on a real disk", () => {
    putRecords("TWO.DAT", 129);
    bdos.on(15, "TWO.DAT");
    for (let i = 0; i < 128; i++) bdos.call(20, FCB);
    expect(bdos.place).toMatchObject({ extent: 0, record: 128 });
    bdos.call(20, FCB);
    expect(bdos.place).toEqual({ extent: 1, module: 0, record: 1, count: 1 });
  });

  test("beyond 512 KB the module counts on", () => {
    putRecords("LARGE.DAT", 32 * 128 + 5);
    bdos.on(15, "LARGE.DAT");
    bdos.random = 32 * 128 + 3;
    expect(bdos.call(33, FCB)).toBe(0);
    expect(bdos.place).toEqual({ extent: 0, module: 1, record: 3, count: 5 });
    expect(bdos.call(20, FCB)).toBe(0);
    expect(bdos.record).toEqual(numbered(32 * 128 + 3));
  });

  test("a later extent can be opened by itself", () => {
    putRecords("TWO.DAT", 200);
    const fcb = bdos.fcb("TWO.DAT");
    bdos.machine.memory[fcb + 12] = 1;
    expect(bdos.call(15, fcb)).toBe(0);
    expect(bdos.place.count).toBe(200 - 128);
    expect(bdos.call(20, fcb)).toBe(0);
    expect(bdos.record).toEqual(numbered(128));
    bdos.machine.memory[fcb + 12] = 2;
    expect(bdos.call(15, fcb)).toBe(NOT_FOUND);
  });

  test("a text that doesn't fill its last record is filled up with ^Z", () => {
    a.put({ user: 0, name: "HELLO.TXT" }, Buffer.from("hello\r\n"));
    bdos.on(15, "HELLO.TXT");
    expect(bdos.call(20, FCB)).toBe(0);
    expect(Buffer.from(bdos.record).toString()).toBe(`hello\r\n${"\x1a".repeat(121)}`);
    expect(bdos.call(20, FCB)).toBe(1);
  });

  test("writing behind such a text fills it up for good", () => {
    a.put({ user: 0, name: "HELLO.TXT" }, Buffer.from("hello"));
    bdos.on(15, "HELLO.TXT");
    bdos.random = 2;
    bdos.record = numbered(2);
    expect(bdos.call(34, FCB)).toBe(0);
    const bytes = a.get({ user: 0, name: "HELLO.TXT" })!;
    expect(Buffer.from(bytes.subarray(0, 128)).toString()).toBe(`hello${"\x1a".repeat(123)}`);
    expect(bytes.subarray(128, 256)).toEqual(new Uint8Array(128));
    expect(bytes.subarray(256)).toEqual(numbered(2));
  });

  test("the DMA address is where a program says, even across the end of memory", () => {
    putRecords("ONE.DAT", 0x0101 + 1);
    bdos.call(26, 0xffc0);
    bdos.on(15, "ONE.DAT");
    bdos.random = 0x0101;
    bdos.call(33, FCB);
    expect(bdos.machine.memory.subarray(0xffc0)).toEqual(new Uint8Array(64).fill(1));
    expect(bdos.machine.memory.subarray(0, 16)).toEqual(new Uint8Array(16).fill(1));
  });
});

describe("at random", () => {
  test("records come in any order, and the sequence goes on from there", () => {
    putRecords("R.DAT", 400);
    bdos.on(15, "R.DAT");
    for (const record of [399, 0, 128, 127, 256]) {
      bdos.random = record;
      expect(bdos.call(33, FCB)).toBe(0);
      expect(bdos.record).toEqual(numbered(record));
    }
    expect(bdos.call(20, FCB)).toBe(0);
    expect(bdos.record).toEqual(numbered(256));
    bdos.call(36, FCB);
    expect(bdos.random).toBe(257);
  });

  test.each([
    ["a record behind the end, in the last extent", 10, 1],
    ["in an extent that isn't there", 128, 4],
    ["past the largest file", 65536, 6],
  ])("reading %s", (_, record, code) => {
    putRecords("R.DAT", 10);
    bdos.on(15, "R.DAT");
    bdos.random = record;
    expect(bdos.call(33, FCB)).toBe(code);
  });

  test("writing leaves zeros before it", () => {
    bdos.on(22, "R.DAT");
    for (const [number, record] of [
      [34, 5],
      [40, 130],
    ]) {
      bdos.random = record;
      bdos.record = numbered(record);
      expect(bdos.call(number, FCB)).toBe(0);
    }
    const bytes = a.get({ user: 0, name: "R.DAT" })!;
    expect(bytes.length).toBe(131 * RECORD);
    expect(bytes.subarray(0, 5 * RECORD)).toEqual(new Uint8Array(5 * RECORD));
    expect(bytes.subarray(5 * RECORD, 6 * RECORD)).toEqual(numbered(5));
    bdos.random = 65536;
    expect(bdos.call(34, FCB)).toBe(6);
  });

  test("FILE SIZE tells the size in records", () => {
    putRecords("R.DAT", 300);
    a.put({ user: 0, name: "ODD.DAT" }, new Uint8Array(129));
    a.put({ user: 0, name: "MOST.DAT" }, new Uint8Array(65536 * RECORD));
    expect([bdos.on(35, "R.DAT"), bdos.random]).toEqual([0, 300]);
    expect([bdos.on(35, "ODD.DAT"), bdos.random]).toEqual([0, 2]);
    expect([bdos.on(35, "MOST.DAT"), bdos.random]).toEqual([0, 65536]);
    expect([bdos.on(35, "NONE.DAT"), bdos.random]).toEqual([NOT_FOUND, 0]);
  });
});

describe("the directory", () => {
  beforeEach(() => {
    for (const name of ["B.TXT", "A.TXT", "A.COM", "LONGNAME.TYP", "NOTYPE"])
      a.put({ user: 0, name }, new Uint8Array(1));
    a.put({ user: 3, name: "OTHER.TXT" }, new Uint8Array(1));
  });

  test.each([
    ["????????.???", ["A       COM:0", "A       TXT:0", "B       TXT:0", "LONGNAMETYP:0", "NOTYPE     :0"]],
    ["????????.TXT", ["A       TXT:0", "B       TXT:0"]],
    ["A.???", ["A       COM:0", "A       TXT:0"]],
    ["NOTYPE", ["NOTYPE     :0"]],
    ["NONE", []],
    ["b:????????.???", []],
  ])("search for %s", (pattern, names) => {
    expect(bdos.search(pattern)).toEqual(names);
  });

  test("a search for every extent finds each; otherwise one a file", () => {
    putRecords("BIG.DAT", 300);
    expect(bdos.search("BIG.DAT")).toEqual(["BIG     DAT:0"]);
    const fcb = bdos.fcb("BIG.DAT");
    bdos.machine.memory[fcb + 12] = 0x3f;
    const counts: number[] = [];
    for (let code = bdos.call(17, fcb); code !== NOT_FOUND; code = bdos.call(18))
      counts.push(bdos.machine.memory[DMA + code * 32 + 15]);
    expect(counts).toEqual([128, 128, 44]);
  });

  test("a search with ? for the drive finds all users' files", () => {
    const fcb = bdos.fcb("X");
    bdos.machine.memory[fcb] = 0x3f;
    const users: number[] = [];
    for (let code = bdos.call(17, fcb); code !== NOT_FOUND; code = bdos.call(18))
      users.push(bdos.machine.memory[DMA + code * 32]);
    expect(users).toEqual([0, 0, 0, 0, 0, 3, 0xe5, 0xe5]);
  });

  test("each user has files of its own", () => {
    expect(bdos.call(32, 0xff)).toBe(0);
    bdos.call(32, 3);
    expect(bdos.call(32, 0xff)).toBe(3);
    expect(bdos.search("????????.???")).toEqual(["OTHER   TXT:0"]);
    expect(bdos.on(15, "A.TXT")).toBe(NOT_FOUND);
    bdos.on(22, "NEW.TXT");
    expect(a.get({ user: 3, name: "NEW.TXT" })).toBeDefined();
  });

  test("opening with ? opens the first that fits, and the FCB then has its name", () => {
    expect(bdos.on(15, "?.TXT")).toBe(0);
    expect(Buffer.from(bdos.machine.memory.subarray(FCB, FCB + 12)).toString()).toBe("\0A       TXT");
  });

  test("deleting takes wildcards", () => {
    expect(bdos.on(19, "?.TXT")).toBe(0);
    expect(bdos.search("????????.???")).toEqual(["A       COM:0", "LONGNAMETYP:0", "NOTYPE     :0"]);
    expect(bdos.on(19, "?.TXT")).toBe(NOT_FOUND);
  });

  test("renaming; a name that is taken, or none, is refused", () => {
    const rename = (from: string, to: string) => {
      const fcb = bdos.fcb(from);
      bdos.machine.memory.set(Buffer.from(to.padEnd(11)), fcb + 17);
      return bdos.call(23, fcb);
    };
    expect(rename("A.TXT", "C       BAK")).toBe(0);
    expect(bdos.search("?.???")).toEqual(["A       COM:0", "B       TXT:0", "C       BAK:0"]);
    expect(rename("A.TXT", "D")).toBe(NOT_FOUND);
    expect(rename("B.TXT", "A       COM")).toBe(NOT_FOUND);
    expect(rename("B.TXT", "B/X")).toBe(NOT_FOUND);
  });

  test.each(["", "A?.TXT", "A/B.TXT", "..", ".X", "A B.TXT", "CON.TXT", "LPT1", "A.T T"])(
    'no file can be made as "%s"',
    (name) => {
      const before = a.files().length;
      expect(bdos.on(22, name)).toBe(NOT_FOUND);
      expect(a.files().length).toBe(before);
    },
  );

  test("making a file that is there empties it", () => {
    putRecords("OLD.DAT", 3);
    expect(bdos.on(22, "OLD.DAT")).toBe(0);
    expect(a.get({ user: 0, name: "OLD.DAT" })?.length).toBe(0);
  });

  test("a name in small letters, or with attribute bits, is the same file", () => {
    expect(bdos.on(15, "a.txt")).toBe(0);
    const fcb = bdos.fcb("A.TXT");
    bdos.machine.memory[fcb + 1] |= 0x80;
    expect(bdos.call(15, fcb)).toBe(0);
  });
});

describe("drives", () => {
  test("SELECT DISK, CURRENT DISK and LOGIN VECTOR: the current drive and those in use", () => {
    expect([bdos.call(25), bdos.word(24)]).toEqual([0, 1]);
    bdos.call(14, 1);
    expect([bdos.call(25), bdos.word(24)]).toEqual([1, 3]);
    bdos.on(22, "HERE.TXT");
    bdos.on(22, "a:THERE.TXT");
    expect([a.files().length, b.files().length]).toEqual([1, 1]);
    bdos.call(37, 2);
    expect(bdos.word(24)).toBe(1);
    bdos.call(13);
    expect(bdos.call(25)).toBe(0);
  });

  test("there are sixteen, A: to P:", () => {
    const drives = Array.from({ length: 16 }, () => new MemoryDrive());
    bdos = new BdosCaller(drives);
    for (const [number] of drives.entries())
      expect(bdos.on(22, `${String.fromCharCode(0x61 + number)}:N${number}`)).toBe(0);
    expect(drives.map((drive) => drive.files().map(({ name }) => name))).toEqual(
      drives.map((_, number) => [`N${number}`]),
    );
    expect(bdos.word(24)).toBe(0xffff);
    bdos.call(14, 15);
    expect(bdos.search("????????.???")).toEqual(["N15        :0"]);
    bdos.call(14, 16);
    expect(bdos.console.written).toContain("Select");
  });

  test("GET DISK PARAMETERS and GET ALLOCATION VECTOR give their addresses", () => {
    putRecords("A.DAT", 17);
    const block = bdos.machine.memory.subarray(bdos.word(31));
    const word = (at: number) => block[at] | (block[at + 1] << 8);
    expect({
      shift: block[2],
      mask: block[3],
      extentMask: block[4],
      last: word(5),
      entries: word(7),
    }).toEqual({
      shift: 4,
      mask: 15,
      extentMask: 0,
      last: 4095,
      entries: 1023,
    });
    const vector = bdos.machine.memory.slice(bdos.word(27)).subarray(0, 512);
    // 16 blocks of directory, 2 of the file
    expect([...vector.subarray(0, 4)]).toEqual([0xff, 0xff, 0xc0, 0]);
    expect(vector.subarray(3).every((byte) => byte === 0)).toBe(true);
  });

  test("WRITE PROTECT, GET READ-ONLY VECTOR and RESET DRIVE: protect a drive, tell, and lift it", () => {
    bdos.call(28);
    expect(bdos.word(29)).toBe(1);
    bdos.call(37, 1);
    expect(bdos.word(29)).toBe(0);
    expect(bdos.on(22, "X")).toBe(0);
  });
});

describe("errors that end the program", () => {
  const error = (number: number, name: string) => {
    bdos.on(number, name);
    expect(bdos.stop).toBe("input");
    bdos.console.type("\r");
    expect(bdos.machine.run()).toEqual({ kind: "exit" });
    return bdos.console.written;
  };

  test("a drive that isn't there", () => {
    expect(error(15, "d:X")).toBe("\r\nBdos Err On D: Select");
  });

  test("a drive that is protected", () => {
    bdos.call(28);
    expect(error(22, "X")).toBe("\r\nBdos Err On A: R/O");
  });

  test("a disk that is read-only", () => {
    bdos = new BdosCaller([undefined, new MemoryDrive({ readOnly: true })]);
    expect(error(22, "b:X")).toBe("\r\nBdos Err On B: R/O");
  });

  test.each([
    ["deleting", 19],
    ["making it anew", 22],
    ["writing", 21],
  ])("a read-only file: %s", (_, number) => {
    putRecords("KEEP.DAT", 1);
    const fcb = bdos.fcb("KEEP.DAT");
    bdos.machine.memory[fcb + 9] |= 0x80;
    expect(bdos.call(30, fcb)).toBe(0);
    expect(error(number, "KEEP.DAT")).toBe("\r\nBdos Err On A: File R/O");
    expect(a.get({ user: 0, name: "KEEP.DAT" })?.length).toBe(RECORD);
  });

  test("a drive that fails is a bad sector, and the program goes on unless Ctrl-C is pressed", () => {
    class BrokenDrive extends MemoryDrive {
      override read(): number {
        throw new DriveError("worn out");
      }
    }
    const broken = new BrokenDrive();
    broken.put({ user: 0, name: "X" }, new Uint8Array(1));
    bdos = new BdosCaller([broken]);
    bdos.on(20, "X");
    expect([bdos.stop, bdos.console.written]).toEqual(["input", "\r\nBdos Err On A: Bad Sector"]);
    bdos.console.type("\r");
    expect(bdos.machine.run().kind).toBe("breakpoint");
    expect(bdos.machine.registers.a).toBe(NOT_FOUND);
    bdos.on(20, "X");
    bdos.console.type("\x03");
    expect(bdos.machine.run()).toEqual({ kind: "exit" });
  });

  test("no drives at all", () => {
    bdos = new BdosCaller([]);
    expect(error(17, "????????.???")).toBe("\r\nBdos Err On A: Select");
  });
});

describe("limits", () => {
  test("a full disk: code 2, and deleting makes room", () => {
    // 16 blocks of directory and 2 of files
    bdos = new BdosCaller([new MemoryDrive({ capacity: 18 * 2048 })]);
    bdos.on(22, "FULL.DAT");
    const codes = Array.from({ length: 33 }, () => bdos.call(21, FCB));
    expect(codes).toEqual([...new Array(32).fill(0), 2]);
    bdos.random = 40;
    expect(bdos.call(34, FCB)).toBe(2);
    bdos.on(19, "FULL.DAT");
    bdos.on(22, "NEXT.DAT");
    expect(bdos.call(21, FCB)).toBe(0);
  });

  test("a full directory: no more files, no more extents", () => {
    for (let i = 0; i < 1024; i++) a.put({ user: 0, name: `F${i}` }, new Uint8Array(1));
    bdos.call(13);
    expect(bdos.on(22, "ONEMORE")).toBe(NOT_FOUND);
    bdos.on(15, "F0");
    bdos.random = 128;
    expect(bdos.call(34, FCB)).toBe(5);
  });

  test("the last record of the largest file", () => {
    a.put({ user: 0, name: "MOST.DAT" }, new Uint8Array(65536 * RECORD));
    bdos.on(15, "MOST.DAT");
    bdos.random = 65535;
    expect(bdos.call(33, FCB)).toBe(0);
    expect([bdos.call(20, FCB), bdos.call(20, FCB)]).toEqual([0, 1]);
  });

  test("writing to a file that was never made is an error", () => {
    expect(bdos.on(21, "NONE.DAT")).toBe(1);
    expect(a.files()).toEqual([]);
  });
});
