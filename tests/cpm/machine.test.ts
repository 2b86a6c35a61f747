import { describe, expect, test } from "vitest";
import { InputError } from "../../src/base/input-error.js";
import { CpmMachine } from "../../src/cpm/index.js";
import { ScriptedConsole } from "./scripted-console.js";

/** ld c,function / ld de,argument / call 5 */
function bdos(number: number, argument = 0): number[] {
  return [0x0e, number, 0x11, argument & 0xff, argument >> 8, 0xcd, 0x05, 0x00];
}
const BDOS_LENGTH = 8;
const RET = 0xc9;
const HALT = 0x76;

function load(code: readonly number[], keys = "", tail: string | Uint8Array = "") {
  const console = new ScriptedConsole(keys);
  const machine = new CpmMachine({ console });
  machine.load(Uint8Array.from(code), tail);
  return { console, machine };
}

describe("start of a program", () => {
  test("page zero leads to the warm boot and the BDOS, and registers and stack are ready", () => {
    const { machine } = load([RET]);
    const { memory, registers } = machine;
    expect([...memory.subarray(0, 8)]).toEqual([0xc3, 0x03, 0xf2, 0, 0, 0xc3, 0x06, 0xe4]);
    expect(registers.pc).toBe(0x100);
    expect(registers.sp).toBe(0xe3fe);
    expect([memory[0xe3fe], memory[0xe3ff]]).toEqual([0, 0]);
  });

  test("the command tail is upper-cased, with a space in front and its length", () => {
    const { memory } = load([RET], "", "hello There").machine;
    expect(memory[0x80]).toBe(12);
    expect(Buffer.from(memory.subarray(0x81, 0x81 + 13)).toString()).toBe(" HELLO THERE\0");
  });

  test("without words the tail is empty; raw bytes stay as they are", () => {
    expect(load([RET]).machine.memory[0x80]).toBe(0);
    const { memory } = load([RET], "", Uint8Array.of(0x61, 0xff)).machine;
    expect([...memory.subarray(0x80, 0x84)]).toEqual([2, 0x61, 0xff, 0]);
  });

  test("the first two words become FCBs", () => {
    const { memory } = load([RET], "", "b:letter.txt *.c?m third").machine;
    const fcb = (at: number) => [memory[at], Buffer.from(memory.subarray(at + 1, at + 12)).toString()];
    expect(fcb(0x5c)).toEqual([2, "LETTER  TXT"]);
    expect(fcb(0x6c)).toEqual([0, "????????C?M"]);
    expect([...memory.subarray(0x68, 0x6c)]).toEqual([0, 0, 0, 0]);
    expect([...memory.subarray(0x78, 0x80)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("a second program finds nothing of the first", () => {
    const { machine } = load([0x3e, 1, 0x32, 0, 0x40, 0x32, 5, 0, RET], "", "abc");
    expect(machine.run()).toEqual({ kind: "exit" });
    const used = machine.tStates;
    machine.load(Uint8Array.of(RET), "");
    expect([machine.memory[0x4000], machine.memory[5], machine.memory[0x82]]).toEqual([0, 0xc3, 0]);
    expect(machine.registers.af).toBe(0);
    expect(machine.tStates).toBe(used);
  });

  test("what doesn't fit is refused", () => {
    const { machine } = load([RET]);
    const room = 0xe400 - 32 - 0x100;
    expect(() => machine.load(new Uint8Array(room), "")).not.toThrow();
    expect(() => machine.load(new Uint8Array(room + 1), "")).toThrow(InputError);
    expect(() => machine.load(Uint8Array.of(RET), "x".repeat(126))).not.toThrow();
    expect(() => machine.load(Uint8Array.of(RET), "x".repeat(127))).toThrow(InputError);
    expect(() => machine.load(Uint8Array.of(RET), "naïve")).toThrow(InputError);
  });

  test("a smaller machine says so at 0006h", () => {
    const machine = new CpmMachine({ console: new ScriptedConsole(), bdosBase: 0x8006 });
    machine.load(Uint8Array.of(0x2a, 6, 0, RET), ""); // ld hl,(6)
    expect(machine.run()).toEqual({ kind: "exit" });
    expect(machine.registers.hl).toBe(0x8006);
    expect(() => new CpmMachine({ console: new ScriptedConsole(), bdosBase: 0xff00 })).toThrow(RangeError);
  });
});

describe("stops", () => {
  test.each([
    ["ret to the warm boot", [RET]],
    ["jp 0", [0xc3, 0, 0]],
    ["SYSTEM RESET", bdos(0)],
    ["the BIOS's warm boot", [0x2a, 1, 0, 0xe9]], // ld hl,(1); jp (hl)
  ])("exit: %s", (_, code) => {
    const { machine } = load(code);
    expect(machine.run()).toEqual({ kind: "exit" });
    expect(machine.run()).toEqual({ kind: "exit" });
  });

  test("input: waits for a key and goes on with it", () => {
    const { machine, console } = load([...bdos(1), 0x32, 0, 0x20, ...bdos(1), RET]);
    expect(machine.run()).toEqual({ kind: "input" });
    expect(machine.run()).toEqual({ kind: "input" });
    console.type("x");
    expect(machine.run()).toEqual({ kind: "input" });
    expect(machine.memory[0x2000]).toBe(0x78);
    console.type("y");
    expect(machine.run()).toEqual({ kind: "exit" });
    expect(console.written).toBe("xy");
  });

  test("breakpoint: before the instruction, and past it with the next run", () => {
    const { machine } = load([0x3c, 0x3c, 0xc3, 0, 1]); // inc a; inc a; jp 100h
    machine.breakpoints.add(0x101);
    expect(machine.run()).toEqual({ kind: "breakpoint", pc: 0x101 });
    expect(machine.registers.a).toBe(1);
    expect(machine.run()).toEqual({ kind: "breakpoint", pc: 0x101 });
    expect(machine.registers.a).toBe(3);
    machine.breakpoints.clear();
    expect(machine.run(100)).toEqual({ kind: "limit" });
  });

  test("breakpoint: at the BDOS entry too, with the function in C", () => {
    const { machine, console } = load([...bdos(2, 0x41), RET]);
    machine.breakpoints.add(0xe406);
    expect(machine.run()).toEqual({ kind: "breakpoint", pc: 0xe406 });
    expect([machine.registers.c, console.written]).toEqual([2, ""]);
    expect(machine.run()).toEqual({ kind: "exit" });
    expect(console.written).toBe("A");
  });

  test("limit: after the T-states asked for, to the instruction", () => {
    const { machine } = load([0x18, 0xfe]); // jr $
    expect(machine.run(1000)).toEqual({ kind: "limit" });
    expect(machine.tStates).toBe(Math.ceil(1000 / 12) * 12);
    expect(machine.run(12)).toEqual({ kind: "limit" });
    expect(machine.tStates).toBe((Math.ceil(1000 / 12) + 1) * 12);
  });

  test("limit: when the host wants its turn, after a system call", () => {
    let turns = 0;
    const console = {
      read: () => undefined,
      ready: () => false,
      write: () => {},
      wantsTurn: () => turns++ % 2 === 1,
    };
    const machine = new CpmMachine({ console });
    machine.load(Uint8Array.from([...bdos(12), ...bdos(12), ...bdos(12), RET]), "");
    expect(machine.run()).toEqual({ kind: "limit" });
    expect(machine.registers.pc).toBe(0x100 + 2 * BDOS_LENGTH);
    expect(machine.run()).toEqual({ kind: "exit" });
  });

  test("T-states count on beyond the clock's small integers", () => {
    const { machine } = load([0x18, 0xfe]);
    machine.tStates = 2 ** 40;
    machine.run(1200);
    expect(machine.tStates).toBe(2 ** 40 + 1200);
  });

  test("fault: HALT, and straying into the system area", () => {
    expect(load([0, HALT]).machine.run()).toEqual({
      kind: "fault",
      message: "halted at 0101h, and there are no interrupts to wake it",
    });
    expect(load([0xc3, 0x00, 0xe8]).machine.run()).toEqual({
      kind: "fault",
      message: "ran into the system area at E800h, where there is no code",
    });
  });

  test("breakpoint: before an ignored prefix, which then is ignored as ever", () => {
    const { machine } = load([0xdd, 0x3c, RET]); // inc a with an ignored prefix
    machine.breakpoints.add(0x100);
    expect(machine.run()).toEqual({ kind: "breakpoint", pc: 0x100 });
    expect(machine.run()).toEqual({ kind: "exit" });
    expect(machine.registers.a).toBe(1);
  });
});

describe("T-states of a system call", () => {
  test("are those of the call, the jump at 5 and the ret", () => {
    const { machine } = load([...bdos(12), RET]);
    machine.breakpoints.add(0x100 + BDOS_LENGTH);
    machine.run();
    expect(machine.tStates).toBe(7 + 10 + 17 + 10 + 10);
  });

  test("a program's own code over the entry is run as code", () => {
    const patch = [0x3e, 0x3c, 0x32, 0x06, 0xe4, 0x3e, 0xc9, 0x32, 0x07, 0xe4]; // inc a; ret
    const { machine } = load([...patch, 0x3e, 7, 0xcd, 5, 0, RET]);
    machine.run();
    expect(machine.registers.a).toBe(8);
  });
});

describe("BIOS", () => {
  /** ld hl,(1); ld l,entry * 3; ld bc,argument; push the return; jp (hl) */
  const bios = (entry: number, argument = 0) => [
    ...[0x2a, 1, 0, 0x2e, entry * 3, 0x01, argument & 0xff, argument >> 8],
    ...[0x11, 0x0e, 0x01, 0xd5, 0xe9, 0x00], // ld de,10Eh; push de; jp (hl)
  ];

  test("CONST, CONIN and CONOUT", () => {
    const status = load([...bios(2), RET], "k").machine;
    status.run();
    expect(status.registers.a).toBe(0xff);
    const conin = load([...bios(3), RET], "k").machine;
    conin.run();
    expect(conin.registers.a).toBe(0x6b);
    const conout = load([...bios(4, 0x21), RET]);
    conout.machine.run();
    expect(conout.console.written).toBe("!");
  });

  test("CONIN waits", () => {
    const { machine, console } = load([...bios(3), RET]);
    expect(machine.run()).toEqual({ kind: "input" });
    console.type("z");
    expect(machine.run()).toEqual({ kind: "exit" });
    expect(machine.registers.a).toBe(0x7a);
  });

  test("list and punch devices, by BIOS and BDOS", () => {
    const sent = { list: [] as number[], punch: [] as number[] };
    const machine = new CpmMachine({
      console: new ScriptedConsole(),
      list: (byte) => sent.list.push(byte),
      punch: (byte) => sent.punch.push(byte),
    });
    for (const code of [bios(5, 0x50), bios(6, 0x51), bdos(5, 0xff), bdos(4, 0x1a)]) {
      machine.load(Uint8Array.from([...code, RET]), "");
      expect(machine.run()).toEqual({ kind: "exit" });
    }
    expect(sent).toEqual({ list: [0x50, 0xff], punch: [0x51, 0x1a] });
  });

  test.each([
    ["READER is at its end", 7, 0, { a: 0x1a }],
    ["HOME", 8, 0, { a: 0 }],
    ["SELDSK knows no disk parameter header", 9, 0, { hl: 0 }],
    ["SETTRK", 10, 5, { a: 0 }],
    ["SETSEC", 11, 5, { a: 0 }],
    ["SETDMA", 12, 0x80, { a: 0 }],
    ["READ fails, as there are no sectors", 13, 0, { a: 1 }],
    ["WRITE too", 14, 0, { a: 1 }],
    ["LISTST: the printer is ready", 15, 0, { a: 0xff }],
    ["SECTRAN leaves sectors as they are", 16, 0x0123, { hl: 0x0123 }],
  ])("%s", (_, entry, argument, registers) => {
    const { machine } = load([...bios(entry, argument), RET]);
    expect(machine.run()).toEqual({ kind: "exit" });
    expect(machine.registers).toMatchObject(registers);
  });
});
