/** Whole CP/M programs: a directory lister, a card index with random access, a game. */

import { describe, expect, test } from "vitest";
import { CpmMachine, type Drive, MemoryDrive } from "../../src/cpm/index.js";
import { program } from "../support/programs.js";
import { ScriptedConsole } from "./scripted-console.js";

const LIMIT = 100e6;

function run(name: string, tail: string, keys: string, drives: (Drive | undefined)[] = []) {
  const console = new ScriptedConsole(keys);
  const machine = new CpmMachine({ console, drives });
  machine.load(program(name), tail);
  const { kind } = machine.run(LIMIT);
  return { kind, written: console.written };
}

describe("dir.asm", () => {
  const a = new MemoryDrive();
  const b = new MemoryDrive();
  for (const [name, size] of [
    ["HELLO.COM", 1],
    ["CHAT.COM", 40_960],
    ["BIG.DAT", 70_000],
    ["NOTES.TXT", 1025],
    ["README", 128],
  ] as const)
    a.put({ user: 0, name }, new Uint8Array(size));
  b.put({ user: 0, name: "LETTER.TXT" }, new Uint8Array(3000));
  b.put({ user: 0, name: "PROG.ASM" }, new Uint8Array(0));

  test.each([
    [
      "",
      "BIG     .DAT   69K : CHAT    .COM   40K : HELLO   .COM    1K : NOTES   .TXT    2K\r\n" +
        "README  .       1K\r\n 8044K free\r\n",
    ],
    ["*.com", "CHAT    .COM   40K : HELLO   .COM    1K\r\n 8044K free\r\n"],
    ["b:", "LETTER  .TXT    3K : PROG    .ASM    0K\r\n 8156K free\r\n"],
    ["b:l*.*", "LETTER  .TXT    3K\r\n 8156K free\r\n"],
    ["*.bas", "No file\r\n"],
  ])("DIR %s", (tail, written) => {
    expect(run("dir", tail, "", [a, b])).toEqual({ kind: "exit", written });
  });

  test("DIR C: ends with the BDOS's message", () => {
    expect(run("dir", "c:", " ", [a, b])).toEqual({ kind: "exit", written: "\r\nBdos Err On C: Select" });
  });
});

describe("cards.asm", () => {
  const shown = (written: string) => written.replaceAll("\r\r\n", "\n").replaceAll("\r\n", "\n");

  test("cards in any order, kept until the next time", () => {
    const a = new MemoryDrive();
    const first = run("cards", "", "7 milk and eggs\r255 last\r0 first\r7\r3\rq\r", [a]);
    expect(first.kind).toBe("exit");
    expect(shown(first.written)).toBe(
      "card? 7 milk and eggs\ncard? 255 last\ncard? 0 first\ncard? 7\nmilk and eggs\ncard? 3\n(empty)\ncard? q\n",
    );
    expect(a.get({ user: 0, name: "CARDS.DAT" })?.length).toBe(256 * 128);
    const second = run("cards", "", "255\r0\r7\b8 eight\r8\rq\r", [a]);
    expect(shown(second.written)).toBe(
      "card? 255\nlast\ncard? 0\nfirst\ncard? 7\b \b8 eight\ncard? 8\neight\ncard? q\n",
    );
  });

  test("a full disk", () => {
    const a = new MemoryDrive({ capacity: 17 * 2048 });
    expect(shown(run("cards", "", "15 x\r16 x\rq\r", [a]).written)).toBe(
      "card? 15 x\ncard? 16 x\ndisk full\ncard? q\n",
    );
  });
});

describe("snake.asm", () => {
  /** The screen after what an ADM-3A was sent. */
  function screenOf(written: string): string[] {
    const rows: string[][] = [];
    let [row, column] = [0, 0];
    for (let i = 0; i < written.length; i++) {
      const character = written[i];
      if (character === "\x1b") {
        row = written.charCodeAt(i + 2) - 32;
        column = written.charCodeAt(i + 3) - 32;
        i += 3;
      } else if (character === "\r") column = 0;
      else if (character === "\n") row++;
      else if (character >= " ") {
        rows[row] ??= new Array(40).fill(" ");
        rows[row][column++] = character;
      }
    }
    return rows.map((cells) => cells.join("").trimEnd());
  }

  test("eats to the right, turns with letters and cursor keys, and ends with q", () => {
    const { kind, written } = run("snake", "", "lll\x0ahkq");
    expect(kind).toBe("exit");
    expect(screenOf(written)).toEqual([
      "######################",
      "#                    #",
      "#                    #",
      "#    oooo  *         #",
      "#      oo            #",
      "#                    #",
      "#                    #",
      "#                    #",
      "#                    #",
      "######################",
      "eaten: 1",
    ]);
  });

  test("moves by itself, and ends at the frame", () => {
    const { kind, written } = run("snake", "", "");
    expect(kind).toBe("exit");
    expect(screenOf(written).at(-1)).toBe("eaten: 5");
  });
});
