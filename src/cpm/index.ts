/** The room's front door: a CP/M 2.2 machine for programs and for whoever shows or tests them. */

export { Cpu, type Ports, type Registers } from "./cpu.js";
export type { ByteSink, ConsolePort } from "./devices.js";
export { CpmMachine, type MachineOptions, type StopReason } from "./machine.js";
export { DEFAULT_BDOS_BASE, TPA_START } from "./memory-map.js";
