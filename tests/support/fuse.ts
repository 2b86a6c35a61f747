/**
 * A ZX Spectrum 48K in Debian's Fuse with OpenSE BASIC, on a display of its own: typed into key by key, and its screen
 * read as a person would read it, from what the window shows.
 */

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const ROM = "/usr/share/spectrum-roms/opense.rom";
/** What a 128K has beside that one: it starts the other. */
const FIRST_ROM = "/usr/share/spectrum-roms/opense-stub.rom";
/** A machine's name in Fuse, and its ROMs. */
const MODELS = {
  48: ["--machine", "48", "--rom-48", ROM],
  128: ["--machine", "128", "--rom-128-0", FIRST_ROM, "--rom-128-1", ROM],
} as const;
const TOOLS = ["fuse", "Xvfb", "xdotool", "xwd"];
const has = (tool: string) => spawnSync("which", [tool]).status === 0;
const missing = TOOLS.filter((tool) => !has(tool));

export const hasFuse = missing.length === 0 && existsSync(ROM);

if (!hasFuse)
  console.warn("skipped: tests in Fuse need fuse-emulator-sdl, opense-basic, xvfb, xdotool and x11-apps");

/** Milliseconds that the screen may take to show what is waited for. */
const PATIENCE = 60_000;
const START_ATTEMPTS = 3;
/** Per cent of a Spectrum's speed. Any faster, a key that a busy host holds a little long would repeat. */
const SPEED = 200;
/** A key is held, and let go, for longer than the ROM takes to notice, on a busy host too. */
const HOLD = 60;
/** Milliseconds from look to look, looks after which a line stands still, and looks after which it never will. */
const POLL = 60;
const STILL_POLLS = 5;
const MOST_POLLS = 40;
/** The window shows each pixel as two by two; the picture begins here. */
const SCALE = 2;
const LEFT = 64;
const TOP = 48;
const ROWS = 24;
const COLUMNS = 32;
const FONT = 0x3d00;

/** Keys that the host has other names for; quotes are SYMBOL SHIFT and P. */
const KEYS: Record<string, string[]> = {
  " ": ["space"],
  "?": ["Control_L", "c"],
  '"': ["Control_L", "p"],
  "!": ["Control_L", "1"],
  "'": ["Control_L", "7"],
  ",": ["Control_L", "n"],
  ".": ["Control_L", "m"],
  "-": ["Control_L", "j"],
};
export const BREAK = ["Shift_L", "space"];
export const RUBOUT = ["Shift_L", "0"];
export const ENTER = ["Return"];

export class Fuse {
  readonly #folder = mkdtempSync(join(tmpdir(), "zmlm-fuse-"));
  readonly #glyphs = glyphs();
  #processes: ChildProcess[] = [];
  readonly #model: keyof typeof MODELS;
  #display = "";

  constructor(model: keyof typeof MODELS = 48) {
    this.#model = model;
  }

  /** Starts it. @param args such as --tape and a file */
  async start(...args: string[]): Promise<void> {
    const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.#processes.push(server);
    const number = await new Promise<string>((resolve) =>
      server.stdout.once("data", (data: Buffer) => resolve(data.toString().trim())),
    );
    this.#display = `:${number}`;
    // the display's own repeating of keys; where this program isn't there, Fuse ignores it
    if (has("xset")) this.#run("xset", "r", "off");
    const env = { ...process.env, DISPLAY: this.#display, SDL_VIDEODRIVER: "x11", HOME: this.#folder };
    const settings = [...MODELS[this.#model], "--no-sound", "--no-auto-load", "--speed", `${SPEED}`];
    // now and then no window appears: then once more
    for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
      const emulator = spawn("fuse", [...settings, "--graphics-filter", "2x", ...args], {
        env,
        stdio: ["ignore", "ignore", "pipe"],
      });
      this.#processes.push(emulator);
      let complaint = "";
      emulator.stderr.on("data", (data: Buffer) => {
        complaint += data.toString();
      });
      for (let polls = 0; polls < 100; polls++) {
        await sleep(200);
        if (this.#isLit()) return;
      }
      emulator.kill("SIGKILL");
      if (attempt === START_ATTEMPTS)
        throw new Error(`Fuse shows nothing; it says: ${complaint || "nothing"}`);
    }
  }

  /** Whether anything is on the display. */
  #isLit(): boolean {
    const { pixel } = this.#window();
    for (let y = 0; y < 480; y += 3) for (let x = 0; x < 560; x += 3) if (pixel(x, y) !== 0) return true;
    return false;
  }

  async stop(): Promise<void> {
    for (const child of this.#processes.toReversed()) {
      if (child.exitCode !== null || !child.kill("SIGKILL")) continue;
      await new Promise((resolve) => child.once("exit", resolve));
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Holds keys, the first longest, and lets them go. One process does it all: on a busy host a second one comes too late. */
  async press(keys: readonly string[]): Promise<void> {
    const pause = ["sleep", `${HOLD / 2000}`];
    const downs = keys.flatMap((key) => ["keydown", key, ...pause]);
    const ups = keys.toReversed().flatMap((key) => ["keyup", key, ...pause]);
    this.#run("xdotool", ...downs, ...pause, ...ups, ...pause);
  }

  /** Types at the end of a line, key by key; what a busy host lost or doubled is put right. @param before what stands there, if it stays */
  async type(text: string, before = this.#line()): Promise<void> {
    const end = Date.now() + PATIENCE;
    for (let count = 0; count < text.length; ) {
      if (Date.now() > end) throw new Error(`"${text}" can't be typed:\n${this.screen()}`);
      const keys = KEYS[text[count]] ?? [text[count]];
      await this.press(keys);
      const wanted = (before + text.slice(0, count + 1)).trimEnd();
      let line = await this.#settled(wanted);
      // a key whose release got lost goes on repeating: pressed again, it is released
      while (line === undefined && Date.now() < end) {
        await this.press(keys);
        line = await this.#settled(wanted);
      }
      if (line === wanted) {
        count++;
        continue;
      }
      if (line === undefined || line === wanted.slice(0, -1).trimEnd()) continue; // the key was lost
      const right = commonLength(line, before + text);
      for (let extra = line.length - right; extra > 0; extra--) await this.press(RUBOUT);
      count = Math.max(0, right - before.length);
    }
  }

  /** The line as soon as it is as wanted, or has stood still for a while; undefined if it doesn't. */
  async #settled(wanted: string): Promise<string | undefined> {
    let line = this.#line();
    for (let [polls, still] = [0, 0]; line !== wanted && still < STILL_POLLS; polls++) {
      if (polls === MOST_POLLS) return undefined;
      await sleep(POLL);
      const before = line;
      line = this.#line();
      still = line === before ? still + 1 : 0;
    }
    return line;
  }

  /** What stands in the line that is being typed: behind the last prompt, or on the last row that isn't empty. */
  #line(): string {
    const rows = this.screen()
      .replace(/[█ \n]+$/, "")
      .split("\n");
    const prompt = rows.findLastIndex((row) => row.startsWith(">"));
    const isBasic = prompt < 0 || rows.slice(prompt).some((row) => row.trim() === "");
    const line = rows.slice(isBasic ? -1 : prompt).join("");
    return line.replace(/^> ?/, "").replaceAll("█", "").trimEnd();
  }

  /** Waits until the screen shows a text. */
  async shows(text: string | RegExp): Promise<string> {
    for (const end = Date.now() + PATIENCE; ; await sleep(100)) {
      const screen = this.screen();
      if (typeof text === "string" ? screen.includes(text) : text.test(screen)) return screen;
      if (Date.now() > end) throw new Error(`the Spectrum doesn't show ${text}:\n${screen}`);
    }
  }

  /** 24 rows of 32 characters; what is no character is a blank, a full cell `█`. */
  screen(): string {
    const { pixel } = this.#window();
    const row = (y: number) =>
      Array.from({ length: COLUMNS }, (_, x) => this.#character(pixel, x, y)).join("");
    return Array.from({ length: ROWS }, (_, y) => row(y)).join("\n");
  }

  /** Colour of a place in the border. */
  border(): number {
    return this.#window().pixel(8, 8);
  }

  #character(pixel: (x: number, y: number) => number, column: number, row: number): string {
    const at = (x: number, y: number) => pixel(LEFT + SCALE * (8 * column + x), TOP + SCALE * (8 * row + y));
    const paper = this.#paper(at);
    let bits = "";
    for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) bits += at(x, y) === paper ? "0" : "1";
    if (!bits.includes("1") && paper !== 0) return paper === 0xffffff || paper === 0xc0c0c0 ? " " : "█";
    return this.#glyphs.get(bits) ?? " ";
  }

  /** The colour of a cell that most of its pixels have. */
  #paper(at: (x: number, y: number) => number): number {
    const counts = new Map<number, number>();
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++) counts.set(at(x, y), (counts.get(at(x, y)) ?? 0) + 1);
    return [...counts].toSorted(([, a], [, b]) => b - a)[0][0];
  }

  #window(): { pixel: (x: number, y: number) => number } {
    const dump = execFileSync("xwd", ["-root", "-silent", "-display", this.#display], { maxBuffer: 2 ** 24 });
    const header = (field: number) => dump.readUInt32BE(4 * field);
    const start = header(0) + 12 * header(19);
    const bytesPerLine = header(12);
    return { pixel: (x, y) => dump.readUInt32LE(start + y * bytesPerLine + 4 * x) & 0xffffff };
  }

  #run(program: string, ...args: string[]): void {
    execFileSync(program, args, { env: { ...process.env, DISPLAY: this.#display }, stdio: "ignore" });
  }
}

/** Characters that two texts begin with alike. */
function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Characters by the 64 bits of their glyphs. */
export function glyphs(): Map<string, string> {
  if (!hasFuse) return new Map();
  const rom = readFileSync(ROM);
  const bits = (code: number) =>
    Array.from(rom.subarray(FONT + 8 * (code - 32), FONT + 8 * (code - 31)), (byte) =>
      byte.toString(2).padStart(8, "0"),
    ).join("");
  return new Map(
    Array.from({ length: 95 }, (_, i) => [bits(32 + i), String.fromCharCode(32 + i)] as const).toReversed(),
  );
}
