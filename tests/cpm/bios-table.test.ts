/** The BIOS's jump table: what lies behind it, and programs that put their own code into it. */

import { describe, expect, test } from "vitest";
import { CpmMachine, MemoryDrive } from "../../src/cpm/index.js";
import { code } from "../support/programs.js";
import { ScriptedConsole } from "./scripted-console.js";

const BIOS = 0xf200;
const TABLE_LENGTH = 17 * 3;

/** Runs lines with `table` known, the BIOS's address, and routines that hook its entries. */
function run(lines: string, keys = "") {
  const console = new ScriptedConsole(keys);
  let [printed, punched] = ["", ""];
  const machine = new CpmMachine({
    console,
    drives: [new MemoryDrive()],
    list: (byte) => {
      printed += String.fromCharCode(byte);
    },
    punch: (byte) => {
      punched += String.fromCharCode(byte);
    },
  });
  machine.load(code(`bios: equ 0F200h\n${lines}`), "");
  const { kind } = machine.run(1e6);
  return { kind, written: console.written, printed, punched, machine, console };
}

/** Puts a routine into an entry of the table. */
const hook = (entry: number, routine: string) =>
  ` ld a,0C3h\n ld (bios+${entry * 3}),a\n ld hl,${routine}\n ld (bios+${entry * 3 + 1}),hl\n`;
/** CONOUT of the program's own: shows each character as the next one, by the BIOS's old entry. */
const NEXT_LETTER = `
        ld hl,(bios+13)
        ld (old+1),hl
${hook(4, "mine")}
        jp main
mine:   inc c
old:    jp 0
`;

describe("memory behind the table", () => {
  test("belongs to the machine's maker: a program may write there, and the console works on", () => {
    const { kind, written } = run(
      ` ld hl,bios+${TABLE_LENGTH}\nnext: ld (hl),0FFh\n inc l\n jr nz,next\n ld c,2\n ld e,'x'\n call bdos\n ret`,
    );
    expect({ kind, written }).toEqual({ kind: "exit", written: "x" });
  });

  test.each([0x0206, 0x8006, 0xe406, 0xfc06])(
    "a BDOS at %i: handlers, stack and tables keep apart",
    (bdosBase) => {
      const console = new ScriptedConsole();
      const machine = new CpmMachine({ console, bdosBase, drives: [new MemoryDrive()] });
      machine.load(Uint8Array.of(0xc9), "");
      const { memory } = machine;
      const table = (memory[1] | (memory[2] << 8)) - 3;
      const targets = Array.from(
        { length: 17 },
        (_, i) => memory[table + 3 * i + 1] | (memory[table + 3 * i + 2] << 8),
      );
      const allocationEnd = bdosBase + 0x1a + 512;
      expect(Math.min(...targets) - 1 - allocationEnd).toBeGreaterThan(128);
      expect(Math.max(...targets)).toBeLessThan(table);
      expect(table + TABLE_LENGTH).toBeLessThan(0x10000);
    },
  );
});

describe("a program's own CONOUT", () => {
  test.each([
    ["CONSOLE OUTPUT", " ld c,2\n ld e,'G'\n call bdos\n ret", "H"],
    ["DIRECT CONSOLE", " ld c,6\n ld e,'G'\n call bdos\n ret", "H"],
    ["PRINT STRING", " ld c,9\n ld de,text\n call bdos\n ret\ntext: db 'HAL$'", "IBM"],
    ["the echo of CONSOLE INPUT", " ld c,1\n call bdos\n ret", "H"],
    ["the echo of READ LINE", " ld c,10\n ld de,buffer\n call bdos\n ret\nbuffer: db 9,0\n ds 9", "H\x0e"],
    ["a tab's spaces", " ld c,2\n ld e,9\n call bdos\n ret", "!!!!!!!!"],
    ["the BDOS's messages", " ld c,14\n ld e,1\n call bdos\n ret", "\x0e\x0bCept!Fss!Po!C;!Tfmfdu"],
  ])("gets what %s writes", (_, main, written) => {
    const result = run(`${NEXT_LETTER}main:\n${main}`, "G\r");
    expect(result).toMatchObject({ kind: "exit", written });
  });

  test("runs on the BDOS's stack, and the program gets its own back", () => {
    const { machine, kind } = run(
      `${hook(4, "mine")} ld sp,2004h
        ld de,'a'
        ld c,2
        call bdos
        ld (3002h),sp
        jp 0
mine:   ld (3000h),sp
        ret`,
    );
    const word = (at: number) => machine.memory[at] | (machine.memory[at + 1] << 8);
    expect(kind).toBe("exit");
    expect(word(0x3000)).toBeGreaterThan(0xe406);
    expect(word(0x3000)).toBeLessThan(BIOS);
    expect(word(0x3002)).toBe(0x2004);
  });

  test("may call the BDOS itself, and the host may stop within it", () => {
    // asks for a key before each character, whose echo comes here too
    const { machine, console, kind } = run(`${hook(4, "mine")} ld c,9
        ld de,text
        call bdos
        ret
text:   db "ab$"
mine:   ld hl,3000h
        inc (hl)
        ld a,(3001h)
        or a
        ret nz
        inc a
        ld (3001h),a
        ld c,1
        call bdos
        xor a
        ld (3001h),a
        ret`);
    expect(kind).toBe("input");
    console.type("1");
    expect(machine.run(1e6).kind).toBe("input");
    console.type("2");
    expect(machine.run(1e6).kind).toBe("exit");
    // two characters, and the echoes of two keys
    expect(machine.memory[0x3000]).toBe(4);
  });

  test("one that jumps out of it leaves no trace, however often", () => {
    const { kind, written } = run(
      `${hook(4, "mine")}main: ld sp,3000h\n ld c,2\n ld e,'x'\n call bdos\n ret
mine:   ld hl,count
        dec (hl)
        jp nz,main
        jp 0
count:  db 200`,
    );
    expect({ kind, written }).toEqual({ kind: "exit", written: "" });
  });
});

describe("other entries of a program's own", () => {
  test("CONST and CONIN: CONSOLE STATUS, CONSOLE INPUT and DIRECT CONSOLE ask them", () => {
    const keys = `${hook(2, "status")}${hook(3, "key")} jp main\nstatus: ld a,0FFh\n ret\nkey: ld a,'K'+80h\n ret\nmain:`;
    expect(run(`${keys} ld c,11\n call bdos\n ld (3000h),a\n ret`).machine.memory[0x3000]).toBe(0xff);
    expect(run(`${keys} ld c,1\n call bdos\n ret`).written).toBe("K");
    expect(run(`${keys} ld c,6\n ld e,0FFh\n call bdos\n ld (3000h),a\n ret`).machine.memory[0x3000]).toBe(
      0x4b,
    );
  });

  test("LIST, PUNCH and READER: LIST OUTPUT, PUNCH OUTPUT and READER INPUT", () => {
    const { printed, punched, machine } = run(
      `${hook(5, "plus")}${hook(6, "plus")}${hook(7, "tape")} ld c,5\n ld e,'a'\n call bdos\n ld c,4\n ld e,'b'\n call bdos\n ld c,3\n call bdos\n ld (3000h),a\n ret
plus:   ld hl,3001h
        inc (hl)
        ret
tape:   ld a,'t'
        ret`,
    );
    expect({ printed, punched }).toEqual({ printed: "", punched: "" });
    expect([...machine.memory.subarray(0x3000, 0x3002)]).toEqual([0x74, 2]);
  });

  test("WBOOT: SYSTEM RESET and Ctrl-C lead to it", () => {
    const boot = `${hook(1, "again")} jp main\nagain: ld sp,3000h\n ld c,2\n ld e,'!'\n call bdos\n call bios+${4 * 3}\n halt\nmain:`;
    expect(run(`${boot} ld c,0\n call bdos`)).toMatchObject({ kind: "fault" });
    expect(run(`${boot} ld c,0\n call bdos`).written).toContain("!");
    expect(run(`${boot} ld c,10\n ld de,buffer\n call bdos\nbuffer: db 9`, "\x03").written).toContain("^C!");
  });

  test("a RET over an entry swallows it", () => {
    expect(
      run(` ld a,0C9h\n ld (bios+12),a\n ld c,9\n ld de,text\n call bdos\n ret\ntext: db "gone$"`),
    ).toMatchObject({
      kind: "exit",
      written: "",
    });
  });
});
