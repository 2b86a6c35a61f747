/**
 * What a machine is to the build: where a program lies in its memory, and how the program becomes a file that the
 * machine loads. Its routines are in `asm/machines/`; `asm/chat.asm` says what they must give.
 *
 * A new machine is a file here, one there, and an entry in `machines.ts`.
 */

import type { Banks, Paging } from "./paging.js";

/** Eight pages: what `workPages` must give. */
export const WORK_BYTES = 8 * 256;

/** A program as it lies in memory. */
export interface Image {
  /** Address of the first byte. */
  readonly origin: number;
  readonly bytes: Uint8Array;
  /** Address of `start`. */
  readonly start: number;
  /** What it has in banks of memory besides, if anything. */
  readonly banks?: Banks | undefined;
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
  /** `ORIGIN`: lowest address of a program. */
  readonly origin: number;
  /** `MEMORY_END`: first address that the program must leave alone; a build may override it. */
  readonly memoryEnd: number;
  /**
   * `WORK_PAGES`: address, at the beginning of a page, of WORK_BYTES of memory outside the program, if the machine has
   * them to spare. Nothing else may write there while the program runs.
   */
  readonly workPages?: number;
  /**
   * True if the program may be left and started again, and these pages are the system's meanwhile. Then tables that only
   * its first start makes can't lie there.
   */
  readonly losesWorkPages?: boolean;
  /** Its banks of memory, if it has such. */
  readonly paging?: Paging;
  /**
   * First address of memory that the processor never waits for, if memory below is slower: a program with room to spare
   * lies higher than `origin`, and at most here.
   */
  readonly fastFrom?: number;
  /** True if `put_character` may be called while `prepare` runs: it neither leaves nor needs much of the stack. */
  readonly showsProgress?: boolean;
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

/** T-states of a program that a machine runs in a second, waits for memory counted. @param origin where it lies */
export function tStatesASecond(machine: Machine, origin: number): number {
  return machine.clock / slowdownOf(machine, origin);
}

/** Factor of time by which the processor waits. @param origin where the program lies */
export function slowdownOf({ slowdown = 1, fastFrom }: Machine, origin: number): number {
  return fastFrom !== undefined && origin >= fastFrom ? 1 : slowdown;
}
