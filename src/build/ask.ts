/**
 * Talks with a chat program in the emulator: many questions in one running chat, or one on its command line.
 *
 *   const questioner = new Questioner(com);
 *   const { reply, asked, marks } = questioner.ask("hello");
 */

import { CpmMachine, type StopReason } from "../cpm/index.js";

const CR = 0x0d;
const LF = 0x0a;

/** T-states after which a program is taken to be stuck on a question: ten minutes at 4 MHz, seconds in the emulator. */
const MAX_T_STATES = 2_500_000_000;
/** System calls after which it is taken to be stuck; they take few T-states. */
const MAX_CALLS = 5_000_000;
/** Characters that it may write before it asks for a key. */
const MAX_SCREEN = 10_000;

/** A program that doesn't behave as a chat program does. */
export class ProgramError extends Error {
  override readonly name: string = "ProgramError";
}

/** The program has ended instead of going on with the chat. */
class ProgramLeft extends ProgramError {
  override readonly name = "ProgramLeft";
}

export interface Answer {
  readonly reply: string;
  /** T-state count when the program got the question. */
  readonly asked: number;
  /** T-state count at each character of the reply, then at the end of its line. */
  readonly marks: readonly number[];
  /** T-state count when the program was done: at its next prompt, or where it left. */
  readonly done: number;
}

/** Called before each instruction that runs for a question, with its address and the T-state count. */
export type Watch = (pc: number, tStates: number) => void;

export interface AskOptions {
  readonly watch?: Watch | undefined;
  /** Where the emulated machine's memory for programs ends; E406h unless told. */
  readonly memoryEnd?: number | undefined;
}

/** A running chat program. Between questions it waits at its prompt. */
export class Chat {
  /** T-states from the program's start to its first prompt. */
  readonly startUpTStates: number;
  readonly #machine: CpmMachine;
  #keys: number[] = [];
  #reply = "";
  #marks: number[] = [];
  /** Line of the screen that is being written, from 0, where the question is typed. */
  #line = 0;
  #bounds = new Bounds();

  /**
   * Starts the program and runs it to its first prompt, where it waits for a key.
   * @param com a .COM file that chats when its command tail is empty
   * @throws ProgramError if it doesn't reach a prompt
   */
  constructor(com: Uint8Array, { watch, memoryEnd }: AskOptions = {}) {
    let starting = true;
    this.#machine = new CpmMachine({
      ...(memoryEnd !== undefined && { bdosBase: memoryEnd }),
      console: {
        read: () => this.#keys.shift(),
        ready: () => this.#keys.length > 0,
        write: (byte) => this.#show(byte),
        wantsTurn: () => this.#bounds.isStuck(),
      },
      ...(watch && {
        trace: {
          instruction: (pc: number) => {
            if (!starting) watch(pc, this.#machine.tStates);
          },
        },
      }),
    });
    this.#machine.load(com, "");
    this.#bounds = new Bounds();
    const stop = this.#machine.run(MAX_T_STATES);
    if (stop.kind !== "input") throw stopped(stop, "left instead of asking for a question");
    starting = false;
    this.startUpTStates = this.#machine.tStates;
  }

  /**
   * Types a question and its line end, and runs the program to the next prompt.
   * @param question printable ASCII, at most 126 characters
   * @throws ProgramError if it doesn't reach a prompt; this chat is over then
   */
  ask(question: string): Answer {
    const asked = this.#machine.tStates;
    this.#keys = Array.from(`${question}\r`, (character) => character.charCodeAt(0));
    this.#reply = "";
    this.#marks = [];
    this.#line = 0;
    this.#bounds = new Bounds(question);
    const stop = this.#machine.run(MAX_T_STATES);
    if (stop.kind !== "input") throw stopped(stop, "left the chat", question);
    return { reply: this.#reply, asked, marks: this.#marks, done: this.#machine.tStates };
  }

  /** Line 0 shows the question, line 1 the reply, line 2 the next prompt. */
  #show(byte: number): void {
    this.#bounds.countCharacter();
    if (byte === LF) this.#line++;
    else if (this.#line === 1 && this.#marks.length === this.#reply.length) {
      this.#marks.push(this.#machine.tStates);
      if (byte !== CR) this.#reply += String.fromCharCode(byte);
    }
  }
}

/**
 * Types questions into one chat, one after the other.
 * @param com a .COM file that chats when its command tail is empty
 * @returns each question's reply
 * @throws ProgramError if it doesn't chat
 */
export function* converse(com: Uint8Array, questions: Iterable<string>): Generator<string> {
  const chat = new Chat(com);
  for (const question of questions) yield chat.ask(question).reply;
}

/**
 * T-states from a program's start to its first prompt, where it waits for a key.
 * @throws ProgramError if it never does
 */
export function startUp(com: Uint8Array): number {
  return new Chat(com).startUpTStates;
}

/**
 * Runs a program once with a question as its command tail.
 * @param com a .COM file that answers its tail and leaves
 * @throws ProgramError if it doesn't
 */
export function ask(com: Uint8Array, question: string, { watch, memoryEnd }: AskOptions = {}): Answer {
  const marks: number[] = [];
  let reply = "";
  const bounds = new Bounds(question);
  const machine: CpmMachine = new CpmMachine({
    ...(memoryEnd !== undefined && { bdosBase: memoryEnd }),
    console: {
      read: () => undefined,
      ready: () => false,
      wantsTurn: () => bounds.isStuck(),
      write(byte) {
        bounds.countCharacter();
        if (byte === LF) return;
        marks.push(machine.tStates);
        if (byte !== CR) reply += String.fromCharCode(byte);
      },
    },
    ...(watch && { trace: { instruction: (pc: number) => watch(pc, machine.tStates) } }),
  });
  machine.load(com, question);
  const stop = machine.run(MAX_T_STATES);
  if (stop.kind !== "exit")
    throw stopped(stop, "waits for a key; it takes no question from its command tail", question);
  return { reply, asked: 0, marks, done: machine.tStates };
}

/**
 * Asks a program many questions in one running chat, as its start may take longer than its reply. A question that
 * ends the chat, as "!" does, is asked on the command line of a program started anew.
 */
export class Questioner {
  readonly #com: Uint8Array;
  readonly #options: AskOptions;
  #chat: Chat | undefined;
  #startUpTStates: number | undefined;
  /** False once the program has turned out to answer command lines only. */
  #chats = true;

  /** @param options their `watch` isn't told of the program's start */
  constructor(com: Uint8Array, options: AskOptions = {}) {
    this.#com = com;
    this.#options = options;
  }

  /** @throws ProgramError if the program never comes to a prompt */
  get startUpTStates(): number {
    this.#startUpTStates ??= this.#running().startUpTStates;
    return this.#startUpTStates;
  }

  /** @throws ProgramError if the program answers neither in a chat nor on its command line */
  ask(question: string): Answer {
    try {
      if (this.#chats) return this.#running().ask(question);
    } catch (error) {
      if (!(error instanceof ProgramLeft)) throw error;
      this.#chats = this.#chat !== undefined;
      this.#chat = undefined;
    }
    // up to where it would prompt, a program with a command line does the same
    const asked = this.#startUpTStates ?? 0;
    const { watch } = this.#options;
    const answer = ask(this.#com, question, {
      ...this.#options,
      watch: watch && ((pc, tStates) => tStates > asked && watch(pc, tStates)),
    });
    return { ...answer, asked };
  }

  #running(): Chat {
    this.#chat ??= new Chat(this.#com, this.#options);
    this.#startUpTStates = this.#chat.startUpTStates;
    return this.#chat;
  }
}

/** What a program may do until it waits for a key. */
class Bounds {
  readonly #question: string | undefined;
  #characters = 0;
  #calls = 0;

  constructor(question?: string) {
    this.#question = question;
  }

  /** One more character. @throws ProgramError if there are too many: one system call may write without end */
  countCharacter(): void {
    if (++this.#characters > MAX_SCREEN)
      throw new ProgramError(`${when(this.#question)}the program writes without end`);
  }

  /** One more system call: true if there are too many. */
  isStuck(): boolean {
    return ++this.#calls > MAX_CALLS;
  }
}

/** What comes before a fault: the question it came over. */
function when(question: string | undefined): string {
  return question === undefined ? "" : `asked "${question}", `;
}

/** @param question the one it was asked when it stopped */
function stopped(stop: StopReason, otherwise: string, question?: string): ProgramError {
  const before = when(question);
  if (stop.kind === "fault") return new ProgramError(`${before}the program ${stop.message}`);
  if (stop.kind === "limit") return new ProgramError(`${before}the program doesn't come to an end`);
  const Fault = stop.kind === "exit" ? ProgramLeft : ProgramError;
  return new Fault(`${before}the program ${otherwise}`);
}
