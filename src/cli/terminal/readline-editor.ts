/**
 * Line editing by Node's readline: cursor keys, Home, End, history, Ctrl-U, Ctrl-W and the others of a shell.
 *
 * Readline gets keys one by one and never reads the terminal itself. So keys behind the end of a line stay for whoever
 * reads next, and a line gets no longer than the program's buffer.
 */

import { createInterface, emitKeypressEvents, type Interface, type Key } from "node:readline";
import { PassThrough } from "node:stream";
import chalk from "chalk";
import type { EditedLine, LineEditor } from "../../terminal/line-editor.js";

/** The delete key, as terminals send it; keysOfTerminal gives rubout for it. */
const DELETE_KEY = "\x1b[3~";
const RUBOUT = "\x7f";
const BELL = "\x07";
const MAX_HISTORY = 500;

interface Line {
  readonly readline: Interface;
  readonly capacity: number;
  /** Characters were dropped because the line was full. */
  isCut: boolean;
}

export class ReadlineEditor implements LineEditor {
  readonly #output: NodeJS.WriteStream;
  readonly #paint: (text: string) => string;
  /** A line after which the user leaves at the next prompt. */
  readonly #farewell: RegExp | undefined;
  /** Turns keys into events. */
  readonly #source = new PassThrough();
  /** The latest first. */
  #history: string[] = [];
  #line: Line | undefined;
  #ended: { text: string | null; rest: string } | undefined;
  #leaves = false;
  #wasReturn = false;

  /**
   * @param paint colours the prompt as the program's output is coloured
   * @param farewell lines after which the next prompt is left
   */
  constructor(output: NodeJS.WriteStream, paint: (text: string) => string, farewell?: RegExp) {
    this.#output = output;
    this.#paint = paint;
    this.#farewell = farewell;
    emitKeypressEvents(this.#source);
    this.#source.on("keypress", (text: string | undefined, key: Key) => this.#press(text, key));
  }

  accepts(prompt: string): boolean {
    return prompt.length < this.#output.columns;
  }

  begin(capacity: number, prompt: string): void {
    this.#ended = undefined;
    const readline = createInterface({
      input: new PassThrough(),
      output: this.#output,
      terminal: true,
      history: [...this.#history],
      historySize: MAX_HISTORY,
    });
    readline.setPrompt(this.#paint(prompt));
    this.#line = { readline, capacity, isCut: false };
    if (this.#leaves) this.#end(null);
  }

  type(keys: string): EditedLine | undefined {
    if (this.#ended !== undefined) this.#ended.rest += keys;
    else this.#source.emit("data", Buffer.from(keys.replaceAll(RUBOUT, DELETE_KEY)));
    return this.#ended;
  }

  close(): void {
    this.#line?.readline.close();
    this.#line = undefined;
  }

  #press(text: string | undefined, key: Key): void {
    const sequence = key.sequence ?? text ?? "";
    if (this.#ended !== undefined) {
      this.#ended.rest += sequence;
      return;
    }
    const line = this.#line;
    if (line === undefined) return;
    const { readline } = line;
    const isSecondOfLineEnd = sequence === "\n" && this.#wasReturn;
    this.#wasReturn = sequence === "\r";
    if (isSecondOfLineEnd) return;
    if (sequence === "\r" || sequence === "\n") this.#end(readline.line.slice(0, line.capacity));
    else if (key.ctrl && key.name === "c") {
      toEnd(readline);
      this.#output.write("^C");
      this.#end(null);
    } else if (key.ctrl && key.name === "d" && readline.line === "") this.#end(null);
    else if (key.ctrl && key.name === "z") this.#suspend(readline);
    else if (sequence.length !== 1 || sequence < " ") {
      if (sequence !== "\t") readline.write(text as string, key);
      else this.#insert(line, " ", { name: "space", sequence: " " });
    } else this.#insert(line, sequence, key);
  }

  #insert(line: Line, character: string, key: Key): void {
    if (line.readline.line.length < line.capacity) line.readline.write(character, key);
    else {
      if (!line.isCut) this.#output.write(BELL);
      line.isCut = true;
    }
  }

  #end(text: string | null): void {
    const { readline, capacity, isCut } = this.#line!;
    toEnd(readline);
    this.close();
    if (text !== null) {
      if (isCut && text.length === capacity)
        this.#output.write(chalk.dim(` [the line was cut at ${capacity} characters]`));
      if (text.trim() !== "" && text !== this.#history[0])
        this.#history = [text, ...this.#history].slice(0, MAX_HISTORY);
      this.#leaves = this.#farewell?.test(text) ?? false;
    }
    this.#ended = { text, rest: "" };
  }

  /** Stops the process, as Ctrl-Z does elsewhere; the line is shown again when it continues. */
  #suspend(readline: Interface): void {
    if (process.platform === "win32") return;
    process.once("SIGCONT", () => {
      if (this.#line?.readline === readline) readline.prompt(true);
    });
    process.kill(process.pid, "SIGTSTP");
  }
}

function toEnd(readline: Interface): void {
  if (readline.cursor < readline.line.length)
    readline.write(null as unknown as string, { ctrl: true, name: "e" });
}
