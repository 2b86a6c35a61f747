/** Traces of a run as text files: system calls, or every instruction with its registers. */

import { decode, instructionText, parseSymbolFile } from "../asm/index.js";
import { hex } from "../base/hex.js";
import { type CpmMachine, describeCall, describeResult, type SystemCall, type Trace } from "../cpm/index.js";
import { readText } from "./files.js";
import { OutputFile } from "./output-file.js";

export interface TraceOptions {
  /** File for system calls. */
  readonly trace?: string;
  /** File for instructions. */
  readonly traceCpu?: string;
  /** Symbol file, for names of addresses. */
  readonly symbols?: string;
}

const CALL_LENGTH = 3;
const TSTATES_WIDTH = 12;
const NAME_WIDTH = 20;
const BYTES_WIDTH = 12;
const TEXT_WIDTH = 20;

interface TracedCall {
  readonly call: SystemCall;
  readonly text: string;
  /** DE at the call. */
  readonly argument: number;
  /** Number of its line in the trace. */
  readonly line: number;
}

/** The traces of one run. The machine is made with {@link hooks}; {@link attach} it afterwards. */
export class Tracing {
  readonly #names: ReadonlyMap<number, string>;
  readonly #calls: TraceFile | undefined;
  readonly #instructions: TraceFile | undefined;
  #machine: CpmMachine | undefined;
  /** Calls in progress, the innermost last: the program's code may run within a call and make calls itself. */
  #inProgress: TracedCall[] = [];

  constructor({ trace, traceCpu, symbols }: TraceOptions) {
    this.#names = symbols === undefined ? new Map() : namesOf(parseSymbolFile(readText(symbols), symbols));
    this.#calls = trace === undefined ? undefined : new TraceFile(trace);
    this.#instructions = traceCpu === undefined ? undefined : new TraceFile(traceCpu);
  }

  attach(machine: CpmMachine): void {
    this.#machine = machine;
  }

  /** The trace functions for the machine. */
  get hooks(): Trace {
    return {
      ...(this.#calls && {
        call: (call: SystemCall) => this.#traceCall(this.#calls!, call),
        result: (call: SystemCall) => this.#traceResult(this.#calls!, call),
      }),
      ...(this.#instructions && {
        instruction: (pc: number) => this.#traceInstruction(this.#instructions!, pc),
      }),
    };
  }

  /** Writes the rest; a second call does nothing. @throws InputError if there is no room for it */
  close(): void {
    this.#calls?.close();
    this.#instructions?.close();
  }

  /** `T-states  caller  name  call -> result`; a call that ends the program has no result, a warm boot no caller. */
  #traceCall(file: TraceFile, call: SystemCall): void {
    const { memory, registers, tStates } = this.#machine!;
    const returnTo = memory[registers.sp] | (memory[(registers.sp + 1) & 0xffff] << 8);
    const caller = (returnTo - CALL_LENGTH) & 0xffff;
    const text = describeCall(call, memory, registers);
    const isCalled = !("bios" in call && call.bios === "wboot");
    file.startLine(isCalled ? `${this.#place(tStates, caller)} ${text}` : `${this.#place(tStates)} ${text}`);
    this.#inProgress.push({ call, text, argument: registers.de, line: file.lines });
  }

  #traceResult(file: TraceFile, call: SystemCall): void {
    const { memory, registers, tStates } = this.#machine!;
    const at = this.#inProgress.findLastIndex((traced) => traced.call === call);
    const { text, argument, line } = this.#inProgress[at];
    this.#inProgress.length = at;
    const result = describeResult(call, memory, registers, argument);
    if (result === "") return;
    // other calls were written in between
    if (line !== file.lines) file.startLine(`${this.#place(tStates)} ${text}`);
    file.write(` -> ${result}`);
  }

  /** `T-states  address  name  bytes  instruction  registers before it` */
  #traceInstruction(file: TraceFile, pc: number): void {
    const { memory, registers, tStates } = this.#machine!;
    const decoded = decode((address) => memory[address & 0xffff], pc);
    const bytes = Array.from({ length: decoded?.length ?? 1 }, (_, i) => hex(memory[(pc + i) & 0xffff], 2));
    const text =
      decoded === undefined
        ? `db ${hex(memory[pc], 2)}h`
        : instructionText(decoded, pc, (address) => this.#names.get(address));
    const { af, bc, de, hl, ix, iy, sp } = registers;
    const values = Object.entries({ af, bc, de, hl, ix, iy, sp });
    const shown = values.map(([name, value]) => `${name}=${hex(value, 4)}`).join(" ");
    file.startLine(
      `${this.#place(tStates, pc)} ${bytes.join(" ").padEnd(BYTES_WIDTH)}${text.padEnd(TEXT_WIDTH)} ${shown}`,
    );
  }

  #place(tStates: number, address?: number): string {
    const name = address === undefined ? "" : (this.#names.get(address) ?? "");
    const shown = address === undefined ? "----" : hex(address, 4);
    const column = this.#names.size === 0 ? "" : ` ${name.padEnd(NAME_WIDTH)}`;
    return `${String(tStates).padStart(TSTATES_WIDTH)} ${shown}${column}`;
  }
}

/** A trace of lines; a line ends when the next one begins, so that results can follow on it. */
class TraceFile {
  readonly #file: OutputFile;
  #inLine = false;

  constructor(path: string) {
    this.#file = new OutputFile(path);
  }

  /** Lines begun so far. */
  lines = 0;

  startLine(text: string): void {
    this.lines++;
    this.#file.write(this.#inLine ? `\n${text}` : text);
    this.#inLine = true;
  }

  write(text: string): void {
    this.#file.write(text);
  }

  close(): void {
    if (this.#inLine) this.#file.write("\n");
    this.#inLine = false;
    this.#file.close();
  }
}

/** Names of addresses; if one has several names, the first. */
function namesOf(symbols: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const [name, value] of symbols) if (!names.has(value)) names.set(value, name);
  return names;
}
