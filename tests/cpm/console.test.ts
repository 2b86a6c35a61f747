/** The BDOS's console functions, key for key and column for column. */

import { describe, expect, test } from "vitest";
import { CpmMachine } from "../../src/cpm/index.js";
import { ScriptedConsole } from "./scripted-console.js";

const BUFFER = 0x3000;
const RESULT = 0x2f00;
const TEXT = 0x2000;
const RET = 0xc9;

/** ld c,function / ld de,argument / call 5 / ld (result),a */
function bdos(number: number, argument = 0): number[] {
  return [0x0e, number, 0x11, argument & 0xff, argument >> 8, 0xcd, 5, 0, 0x32, RESULT & 0xff, RESULT >> 8];
}

interface Session {
  readonly stop: string;
  readonly written: string;
  readonly line: string;
  readonly result: number;
  readonly machine: CpmMachine;
  readonly console: ScriptedConsole;
}

/** Runs code with a text at 2000h and a line buffer of `capacity` at 3000h. */
function run(code: readonly number[], keys: string, { text = "", capacity = 60 } = {}): Session {
  const console = new ScriptedConsole(keys);
  const machine = new CpmMachine({ console });
  machine.load(Uint8Array.from([...code, RET]), "");
  machine.memory.set(Buffer.from(text, "latin1"), TEXT);
  machine.memory[BUFFER] = capacity;
  const stop = machine.run(1e6).kind;
  const { memory } = machine;
  const line = Buffer.from(memory.subarray(BUFFER + 2, BUFFER + 2 + memory[BUFFER + 1])).toString("latin1");
  return { stop, written: console.written, line, result: memory[RESULT], machine, console };
}

const readLine = (keys: string, capacity = 60) => run(bdos(10, BUFFER), keys, { capacity });
/** What a terminal shows of a line that was wiped by so many columns. */
const wiped = (columns: number) => "\b \b".repeat(columns);

describe("READ LINE, the line editor", () => {
  test.each([
    ["a line", "hello\r", "hello", "hello\r"],
    ["LF ends it too", "hello\n", "hello", "hello\r"],
    ["an empty line", "\r", "", "\r"],
    ["backspace wipes the last character", "hex\bllo\r", "hello", `hex${wiped(1)}llo\r`],
    ["backspace on an empty line does nothing", "\b\bhi\r", "hi", "hi\r"],
    ["backspace wipes both columns of a control character", "a\x01\bb\r", "ab", `a^A${wiped(2)}b\r`],
    ["backspace wipes a tab back to where it came from", "ab\t\bc\r", "abc", `ab      ${wiped(6)}c\r`],
    ["rubout repeats the character it drops", "hex\x7fllo\r", "hello", "hexxllo\r"],
    ["rubout on an empty line does nothing", "\x7fhi\r", "hi", "hi\r"],
    ["Ctrl-X wipes the line", "wrong\x18hi\r", "hi", `wrong${wiped(5)}hi\r`],
    ["Ctrl-U starts over on a new row", "wrong\x15hi\r", "hi", "wrong#\r\nhi\r"],
    ["Ctrl-R types the line again on a new row", "hex\x7fl\x12lo\r", "hello", "hexxl#\r\nhello\r"],
    ["Ctrl-E goes on in a new row, same line", "hel\x05lo\r", "hello", "hel\r\nlo\r"],
    ["Ctrl-C later than at the start is a character", "a\x03\r", "a\x03", "a^C\r"],
    ["a tab is kept, and shown as spaces", "a\tb\r", "a\tb", "a       b\r"],
    ["the top bit is dropped", "\xe8\r", "h", "h\r"],
  ])("%s", (_, keys, line, written) => {
    expect(readLine(keys)).toMatchObject({ stop: "exit", line, written });
  });

  test("Ctrl-C at the start of the line is a warm boot", () => {
    const { stop, written, result, machine } = readLine("\x03never");
    expect({ stop, written, result }).toEqual({ stop: "exit", written: "^C", result: 0 });
    expect(machine.registers.pc).toBe(0xe406);
    expect(readLine("a\b\x03never").written).toBe(`a${wiped(1)}^C`);
  });

  test("a full buffer ends the line, and the rest waits", () => {
    const { line, written, console } = readLine("abcdef", 4);
    expect({ line, written }).toEqual({ line: "abcd", written: "abcd\r" });
    expect(console.ready()).toBe(true);
  });

  test("a buffer of 255 holds 255", () => {
    const text = "x".repeat(255);
    expect(readLine(`${text}y`, 255).line).toBe(text);
  });

  test("waits in the middle of a line, and goes on", () => {
    const session = readLine("he");
    expect(session).toMatchObject({ stop: "input", written: "he" });
    session.console.type("y\r");
    expect(session.machine.run()).toEqual({ kind: "exit" });
    expect(session.machine.memory[BUFFER + 1]).toBe(3);
  });

  test("editing keeps clear of the prompt", () => {
    const prompt = (keys: string) =>
      run([...bdos(9, TEXT), ...bdos(10, BUFFER)], keys, { text: "> $" }).written;
    expect(prompt("ab\x18c\r")).toBe(`> ab${wiped(2)}c\r`);
    expect(prompt("ab\x15c\r")).toBe("> ab#\r\n  c\r");
    expect(prompt("a\tb\b\bc\r")).toBe(`> a     b${wiped(1)}${wiped(5)}c\r`);
  });

  test("Ctrl-P sends what is shown to the printer, until the next", () => {
    let listed = "";
    const console = new ScriptedConsole("a\x10bc\x10d\r");
    const machine = new CpmMachine({
      console,
      list: (byte) => {
        listed += String.fromCharCode(byte);
      },
    });
    machine.load(Uint8Array.from([...bdos(10, BUFFER), RET]), "");
    machine.memory[BUFFER] = 10;
    machine.run();
    expect([listed, console.written]).toEqual(["bc", "abcd\r"]);
  });
});

describe("CONSOLE INPUT and CONSOLE OUTPUT", () => {
  test.each([
    ["a graphic character is echoed", "x", "x", 0x78],
    ["so are CR, LF and backspace", "\r", "\r", 0x0d],
    ["a tab is echoed as spaces", "\t", "        ", 0x09],
    ["another control character isn't", "\x01", "", 0x01],
  ])("%s", (_, key, written, result) => {
    expect(run(bdos(1), key)).toMatchObject({ stop: "exit", written, result });
  });

  test("tabs go to every eighth column, counted since the last LF", () => {
    const text = "ab\tc\r\n\tx\b\ty$";
    expect(run(bdos(9, TEXT), "", { text }).written).toBe("ab      c\r\n        x\b        y");
  });

  test("CONSOLE OUTPUT takes the character from E and drops its top bit", () => {
    expect(run(bdos(2, 0x12c1), "").written).toBe("A");
  });
});

describe("PRINT STRING", () => {
  test("writes up to the dollar", () => {
    expect(run(bdos(9, TEXT), "", { text: "one two$three" }).written).toBe("one two");
  });

  test("without a dollar anywhere it ends after the whole memory", () => {
    const { stop, written } = run(bdos(9, TEXT), "");
    expect(stop).toBe("exit");
    expect(written.length).toBeGreaterThanOrEqual(0x10000);
  });
});

describe("Ctrl-S", () => {
  test("holds the output until the next key, which is swallowed", () => {
    const session = run(bdos(9, TEXT), "\x13", { text: "hello$" });
    expect(session).toMatchObject({ stop: "input", written: "" });
    session.console.type("q");
    expect(session.machine.run()).toEqual({ kind: "exit" });
    expect(session.console.written).toBe("hello");
  });

  test("followed by Ctrl-C ends the program", () => {
    expect(run(bdos(9, TEXT), "\x13\x03", { text: "hello$" })).toMatchObject({ stop: "exit", written: "" });
  });

  test("a key typed ahead of output isn't lost, whoever reads it", () => {
    for (const read of [bdos(1), bdos(6, 0xff)])
      expect(run([...bdos(9, TEXT), ...read], "k", { text: "hello$" }).result).toBe(0x6b);
  });
});

describe("DIRECT CONSOLE, CONSOLE STATUS and VERSION", () => {
  test("DIRECT CONSOLE with FFh reads without waiting, echo or editing", () => {
    expect(run(bdos(6, 0xff), "")).toMatchObject({ stop: "exit", result: 0, written: "" });
    expect(run(bdos(6, 0xff), "\x03")).toMatchObject({ stop: "exit", result: 3, written: "" });
  });

  test("DIRECT CONSOLE with FEh tells the status; with any other byte it writes that byte, a tab too", () => {
    expect(run(bdos(6, 0xfe), "").result).toBe(0);
    expect(run(bdos(6, 0xfe), "x").result).toBe(0xff);
    expect(run(bdos(6, 0x09), "").written).toBe("\t");
  });

  test("CONSOLE STATUS tells whether a key waits, and leaves it", () => {
    expect(run(bdos(11), "").result).toBe(0);
    expect(run(bdos(11), "x").result).toBe(0xff);
    expect(run([...bdos(11), ...bdos(1)], "x").result).toBe(0x78);
  });

  test("VERSION is that of CP/M 2.2: HL 0022h, A = L, B = H", () => {
    const { machine } = run(bdos(12), "");
    expect(machine.registers).toMatchObject({ hl: 0x0022, a: 0x22, b: 0x00 });
  });

  test("GET IOBYTE and SET IOBYTE get and set it", () => {
    expect(run([...bdos(8, 0x95), ...bdos(7)], "").result).toBe(0x95);
  });

  test("the reader is at its end; punch and unknown functions do nothing", () => {
    expect(run(bdos(3), "").result).toBe(0x1a);
    expect(run(bdos(4, 0x41), "")).toMatchObject({ stop: "exit", written: "", result: 0 });
    for (const unknown of [38, 39, 41, 200])
      expect(run(bdos(unknown, 0x41), "")).toMatchObject({ stop: "exit", written: "", result: 0 });
  });
});
