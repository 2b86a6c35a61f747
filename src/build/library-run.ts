/**
 * Calls a library (`asm/machines/library.asm`) on a bare processor, as a program would that includes it.
 *
 *   const run = new LibraryRun(program);
 *   const { reply, asked, marks } = run.ask("hello");
 */

import { Cpu } from "../z80/cpu.js";
import { type Answer, ProgramError } from "./ask.js";
import { push, returnFrom } from "./calls.js";
import type { Program } from "./program.js";

/** A call that takes longer than this is stuck. */
const MAX_T_STATES = 4_000_000_000;
/** Addresses of the caller's, which hold no code: where calls return to, and its routine for a character. */
const RETURNED = 0x0000;
const CHARACTER = 0x0003;
/** Bytes for a question and the caller's stack. */
const CALLER_BYTES = 512;

export class LibraryRun {
  /** T-states of `init`. */
  readonly startUpTStates: number;
  readonly memory = new Uint8Array(0x10000);
  readonly #cpu: Cpu;
  readonly #program: Program;
  /** Where questions lie: below the library or above it. */
  readonly #question: number;

  constructor(program: Program) {
    this.#program = program;
    this.#cpu = new Cpu(this.memory, { read: () => 0xff, write: () => {} });
    this.memory.set(program.bytes, program.origin);
    this.#question = program.origin > 2 * CALLER_BYTES ? CALLER_BYTES : program.memoryEnd;
    this.#cpu.registers.sp = this.#question + CALLER_BYTES;
    this.#call("init", () => {});
    this.startUpTStates = this.#cpu.clock.tStateCount;
  }

  /** @param question printable ASCII, at most 126 characters */
  ask(question: string): Answer {
    const { registers, clock } = this.#cpu;
    const asked = clock.tStateCount;
    for (let i = 0; i < question.length; i++) this.memory[this.#question + i] = question.charCodeAt(i);
    Object.assign(registers, { hl: this.#question, b: question.length, de: CHARACTER });
    let reply = "";
    const marks: number[] = [];
    this.#call("ask_each", (character) => {
      marks.push(clock.tStateCount);
      reply += String.fromCharCode(character);
    });
    marks.push(clock.tStateCount);
    return { reply, asked, marks, done: clock.tStateCount };
  }

  #call(label: string, write: (character: number) => void): void {
    const { registers, clock } = this.#cpu;
    const end = clock.tStateCount + MAX_T_STATES;
    push(this.#cpu, this.memory, RETURNED);
    registers.pc = this.#program.assembly.symbols.get(label)!;
    while (registers.pc !== RETURNED) {
      if (registers.pc === CHARACTER) {
        write(registers.a);
        returnFrom(this.#cpu, this.memory);
      } else this.#cpu.step();
      if (clock.tStateCount > end) throw new ProgramError(`${label} doesn't come to an end`);
    }
    returnFrom(this.#cpu, this.memory);
  }
}
