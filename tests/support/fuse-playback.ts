/**
 * Has Fuse play a recorded chat back (rzx.ts), without a window and as fast as it can, and reads the screen's memory
 * each time that the program waits for a line.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { glyphs, ROM } from "./fuse.js";
import { recordTyping } from "./rzx.js";

const COLUMNS = 32;
const CELL_BYTES = 8;
/** Per cent of a Spectrum's speed. */
const SPEED = 5000;
/** What Fuse ends with where the program has come to its end. */
const ENDED = 7;
/** What is printed behind a row: no byte. */
const ROW_END = 1000;
const PATIENCE = 60_000;

interface Chat {
  /** A .sna of a 48K. */
  readonly snapshot: Uint8Array;
  /** Address of a label of the program. */
  at(label: string): number;
  /** Lines to type; the last one ends the program. */
  readonly lines: readonly string[];
}

/** The row above the prompt on the screen, after each line but the last. */
export function playLines({ snapshot, at, lines }: Chat): string[] {
  const folder = mkdtempSync(join(tmpdir(), "zmlm-fuse-"));
  try {
    const text = lines.map((line) => `${line}\r`).join("");
    const recording = join(folder, "chat.rzx");
    writeFileSync(recording, recordTyping({ snapshot, rom: readFileSync(ROM), text, end: at("leave") }));
    const debug = [
      `br ${at("read_line")}`,
      `br ${at("leave")}`,
      "commands 1",
      ...rowAbove(at("row")).map((address) => `print [${address}]`),
      `print ${ROW_END}`,
      "continue",
      "end",
      "commands 2",
      `exit ${ENDED}`,
      "end",
    ];
    const settings = [
      "--machine",
      "48",
      "--rom-48",
      ROM,
      "--no-sound",
      "--no-auto-load",
      "--speed",
      `${SPEED}`,
    ];
    const fuse = spawnSync(
      "fuse",
      [...settings, "--playback", recording, "--debugger-command", debug.join("\n")],
      {
        env: { ...process.env, SDL_VIDEODRIVER: "dummy", HOME: folder },
        encoding: "utf8",
        timeout: PATIENCE,
        killSignal: "SIGKILL",
        maxBuffer: 2 ** 26,
      },
    );
    // where the recording doesn't agree with what the emulator does, it says so and waits
    if (fuse.status !== ENDED) throw new Error(`Fuse stops before the chat's end: ${fuse.stderr}`);
    return rowsOf(fuse.stdout).slice(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Addresses, as the debugger's expressions, of the bytes of the row above the cursor's: cell by cell, from its top. */
function rowAbove(row: number): string[] {
  const start = `0x4000+2048*(([${row}]-1)/8)+32*(([${row}]-1)&7)`;
  return Array.from(
    { length: COLUMNS * CELL_BYTES },
    (_, at) => `${start}+${(at % CELL_BYTES) * 256 + Math.floor(at / CELL_BYTES)}`,
  );
}

/** Rows of text from what the debugger has printed. */
function rowsOf(printed: string): string[] {
  const known = glyphs();
  const values = Array.from(printed.matchAll(/^0x([0-9a-f]+)$/gm), ([, digits]) =>
    Number.parseInt(digits, 16),
  );
  const bits = (cell: readonly number[]) => cell.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const rows: string[] = [];
  for (let at = 0; at + COLUMNS * CELL_BYTES < values.length; at += COLUMNS * CELL_BYTES + 1) {
    const cells = Array.from({ length: COLUMNS }, (_, column) =>
      values.slice(at + CELL_BYTES * column, at + CELL_BYTES * (column + 1)),
    );
    if (values[at + COLUMNS * CELL_BYTES] !== ROW_END)
      throw new Error("the debugger has printed something else");
    rows.push(
      cells
        .map((cell) => known.get(bits(cell)) ?? "�")
        .join("")
        .trimEnd(),
    );
  }
  return rows;
}
