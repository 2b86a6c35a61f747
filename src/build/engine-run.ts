/**
 * Talks with a program of whatever machine, without the machine: the engine and the talk run on a bare processor, and
 * what the machine's file gives (`asm/chat.asm`) is done here.
 *
 *   const run = new EngineRun(program);
 *   const { reply, asked, marks } = run.ask("hello");
 */

import { pagingPorts } from "../machines/paging.js";
import { Cpu } from "../z80/cpu.js";
import { type Answer, ProgramError } from "./ask.js";
import { push, returnFrom } from "./calls.js";
import type { Program } from "./program.js";

const CR = 13;
const LF = 10;
/** A program that works for longer than this over one question is stuck. */
const MAX_T_STATES = 4_000_000_000;

/** What the host wants to know while the processor runs. */
interface Hooks {
  /** Called before each instruction. */
  instruction?(cpu: Cpu, memory: Uint8Array): void;
}

export class EngineRun {
  /** T-states of `prepare`. */
  readonly startUpTStates: number;
  readonly memory = new Uint8Array(0x10000);
  readonly #cpu: Cpu;
  readonly #hooks: Hooks;
  readonly #at: (label: string) => number;

  constructor(program: Program, hooks: Hooks = {}) {
    this.#hooks = hooks;
    this.#at = (label) => {
      const address = program.assembly.symbols.get(label);
      if (address === undefined) throw new Error(`the program has no label ${label}`);
      return address;
    };
    this.#cpu = new Cpu(this.memory, pagingPorts(this.memory, program.banks));
    this.memory.set(program.bytes, program.origin);
    const { registers } = this.#cpu;
    // the stack ends where the program's memory does, unless banks are seen there
    registers.sp = this.#at(program.banks === undefined ? "MEMORY_END" : "STACK_END") & 0xffff;
    push(this.#cpu, this.memory, this.#at("chat"));
    registers.pc = this.#at("prepare");
    this.#runTo(new Map([[this.#at("chat"), () => false]]), "its start");
    this.startUpTStates = this.#cpu.clock.tStateCount;
    this.#runTo(
      this.#stops(() => {}),
      "its first prompt",
    );
  }

  /** @param question printable ASCII, at most 126 characters, other than what ends a chat */
  ask(question: string): Answer {
    const { registers, clock } = this.#cpu;
    const asked = clock.tStateCount;
    const line = this.#at("line");
    for (let i = 0; i < question.length; i++) this.memory[line + i] = question.charCodeAt(i);
    registers.hl = line;
    registers.b = question.length;
    returnFrom(this.#cpu, this.memory);
    let reply = "";
    const marks: number[] = [];
    this.#runTo(
      this.#stops((character) => {
        if (character === LF || marks.length > reply.length) return; // the line has ended
        marks.push(clock.tStateCount);
        if (character !== CR) reply += String.fromCharCode(character);
      }),
      `"${question}"`,
    );
    return { reply, asked, marks, done: clock.tStateCount };
  }

  /** What is done at the machine's routines: false stops there. */
  #stops(write: (character: number) => void): Map<number, () => boolean> {
    const { registers } = this.#cpu;
    return new Map<number, () => boolean>([
      [this.#at("read_line"), () => false],
      [
        this.#at("put_character"),
        () => {
          write(registers.a);
          returnFrom(this.#cpu, this.memory);
          return true;
        },
      ],
      [
        this.#at("leave"),
        () => {
          throw new ProgramError("the program left the chat");
        },
      ],
    ]);
  }

  #runTo(stops: ReadonlyMap<number, () => boolean>, what: string): void {
    const { registers, clock } = this.#cpu;
    const end = clock.tStateCount + MAX_T_STATES;
    const isStop = new Uint8Array(0x10000);
    for (const address of stops.keys()) isStop[address] = 1;
    while (clock.tStateCount < end) {
      this.#hooks.instruction?.(this.#cpu, this.memory);
      if (isStop[registers.pc] !== 0 && !stops.get(registers.pc)!()) return;
      if (isStop[registers.pc] === 0) this.#cpu.step();
    }
    throw new ProgramError(`${what}: the program doesn't come to an end`);
  }
}
