/** The room's front door: a CP/M 2.2 machine for programs and for whoever shows or tests them. */

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
export { DEFAULT_BDOS_BASE, TPA_START } from "./memory-map.js";
export { describeCall, describeResult, type SystemCall, type Trace } from "./trace.js";
