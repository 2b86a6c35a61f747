/** What the page and its building worker tell each other. */

import type { Benchmark } from "../../build/bench.js";
import type { PageProgram } from "../../jobs/page.js";

export interface BuildTask {
  /** `file`: the name to give in errors; default: the model's. */
  readonly model: { readonly name: string; readonly text: string; readonly file?: string };
  /** Name of the machine; default: cpm. */
  readonly machine?: string | undefined;
  /** Extension of the file to make, with its dot; default: the machine's usual one. */
  readonly extension?: string | undefined;
  /** Makes a disk image of this format, with the CP/M program and a README.TXT, instead of the machine's file. */
  readonly disk?: DiskTask | undefined;
  /** True: the program is measured too, which takes longer than building it. */
  readonly measured?: boolean | undefined;
}

export interface DiskTask {
  /** Name of the disk's format. */
  readonly format: string;
  /** The program's name on the disk. */
  readonly name: string;
  /** README.TXT has the questions of this transcript; without, some ordinary ones. */
  readonly transcript?: { readonly text: string; readonly file: string } | undefined;
}

export interface BuiltFile {
  /** The machine's file, or the disk's image. */
  readonly bytes: Uint8Array;
  readonly program: PageProgram;
  /** Undefined if it wasn't measured, or if all replies to the test questions are empty. */
  readonly cost: Benchmark | undefined;
  readonly tStatesPerSecond: number;
  readonly memoryEnd: number;
}

/** What the worker answers: a file, or a sentence that says why there is none. */
export type BuildAnswer = { readonly built: BuiltFile } | { readonly fault: string };
