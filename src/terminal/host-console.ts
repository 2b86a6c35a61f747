/**
 * The console between a synchronous machine and an asynchronous host. It buffers typed keys for the program, and the
 * program's output for the host.
 *
 *   const console = new HostConsole(new TerminalDisplay(), clock);
 *   console.type("hello\r");
 *   machine.run(100_000);                 // reads and writes the console, a byte at a time
 *   screen.append(console.takeOutput());
 */

import type { Clock } from "../base/clock.js";
import type { Display } from "./display.js";
import type { LineEditor } from "./line-editor.js";
import type { Patience } from "./patience.js";

const CTRL_C = "\x03";
const BELL = 0x07;
const BACKSPACE = 0x08;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const RUBOUT = 0x7f;
/** Characters of a row that are remembered: far more than a prompt has. */
const MAX_ROW = 1000;
/** The host gets its turn after so many characters of output, or so many milliseconds. */
const MAX_UNSHOWN = 65_536;
const MAX_SLICE_MS = 50;

export class HostConsole {
  readonly display: Display;
  /** Characters written since the start. */
  written = 0;
  /** How often the program has asked for a key and got none since it last got one or wrote something. */
  vainAsks = 0;
  /** Edits the lines of programs that read whole lines; without it, the program's system does. */
  editor: LineEditor | undefined;
  /** The line that the program waits for: asked for, in the editor, or ended. */
  #line:
    | { readonly capacity: number; readonly prompt: string }
    | "edited"
    | { text: string | null }
    | undefined;
  /** Text of the cursor's row; undefined if the program has moved the cursor, so that it isn't known. */
  #row: string | undefined = "";
  #keys = "";
  #next = 0;
  #ended = false;
  #output: string[] = [];
  readonly #clock: Clock;
  readonly #patience: Patience | undefined;
  #lastTurn: number;
  #wake: (() => void) | undefined;

  /** @param patience for piped input: decides when the program may see a key */
  constructor(display: Display, clock: Clock, patience?: Patience) {
    this.display = display;
    this.#clock = clock;
    this.#patience = patience;
    this.#lastTurn = clock.now();
  }

  /** Takes the next key, 7-bit; undefined if none is waiting. */
  read(): number | undefined {
    if (this.keysWaiting === 0) {
      this.vainAsks++;
      return undefined;
    }
    this.vainAsks = 0;
    const key = this.#keys.charCodeAt(this.#next++);
    this.#patience?.taken(key);
    return key;
  }

  /** True if a key is waiting and the program may see it. */
  ready(): boolean {
    if (this.keysWaiting > 0 && (this.#patience?.grants() ?? true)) return true;
    this.vainAsks++;
    return false;
  }

  write(byte: number): void {
    this.vainAsks = 0;
    this.#patience?.written();
    this.written++;
    this.#output.push(this.display.show(byte));
    if (byte === CR || byte === LF) this.#row = "";
    else if (byte === BACKSPACE) this.#row = this.#row?.slice(0, -1);
    else if (byte < SPACE && byte !== BELL) this.#row = undefined;
    else if (byte !== RUBOUT && byte !== BELL && this.#row !== undefined)
      this.#row = this.#row.length < MAX_ROW ? this.#row + String.fromCharCode(byte) : undefined;
  }

  /** The program asks for a line. True if the editor will give it; it begins when the output so far has been shown. */
  beginLine(capacity: number, ahead: number | undefined): boolean {
    const prompt = this.#row;
    if (prompt === undefined || !this.editor?.accepts(prompt)) return false;
    this.#line = { capacity, prompt };
    if (ahead !== undefined) this.#keys = String.fromCharCode(ahead) + this.#keys.slice(this.#next);
    this.#next = 0;
    return true;
  }

  /** The line that the program has asked for: undefined while it is edited, null to leave. */
  takeLine(): string | null | undefined {
    if (typeof this.#line !== "object" || !("text" in this.#line)) return undefined;
    const { text } = this.#line;
    this.#line = undefined;
    return text;
  }

  /** Begins to edit the line that the program has asked for, with the keys that wait; to be called when all is shown. */
  editLine(): void {
    if (typeof this.#line !== "object" || "text" in this.#line) return;
    this.editor!.begin(this.#line.capacity, this.#line.prompt);
    this.#line = "edited";
    const keys = this.#keys.slice(this.#next);
    this.#keys = "";
    this.#next = 0;
    this.#edit(keys);
  }

  /** True if the program can go on with what it waits for, a key or a line. */
  get hasInput(): boolean {
    return typeof this.#line === "object" ? "text" in this.#line : this.keysWaiting > 0;
  }

  #edit(keys: string): void {
    const ended = this.editor!.type(keys);
    if (ended === undefined) return;
    this.#line = { text: ended.text };
    this.#keys = ended.rest;
    this.#next = 0;
  }

  /** True if the machine's run should return early; system calls take no T-states, so the T-state limit is not enough. */
  wantsTurn(): boolean {
    return this.#output.length > MAX_UNSHOWN || this.#clock.now() - this.#lastTurn > MAX_SLICE_MS;
  }

  /** Called when the host has had its turn and the machine runs again. */
  startSlice(): void {
    this.#lastTurn = this.#clock.now();
  }

  /** Number of keys that wait. */
  get keysWaiting(): number {
    return this.#keys.length - this.#next;
  }

  /** True if one of the waiting keys is Ctrl-C. */
  get holdsCtrlC(): boolean {
    return this.#keys.indexOf(CTRL_C, this.#next) >= 0;
  }

  /** True after {@link end}: no keys will come after those that wait. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Adds keys. @param keys 7-bit characters */
  type(keys: string): void {
    if (this.#line === "edited") {
      this.#edit(keys);
      if (this.hasInput) this.wake();
      return;
    }
    this.#keys = this.#keys.slice(this.#next) + keys;
    this.#next = 0;
    this.wake();
  }

  /** Says that no keys will come after those that wait. */
  end(): void {
    this.#ended = true;
    this.wake();
  }

  /** Takes the text written since the last call. */
  takeOutput(): string {
    const text = this.#output.join("");
    this.#output = [];
    return text;
  }

  /** Resolves when keys come, when their end comes, or after the given time. */
  waitForKeys(milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff =
        milliseconds === undefined ? undefined : this.#clock.after(milliseconds, () => this.wake());
      this.#wake = () => {
        callOff?.();
        resolve();
      };
    });
  }

  /** Ends a wait for keys at once. */
  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
