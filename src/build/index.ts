/**
 * From a network to the Z80 program that speaks it on some machine, to the file that the machine loads, and to what
 * the program costs in bytes and T-states; and questions to a program that runs in the emulator. A network that
 * doesn't fit is an `InputError` that says by how many bytes. The sources in `asm/` come from the host:
 * `zmlm/build/node` reads them from the package.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { fileURLToPath } from "node:url";
 * import { buildProgram, CPM, Questioner } from "zmlm/build";
 * import { programSource } from "zmlm/build/node";
 * import { parseModel } from "zmlm/model";
 *
 * const file = fileURLToPath(import.meta.resolve("zmlm/data/tinychat/model.json"));
 * const model = parseModel(readFileSync(file, "utf8"), file);
 * const program = buildProgram(model, { machine: CPM, layout: "packed", sources: programSource });
 * const com = CPM.files[0].make(program);
 * console.log(program.layout, com.length < 40_960); // → packed true
 * console.log(new Questioner(com).ask("hello").reply); // → HI
 * ```
 */

export { InputError } from "../base/input-error.js";
export { CPM } from "../machines/cpm.js";
export type { FileFormat, Image, Machine } from "../machines/machine.js";
export { MACHINES } from "../machines/machines.js";
export {
  type Answer,
  type AskOptions,
  ask,
  Chat,
  converse,
  ProgramError,
  Questioner,
  startUp,
  type Watch,
} from "./ask.js";
export { BENCH_QUESTIONS, type Benchmark, benchmark, benchmarkEngine } from "./bench.js";
export { type ProfileRow, profile } from "./profile.js";
export {
  ALL_LAYOUTS,
  type BuildOptions,
  buildLayouts,
  buildProgram,
  type Candidate,
  LAYOUTS,
  type Layout,
  layoutsInTurn,
  type Program,
} from "./program.js";
export { MAX_QUESTIONS, type Talk } from "./talk.js";
export { type Exchange, parseTranscript, updateTranscript } from "./transcript.js";
