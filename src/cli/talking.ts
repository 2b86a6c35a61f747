/** Talks to a program for CP/M in the emulator, on this terminal or on pipes. */

import { CpmMachine } from "../cpm/index.js";
import { exitCodeOf } from "./terminal/end.js";
import { Session } from "./terminal/session.js";

/** After it, whoever sits at a terminal wants to leave. */
const FAREWELL = /^\s*((good ?)?bye|exit|quit)\W*$/i;
/** T-states of a program's start: far more than any layout takes. */
const MAX_START = 200_000_000;

export interface TalkSettings {
  /** From the first prompt on, run at the speed of this clock; default: as fast as possible. */
  readonly clock?: number | undefined;
  /** Lines are read as CP/M reads them, not edited as in a shell. */
  readonly authentic?: boolean | undefined;
  /** The program's name in messages. */
  readonly file: string;
}

/**
 * Runs a chat until it is left.
 * @returns the exit code
 */
export async function talkTo(program: Uint8Array, { clock, authentic, file }: TalkSettings): Promise<number> {
  const session = new Session({ authentic, farewell: FAREWELL });
  const machine = new CpmMachine({ console: session.console });
  machine.load(program, "");
  // unpacking the weights takes seconds at 4 MHz: the clock counts from the first prompt on
  machine.run(MAX_START);
  const end = await session.run(machine, clock === undefined ? {} : { clockMHz: clock });
  return exitCodeOf(end, file);
}
