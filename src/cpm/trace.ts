/** Traces: callbacks for what a machine does, and system calls in words. */

import { hex } from "../base/hex.js";
import { shown } from "../base/shown.js";
import type { Registers } from "../z80/cpu.js";
import type { BiosEntry } from "./bios.js";
import { Fcb, nameOfPattern } from "./fcb.js";
import * as fn from "./functions.js";

/** A call of a BDOS function, by number, or of a BIOS entry, by name. */
export type SystemCall = { readonly bdos: number } | { readonly bios: BiosEntry };

/** Callbacks of a running machine; `instruction` makes it slow. */
export interface Trace {
  /** The instruction at PC runs next. */
  instruction?(pc: number): void;
  /** A call begins: registers and memory are as the program left them, the return address on the stack. */
  call?(call: SystemCall): void;
  /** The call is done: the registers hold its result. Not called for a call that ends the program. */
  result?(call: SystemCall): void;
}

type Argument = "none" | "byte" | "character" | "word" | "string" | "buffer" | "file" | "record";
type Result = "none" | "code" | "character" | "word" | "line";

/** BDOS functions by number: name, meaning of DE or E, kind of result. */
const BDOS: Readonly<Record<number, readonly [name: string, argument: Argument, result: Result]>> = {
  [fn.SYSTEM_RESET]: ["system reset", "none", "none"],
  [fn.CONSOLE_INPUT]: ["console input", "none", "character"],
  [fn.CONSOLE_OUTPUT]: ["console output", "character", "none"],
  [fn.READER_INPUT]: ["reader input", "none", "character"],
  [fn.PUNCH_OUTPUT]: ["punch output", "character", "none"],
  [fn.LIST_OUTPUT]: ["list output", "character", "none"],
  [fn.DIRECT_CONSOLE]: ["direct console", "byte", "code"],
  [fn.GET_IOBYTE]: ["get IOBYTE", "none", "code"],
  [fn.SET_IOBYTE]: ["set IOBYTE", "byte", "none"],
  [fn.PRINT_STRING]: ["print string", "string", "none"],
  [fn.READ_LINE]: ["read line", "buffer", "line"],
  [fn.CONSOLE_STATUS]: ["console status", "none", "code"],
  [fn.VERSION]: ["version", "none", "word"],
  [fn.RESET_DISKS]: ["reset disks", "none", "code"],
  [fn.SELECT_DISK]: ["select disk", "byte", "none"],
  [fn.OPEN_FILE]: ["open file", "file", "code"],
  [fn.CLOSE_FILE]: ["close file", "file", "code"],
  [fn.SEARCH_FIRST]: ["search first", "file", "code"],
  [fn.SEARCH_NEXT]: ["search next", "none", "code"],
  [fn.DELETE_FILE]: ["delete file", "file", "code"],
  [fn.READ_SEQUENTIAL]: ["read sequential", "file", "code"],
  [fn.WRITE_SEQUENTIAL]: ["write sequential", "file", "code"],
  [fn.MAKE_FILE]: ["make file", "file", "code"],
  [fn.RENAME_FILE]: ["rename file", "file", "code"],
  [fn.LOGIN_VECTOR]: ["login vector", "none", "word"],
  [fn.CURRENT_DISK]: ["current disk", "none", "code"],
  [fn.SET_DMA_ADDRESS]: ["set DMA address", "word", "none"],
  [fn.ALLOCATION_VECTOR]: ["allocation vector", "none", "word"],
  [fn.WRITE_PROTECT_DISK]: ["write protect disk", "none", "none"],
  [fn.READ_ONLY_VECTOR]: ["read-only vector", "none", "word"],
  [fn.SET_ATTRIBUTES]: ["set attributes", "file", "code"],
  [fn.DISK_PARAMETERS]: ["disk parameters", "none", "word"],
  [fn.USER_NUMBER]: ["user number", "byte", "code"],
  [fn.READ_RANDOM]: ["read random", "record", "code"],
  [fn.WRITE_RANDOM]: ["write random", "record", "code"],
  [fn.FILE_SIZE]: ["file size", "file", "code"],
  [fn.SET_RANDOM_RECORD]: ["set random record", "file", "none"],
  [fn.RESET_DRIVES]: ["reset drives", "word", "code"],
  [fn.WRITE_RANDOM_ZERO_FILL]: ["write random, zero fill", "record", "code"],
};

/** Most characters shown of a string. */
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

/** The result of a call, such as `A=FFh`; empty if it has none. @param de DE at the call */
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
