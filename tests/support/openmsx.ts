/** An MSX in Debian's openMSX with C-BIOS, without a window, as fast as the host: a script types, and reads the screen. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const hasOpenMsx =
  spawnSync("which", ["openmsx"]).status === 0 && spawnSync("ls", ["/usr/share/cbios"]).status === 0;

if (!hasOpenMsx) console.warn("skipped: tests on an MSX need openmsx and cbios");

/** Seconds of the machine's time. */
export const BOOT = 6;

/** Types something, then lets the machine run. */
export interface Step {
  /** `\r` is Enter, `\b` the key that rubs out. */
  readonly keys: string;
  readonly seconds: number;
}

/**
 * Starts a machine with a cartridge and types into it.
 * @param machine as openMSX names it
 * @returns the screen's rows before the first step and after each
 */
export function runMsx(machine: string, rom: Uint8Array, steps: readonly Step[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), "zmlm-msx-"));
  try {
    const [cartridge, script, screens] = ["chat.rom", "steps.tcl", "screens.txt"].map((name) =>
      join(folder, name),
    );
    writeFileSync(cartridge, rom);
    writeFileSync(script, tcl(screens, steps));
    const { status, stderr } = spawnSync(
      "openmsx",
      ["-machine", machine, "-carta", cartridge, "-romtype", "ASCII16", "-script", script],
      {
        env: { ...process.env, HOME: folder, SDL_VIDEODRIVER: "dummy", SDL_AUDIODRIVER: "dummy" },
        encoding: "utf8",
        timeout: 240_000,
      },
    );
    if (status !== 0) throw new Error(`openMSX ended with ${status}: ${stderr}`);
    return readFileSync(screens, "utf8")
      .split("\f")
      .slice(0, -1)
      .map((screen) => screen.split("\n").map((row) => row.trimEnd()));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A script that goes from step to step by the machine's time, as `type` needs some. */
function tcl(screens: string, steps: readonly Step[]): string {
  const body = steps.flatMap(({ keys, seconds }, index) => [
    `proc step${index} {} { look; type -release -freq 10 "${keys
      .replace(/["$[\]\\]/g, "\\$&")
      .replaceAll("\r", "\\r")
      .replaceAll("\b", "\\b")}"; after time ${seconds} step${index + 1} }`,
  ]);
  return [
    "set renderer none",
    "set throttle off",
    `set file [open {${screens}} w]`,
    'proc look {} { global file; puts -nonewline $file "[get_screen]\\f" }',
    ...body,
    `proc step${steps.length} {} { global file; look; close $file; exit }`,
    `after time ${BOOT} step0`,
    "",
  ].join("\n");
}
