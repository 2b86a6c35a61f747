/** What a machine does, told to whoever wants to know, and system calls in words. */

import { hex } from "../base/hex.js";
import { shown } from "../base/shown.js";
import type { Registers } from "../z80/cpu.js";
import type { BiosEntry } from "./bios.js";
import { Fcb, nameOfPattern } from "./fcb.js";

/** A call of the BDOS by function, or of the BIOS by entry. */
export type SystemCall = { readonly bdos: number } | { readonly bios: BiosEntry };

/** Told of while a machine runs; with `instruction` it runs slowly. */
export interface Trace {
  /** The instruction at PC runs next. */
  instruction?(pc: number): void;
  /** A call begins: registers and memory are as the program left them, the return address on the stack. */
  call?(call: SystemCall): void;
  /** The call is done: the registers hold what it gives. A call that ends the program isn't. */
  result?(call: SystemCall): void;
}

type Argument = "none" | "byte" | "character" | "word" | "string" | "buffer" | "file" | "record";
type Result = "none" | "code" | "character" | "word" | "line";

/** BDOS functions by number: name, what DE or E holds, what comes back. */
const BDOS: Readonly<Record<number, readonly [name: string, argument: Argument, result: Result]>> = {
  0: ["system reset", "none", "none"],
  1: ["console input", "none", "character"],
  2: ["console output", "character", "none"],
  3: ["reader input", "none", "character"],
  4: ["punch output", "character", "none"],
  5: ["list output", "character", "none"],
  6: ["direct console", "byte", "code"],
  7: ["get IOBYTE", "none", "code"],
  8: ["set IOBYTE", "byte", "none"],
  9: ["print string", "string", "none"],
  10: ["read line", "buffer", "line"],
  11: ["console status", "none", "code"],
  12: ["version", "none", "word"],
  13: ["reset disks", "none", "code"],
  14: ["select disk", "byte", "none"],
  15: ["open file", "file", "code"],
  16: ["close file", "file", "code"],
  17: ["search first", "file", "code"],
  18: ["search next", "none", "code"],
  19: ["delete file", "file", "code"],
  20: ["read sequential", "file", "code"],
  21: ["write sequential", "file", "code"],
  22: ["make file", "file", "code"],
  23: ["rename file", "file", "code"],
  24: ["login vector", "none", "word"],
  25: ["current disk", "none", "code"],
  26: ["set DMA address", "word", "none"],
  27: ["allocation vector", "none", "word"],
  28: ["write protect disk", "none", "none"],
  29: ["read-only vector", "none", "word"],
  30: ["set attributes", "file", "code"],
  31: ["disk parameters", "none", "word"],
  32: ["user number", "byte", "code"],
  33: ["read random", "record", "code"],
  34: ["write random", "record", "code"],
  35: ["file size", "file", "code"],
  36: ["set random record", "file", "none"],
  37: ["reset drives", "word", "code"],
  40: ["write random, zero fill", "record", "code"],
};

/** Longest text shown of a string. */
const MAX_SHOWN = 60;
const DOLLAR = 0x24;

/** A call in words, such as `BDOS 9 print string 0123h "> "`. */
export function describeCall(call: SystemCall, memory: Uint8Array, registers: Registers): string {
  if ("bios" in call)
    return `BIOS ${call.bios}${call.bios === "wboot" ? "" : ` BC=${hex(registers.bc, 4)}h`}`;
  const [name, argument] = BDOS[call.bdos] ?? ["unknown function", "word"];
  const shown = describeArgument(argument, memory, registers.de);
  return `BDOS ${call.bdos} ${name}${shown === "" ? "" : ` ${shown}`}`;
}

/** What a call gave, such as `A=FFh`; empty if nothing. @param de DE at the call */
export function describeResult(
  call: SystemCall,
  memory: Uint8Array,
  registers: Registers,
  de: number,
): string {
  if ("bios" in call) return `A=${hex(registers.a, 2)}h`;
  switch (BDOS[call.bdos]?.[2] ?? "code") {
    case "none":
      return "";
    case "code":
      return `A=${hex(registers.a, 2)}h`;
    case "character":
      return `A=${character(registers.a)}`;
    case "word":
      return `HL=${hex(registers.hl, 4)}h`;
    case "line":
      return quoted(memory.subarray(de + 2, de + 2 + memory[(de + 1) & 0xffff]));
  }
}

function describeArgument(argument: Argument, memory: Uint8Array, de: number): string {
  switch (argument) {
    case "none":
      return "";
    case "byte":
      return `E=${hex(de & 0xff, 2)}h`;
    case "character":
      return `E=${character(de & 0xff)}`;
    case "word":
      return `DE=${hex(de, 4)}h`;
    case "buffer":
      return `${hex(de, 4)}h, ${memory[de]} characters`;
    case "string": {
      const end = memory.indexOf(DOLLAR, de);
      return `${hex(de, 4)}h ${quoted(memory.subarray(de, end < 0 ? undefined : end))}`;
    }
    case "file":
      return describeFile(new Fcb(memory, de));
    case "record": {
      const fcb = new Fcb(memory, de);
      return `${describeFile(fcb)} at random ${fcb.randomRecord}`;
    }
  }
}

function describeFile(fcb: Fcb): string {
  const drive = fcb.drive === 0 || fcb.drive > 16 ? "" : `${String.fromCharCode(0x40 + fcb.drive)}:`;
  return `${drive}${shown(nameOfPattern(fcb.pattern))} record ${fcb.position}`;
}

function character(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? `'${String.fromCharCode(byte)}'` : `${hex(byte, 2)}h`;
}

function quoted(bytes: Uint8Array): string {
  const text = shown(JSON.stringify(String.fromCharCode(...bytes.subarray(0, MAX_SHOWN))));
  return bytes.length > MAX_SHOWN ? `${text}…` : text;
}
