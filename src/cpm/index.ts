/**
 * CP/M 2.2: a Z80 machine with 64 KB. `load` puts a program in memory; `run` runs it until it ends, needs a key, or
 * has used its T-states. The caller supplies console, drives, printer and punch; {@link MemoryDrive} is a drive in
 * memory. A trace reports each instruction and system call, and T-states are exact.
 *
 * @example
 * ```ts
 * import { assemble } from "zmlm/asm";
 * import { CpmMachine } from "zmlm/cpm";
 *
 * const { bytes } = assemble(" org 100h\n ld de,text\n ld c,9\n jp 5\ntext: db 'HELLO$'\n", { file: "hello.asm" });
 * let screen = "";
 * const machine = new CpmMachine({
 *   console: {
 *     read: () => undefined,
 *     ready: () => false,
 *     write: (byte) => {
 *       screen += String.fromCharCode(byte);
 *     },
 *   },
 * });
 * machine.load(bytes, "");
 * const { kind } = machine.run();
 * console.log(kind, screen, machine.tStates); // → exit HELLO 67
 * ```
 */

export type { ByteSink, ConsolePort } from "./devices.js";
export {
  type Drive,
  DriveError,
  type FileEntry,
  type FileId,
  isFileName,
  MAX_CAPACITY,
} from "./drive.js";
export { CpmMachine, type MachineOptions, type StopReason } from "./machine.js";
export { MemoryDrive } from "./memory-drive.js";
export { DEFAULT_BDOS_BASE, HIGHEST_BDOS_BASE, LOWEST_BDOS_BASE, TPA_START } from "./memory-map.js";
export { submittedCommands } from "./submit.js";
export { describeCall, describeResult, type SystemCall, type Trace } from "./trace.js";
