/** Talks with a chat program in the emulator: one question on its command line, or many in a chat. */

import { CpmMachine, type StopReason } from "../cpm/index.js";

const CR = 0x0d;
const LF = 0x0a;

/** A program that works for longer than this over one question is stuck. */
const MAX_T_STATES = 4_000_000_000;

/** A program that doesn't behave as a chat program does. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}

export interface Answer {
  readonly reply: string;
  /** T-state count at each character of the reply, then at the end of its line. */
  readonly marks: readonly number[];
}

/**
 * Runs a program once with a question as its command tail.
 * @param com a .COM file that answers its tail and leaves
 * @throws ProgramError if it doesn't
 */
export function ask(com: Uint8Array, question: string): Answer {
  const marks: number[] = [];
  let reply = "";
  const machine: CpmMachine = new CpmMachine({
    console: {
      read: () => undefined,
      ready: () => false,
      write(byte) {
        if (byte === LF) return;
        marks.push(machine.tStates);
        if (byte !== CR) reply += String.fromCharCode(byte);
      },
    },
  });
  runToReply(machine, com, question);
  return { reply, marks };
}

/**
 * Runs a program with a question as its command tail until it leaves.
 * @throws ProgramError if it doesn't
 */
export function runToReply(machine: CpmMachine, com: Uint8Array, question: string): void {
  machine.load(com, question);
  const stop = machine.run(MAX_T_STATES);
  if (stop.kind !== "exit")
    throw stopped(stop, "waits for a key; it takes no question from its command tail", question);
}

/**
 * T-states from a program's start to its first prompt, where it waits for a key.
 * @throws ProgramError if it never does
 */
export function startUp(com: Uint8Array): number {
  const machine = new CpmMachine({ console: { read: () => undefined, ready: () => false, write: () => {} } });
  machine.load(com, "");
  const stop = machine.run(MAX_T_STATES);
  if (stop.kind !== "input") throw stopped(stop, "left instead of asking for a question");
  return machine.tStates;
}

/**
 * Types questions into one chat, one after the other.
 * @param com a .COM file that chats when its command tail is empty
 * @returns each question's reply
 * @throws ProgramError if it doesn't chat
 */
export function* converse(com: Uint8Array, questions: Iterable<string>): Generator<string> {
  const keys: number[] = [];
  let screen = "";
  const machine = new CpmMachine({
    console: {
      read: () => keys.shift(),
      ready: () => keys.length > 0,
      write(byte) {
        screen += String.fromCharCode(byte);
      },
    },
  });
  machine.load(com, "");
  for (const question of questions) {
    const before = machine.run(MAX_T_STATES);
    if (before.kind !== "input") throw stopped(before, "left the chat");
    screen = "";
    for (const character of question) keys.push(character.charCodeAt(0));
    keys.push(CR);
    const after = machine.run(MAX_T_STATES);
    if (after.kind !== "input") throw stopped(after, "left the chat", question);
    // The echo of the question, its reply, the next prompt.
    yield screen.split("\r\n")[1] ?? "";
  }
}

/** @param question the one it was asked when it stopped */
function stopped(stop: StopReason, otherwise: string, question?: string): ProgramError {
  const before = question === undefined ? "" : `asked "${question}", `;
  if (stop.kind === "fault") return new ProgramError(`${before}the program ${stop.message}`);
  const what = stop.kind === "limit" ? "doesn't come to an end" : otherwise;
  return new ProgramError(`${before}the program ${what}`);
}
