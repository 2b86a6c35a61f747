/** A pseudo-terminal of 80 by 24, typed into and looked at as a person would, by way of tmux. */

import { execFileSync, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds that a screen may take to show what is waited for. */
const PATIENCE = 60_000;
const POLL = 25;
let count = 0;

/** These tests look at the terminal with GNU's stty. */
export const hasTmux = process.platform === "linux" && spawnSync("tmux", ["-V"]).status === 0;

export class TestTerminal {
  readonly #socket = join(tmpdir(), `zmlm-test-${process.pid}-${count++}.tmux`);

  /** @param command run by a shell; when it ends, the shell shows its exit code as `<code>` */
  constructor(command: string, env: Record<string, string> = {}) {
    const settings = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
    // What the test runner says of its own colours is not for the terminal.
    const inherited = ["NO_COLOR", "FORCE_COLOR"].filter((name) => !(name in env)).join(" ");
    const shell = `unset ${inherited}; ${command}; echo "<$?>"; stty -a | grep -o -- '-*icanon'; exec sleep 60`;
    this.#tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", ...settings, shell);
  }

  /** Types text as it is. */
  type(text: string): void {
    this.#tmux("send-keys", "-l", "--", text);
  }

  /** Presses keys by tmux's names, such as Enter, C-c, BSpace. */
  press(...keys: string[]): void {
    this.#tmux("send-keys", ...keys);
  }

  /** Lines on the screen, without what is empty at the end. @param colors with their escape codes */
  screen(colors = false): string {
    return this.#tmux("capture-pane", "-p", ...(colors ? ["-e"] : [])).trimEnd();
  }

  /** Waits until the screen shows a text, and gives the screen. */
  async shows(text: string | RegExp): Promise<string> {
    let screen = "";
    const shown = () => {
      screen = this.screen();
      return typeof text === "string" ? screen.includes(text) : text.test(screen);
    };
    await this.#until(shown, () => `the terminal doesn't show ${text}:\n${screen}`);
    return screen;
  }

  /** Waits until a program has taken the terminal over, and so gets every key; or has given it back. */
  async isRaw(expected = true): Promise<void> {
    const device = this.#tmux("display-message", "-p", "#{pane_tty}").trim();
    const raw = () => execFileSync("stty", ["-F", device, "-a"], { encoding: "utf8" }).includes("-icanon");
    await this.#until(
      () => raw() === expected,
      () => `the terminal ${expected ? "doesn't become" : "stays"} raw`,
    );
  }

  /** Processes of the command in the terminal. */
  get commandPids(): number[] {
    const shell = this.#tmux("display-message", "-p", "#{pane_pid}").trim();
    const children = execFileSync("ps", ["-o", "pid=", "--ppid", shell], { encoding: "utf8" });
    return children.trim().split(/\s+/).map(Number);
  }

  /** Sends a signal to the command in the terminal. */
  signal(name: "TERM" | "HUP" | "TSTP" | "CONT"): void {
    for (const pid of this.commandPids) process.kill(pid, `SIG${name}`);
  }

  resize(columns: number, rows: number): void {
    this.#tmux("resize-window", "-x", String(columns), "-y", String(rows));
  }

  close(): void {
    this.#tmux("kill-server");
    rmSync(this.#socket, { force: true });
  }

  async #until(condition: () => boolean, complaint: () => string): Promise<void> {
    for (const end = Date.now() + PATIENCE; !condition(); await sleep(POLL))
      if (Date.now() > end) throw new Error(complaint());
  }

  #tmux(...args: string[]): string {
    return execFileSync("tmux", ["-S", this.#socket, ...args], { encoding: "utf8" });
  }
}
