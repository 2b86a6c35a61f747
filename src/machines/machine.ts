/**
 * What a machine is to the build: where a program lies in its memory, and how the program becomes a file that the
 * machine loads. Its routines are in `asm/machines/`; `asm/chat.asm` says what they must give.
 *
 * A new machine is a file here, one there, and an entry in `machines.ts`.
 */

/** Eight pages: what `workPages` must give. */
export const WORK_BYTES = 8 * 256;

/** A program as it lies in memory. */
export interface Image {
  /** Address of the first byte. */
  readonly origin: number;
  readonly bytes: Uint8Array;
  /** Address of `start`. */
  readonly start: number;
}

/** A kind of file that a machine, or an emulator of it, loads. */
export interface FileFormat {
  /** With its dot, in lower case: `.com`. */
  readonly extension: string;
  /** The whole file. @param name what the machine calls the program, where it has a name */
  make(image: Image, name?: string): Uint8Array;
  /** How an owner loads it, in a line. */
  readonly load: string;
}

export interface Machine {
  /** Its name in options: `cpm`. */
  readonly name: string;
  /** Its name in messages: `CP/M`. */
  readonly title: string;
  /** The program's main source, a file of `asm/`. */
  readonly source: string;
  /** `ORIGIN`: address of the program. */
  readonly origin: number;
  /** `MEMORY_END`: first address that the program must leave alone; a build may override it. */
  readonly memoryEnd: number;
  /**
   * `WORK_PAGES`: address, at the beginning of a page, of WORK_BYTES of memory outside the program, if the machine has
   * them to spare. Nothing else may write there while the program runs.
   */
  readonly workPages?: number;
  /** Name of the memory that ends at `memoryEnd`, for messages: `the TPA`. */
  readonly memoryName: string;
  /** Hz of the processor. */
  readonly clock: number;
  /**
   * Factor of time by which the processor waits for memory that it shares with the screen, as measured over replies of
   * both examples; without, 1. Interrupts aren't in it: the programs turn them off while they compute, or they are few.
   */
  readonly slowdown?: number;
  /** The formats that a build can write; the first is the default. */
  readonly files: readonly [FileFormat, ...FileFormat[]];
}

/** T-states of a program that a machine runs in a second, waits for memory counted. */
export function tStatesASecond({ clock, slowdown = 1 }: Machine): number {
  return clock / slowdown;
}
